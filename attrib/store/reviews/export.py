"""Export of reviewed articles with all their statements, as material for training."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import false, select, true

from attrib.data import StatementRecord
from attrib.store.database.session import Database
from attrib.store.schema.actors import ACTIVE_REVIEW, IS_ALIAS, ActorRow, AliasRow, ReviewRow
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StatementRow
from attrib.store.statements.records import records


@dataclass(frozen=True, slots=True)
class ReviewedArticle:
    """One article: its text and origin, its statements in order, and the aliases of each speaker by actor."""

    text: str
    sha256: str
    location: str
    statements: tuple[StatementRecord, ...]
    aliases: dict[str, tuple[str, ...]]


def reviewed_articles(database: Database, *, complete: bool = False) -> Iterator[ReviewedArticle]:
    """Articles that search shows, in which a statement is reviewed (`complete`: every one), in a fixed order.

    A rejected statement counts as reviewed and is left out.
    """
    with database.session() as session:
        shown = (DocumentRow.deleted == false()) & DocumentRow.replaced_by.is_(None)
        of_it = DocumentRow.key == ReviewRow.document_key
        reviewed = select(ReviewRow.document_key).join(DocumentRow, of_it).where(ACTIVE_REVIEW, shown).distinct()
        keys = session.scalars(reviewed.order_by(ReviewRow.document_key)).all()
    for key in keys:
        with database.session() as session:
            columns = (DocumentRow.text, DocumentRow.id, DocumentRow.location)
            document = session.execute(select(*columns).where(DocumentRow.key == key)).one()
            current = StatementRow.document_key == key, StatementRow.current == true()
            numbers = session.scalars(select(StatementRow.number).where(*current).order_by(StatementRow.start)).all()
            statements = tuple(records(session, numbers))
            actors = {item.actor_id for item in statements if item.actor_id}
            named_actor = ActorRow.id == AliasRow.actor_id
            names = select(ActorRow.canonical_id, AliasRow.actor_id, AliasRow.alias).join(ActorRow, named_actor)
            same_actors = (ActorRow.id.in_(actors)) | (ActorRow.canonical_id.in_(actors))
            aliases: dict[str, list[str]] = {}
            for canonical, own, alias in session.execute(names.where(same_actors, IS_ALIAS).order_by(AliasRow.alias)):
                aliases.setdefault(canonical or own, []).append(alias)
        if complete and not all(item.reviews for item in statements):
            continue
        names_by_actor = {actor: tuple(named) for actor, named in aliases.items()}
        yield ReviewedArticle(document.text, document.id, document.location, statements, names_by_actor)
