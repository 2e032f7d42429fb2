"""Full-text search on both databases: the statements whose content holds some phrases."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, Select, column, false, func, literal_column, select, table

from attrib.data import Place, StatementQuery
from attrib.store.schema.search import SearchTextRow
from attrib.store.schema.statements import StatementRow
from attrib.store.search.query_language import Phrase, fts5, phrases, tsquery

FEW = 2000
"""The number of full-text hits up to which statements are looked up one by one; beyond, they are scanned in order."""

_INDEX = table("search_index", column("rowid"), column("search_index"))  # of FTS5


def hits(session: Connection, text: str, most: int = FEW) -> Sequence[int] | ColumnElement[bool]:
    """The numbers of the statements whose content holds a text, if at most `most` (SQLite); else a condition."""
    terms = phrases(text)
    if not terms:
        return false()
    numbers = matching(session, terms)
    if session.dialect.name == "postgresql":
        return StatementRow.number.in_(numbers)
    few = session.scalars(numbers.limit(most + 1)).all()
    # For many hits, the sign keeps SQLite from looking up and sorting them all.
    return few if len(few) <= most else literal_column("+statements.number").in_(numbers)


def found_first(session: Connection, query: StatementQuery) -> list[ColumnElement[bool]]:
    """Conditions on the words of a query that asks for words in quotes and little else; none for another query.

    SQLite takes one hit after the other, so that a count which stops at some thousand does not look for all of them.
    """
    others = replace(query, text=None, within=(), limit=None, sort="-date", confident=False, min_confidence=None)
    if query.text is None or others != StatementQuery() or not set(query.within) <= {Place.QUOTE}:
        return []
    terms = phrases(query.text)
    if not terms:
        return [false()]
    if session.dialect.name == "postgresql":
        return [StatementRow.number.in_(matching(session, terms))]
    return [_INDEX.c.search_index.op("MATCH")(fts5(terms)), StatementRow.number == _INDEX.c.rowid]


def matching(session: Connection, terms: tuple[Phrase, ...]) -> Select[int]:
    """The numbers of the statements, of every run, whose content holds all of some phrases."""
    if session.dialect.name == "postgresql":
        vector: ColumnElement[str] = literal_column("search_text.vector")
        matches = vector.op("@@")(func.to_tsquery("simple", tsquery(terms)))
        return select(SearchTextRow.statement_number).where(matches)
    return select(_INDEX.c.rowid).where(_INDEX.c.search_index.op("MATCH")(fts5(terms)))
