"""Reading one claim: by its id, or the one that a statement makes."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, func, select, true

from attrib.data.claims import Claim, ClaimLevel
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.claims.judgements import judgements_about
from attrib.store.claims.of_statements import by_key
from attrib.store.claims.summaries import ID_DIGITS, standing_alone, statements_of, summary_of
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.claims import StatementUtteranceRow, UtteranceRow
from attrib.store.schema.statements import StatementRow
from attrib.store.search.repeats import claim_key, column_of
from attrib.store.statements.records import records

_LARGEST = 2**63 - 1


def show_claim(database: Database, identity: str, *, level: ClaimLevel = ClaimLevel.MEANING) -> Claim:
    """A claim by its id or the first digits of it. Raises NotFoundError and AmbiguousNameError."""
    with database.session() as connection:
        return _claim(connection, _key(connection, identity, level), level)


def claim_of(database: Database, statement: str, *, level: ClaimLevel = ClaimLevel.MEANING) -> Claim:
    """The claim that a statement makes, with all its statements. Raises NotFoundError and AmbiguousNameError.

    A NotFoundError says too where the statement has not been compared yet.
    """
    with database.session() as connection:
        return _claim(connection, claim_key(connection, statement, level), level)


def claims_shared(
    database: Database, statements: Iterable[str], *, level: ClaimLevel = ClaimLevel.MEANING
) -> Iterator[Claim]:
    """The claims among those that some statements make that several articles have, in the order of the statements.

    The statements are given by their whole ids. Claims of one article are not read: of a long list most are such.
    """
    with database.session() as connection:
        keys = list(by_key(connection, statements, level))
        shared = _in_several_articles(connection, keys, level)
        found = [_claim(connection, key, level) for key in keys if key in shared]
    yield from (claim for claim in found if claim.summary.documents > 1)


def _in_several_articles(connection: Connection, keys: Sequence[int], level: ClaimLevel) -> set[int]:
    column = column_of(level)
    joined = StatementUtteranceRow.utterance_key == UtteranceRow.key
    query = select(column).join_from(StatementUtteranceRow, UtteranceRow, joined)
    query = query.join(StatementRow, StatementRow.number == StatementUtteranceRow.statement_number)
    articles = func.count(StatementRow.document_key.distinct())
    query = query.where(StatementRow.current == true()).group_by(column).having(articles > 1)
    return {key for some in chunks(keys) for key in connection.scalars(query.where(column.in_(some)))}


def _key(connection: Connection, identity: str, level: ClaimLevel) -> int:
    digits = identity.strip().lower()
    column = column_of(level)
    if digits and len(digits) <= ID_DIGITS and not set(digits) - set("0123456789abcdef"):
        low, high = (int(digits.ljust(ID_DIGITS, fill), 16) for fill in "0f")
        query = select(column).where(column >= low, column <= min(high, _LARGEST)).distinct().limit(2)
        keys = connection.scalars(query).all() if low <= _LARGEST else []
        if len(keys) > 1:
            raise AmbiguousNameError(f"the id {identity!r} fits several claims; give more digits")
        if keys:
            return int(keys[0])
    raise NotFoundError(f"no claim has the id {identity!r}; `attrib claims list` lists them, `claims of ID` finds one")


def _claim(connection: Connection, key: int, level: ClaimLevel) -> Claim:
    rows = statements_of(connection, key, level)
    found = tuple(records(connection, [row.number for row in rows]))
    judgements = judgements_about(connection, {row.id for row in rows}, {row.document_key for row in rows})
    nested = {row.id for row in rows} - {row.id for row in standing_alone(rows)}
    return Claim(summary_of(connection, key, level, rows), found, judgements, frozenset(nested))
