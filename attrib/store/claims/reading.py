"""Reading one claim: by its id, or the one that a statement makes."""

from sqlalchemy import Connection, select

from attrib.data.claims import Claim, ClaimLevel
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.claims.judgements import judgements_about
from attrib.store.claims.summaries import ID_DIGITS, standing_alone, statements_of, summary_of
from attrib.store.database.session import Database
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
