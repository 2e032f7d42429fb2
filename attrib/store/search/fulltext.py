"""Full text on both databases: the statements whose content holds some phrases."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, column, false, func, literal_column, select, table
from sqlalchemy.orm import Session

from attrib.store.schema.statements import SearchTextRow, StatementRow
from attrib.store.search.query_language import Phrase, fts5, phrases, tsquery

FEW = 2000
"""Up to so many full-text hits are looked up one by one; beyond, statements are walked in order and tested."""


def hits(session: Session, text: str) -> Sequence[int] | ColumnElement[bool]:
    """The numbers of the statements whose content holds a text if they are few (SQLite), else a condition on them."""
    wanted = phrases(text)
    if not wanted:
        return false()
    found = matching(session, wanted)
    if session.get_bind().dialect.name == "postgresql":
        return StatementRow.number.in_(found)
    few = session.scalars(found.limit(FEW + 1)).all()
    # And this sign, where they are many, from looking them all up and sorting them.
    return few if len(few) <= FEW else literal_column("+statements.number").in_(found)


def matching(session: Session, wanted: tuple[Phrase, ...]) -> Select[int]:
    """The numbers of the statements of every run whose content holds all of some phrases."""
    if session.get_bind().dialect.name == "postgresql":
        vector: ColumnElement[str] = literal_column("search_text.vector")
        matches = vector.op("@@")(func.to_tsquery("simple", tsquery(wanted)))
        return select(SearchTextRow.statement_number).where(matches)
    index = table("search_index", column("rowid"), column("search_index"))
    return select(index.c.rowid).where(index.c.search_index.op("MATCH")(fts5(wanted)))
