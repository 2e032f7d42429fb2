"""A digest of what a database shows: its articles, the runs that read them, and what people decided."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Select, select

from attrib.store.database.session import Database
from attrib.store.schema.actors import ACTIVE_JUDGEMENT, ACTIVE_REVIEW, JudgementRow, ReviewRow
from attrib.store.schema.claims import ACTIVE_CLAIM_JUDGEMENT, ClaimJudgementRow
from attrib.store.schema.documents import ACTIVE_EDIT, DocumentEditRow, DocumentRow
from attrib.store.schema.runs import ExtractionRow

_DECISIONS: tuple[tuple[str, ColumnElement[str], ColumnElement[bool]], ...] = (
    ("review", ReviewRow.id, ACTIVE_REVIEW),
    ("judgement", JudgementRow.id, ACTIVE_JUDGEMENT),
    ("claim judgement", ClaimJudgementRow.id, ACTIVE_CLAIM_JUDGEMENT),
    ("edit", DocumentEditRow.id, ACTIVE_EDIT),
)


def digest(database: Database) -> str:
    """The SHA-256, in hexadecimal, of all that searches in a database rest on.

    That is each article's own SHA-256 with the run that search shows of it, and every decision of people that stands.
    The order in which they came, and the kind of database, make no difference.
    """
    found = hashlib.sha256()
    with database.session() as session:
        for line in _lines(session):
            found.update(f"{line}\n".encode())
    return found.hexdigest()


def _lines(session: Connection) -> Iterator[str]:
    for document, run in session.execute(_articles().execution_options(yield_per=5000)):
        yield f"article {document} {run}"
    for kind, identity, stands in _DECISIONS:
        for decision in session.scalars(select(identity).where(stands).order_by(identity)):
            yield f"{kind} {decision}"


def _articles() -> Select[str, str]:
    query = select(DocumentRow.id, ExtractionRow.run_id)
    query = query.join(ExtractionRow, ExtractionRow.document_key == DocumentRow.key).where(ExtractionRow.current)
    return query.order_by(DocumentRow.id)
