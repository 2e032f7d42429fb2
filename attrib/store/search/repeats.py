"""The statements that make the same claim as one: what `--repeats` finds."""

from sqlalchemy import Column, Connection, Select, select

from attrib.data.claims import ClaimLevel
from attrib.errors import NotFoundError
from attrib.store.schema.claims import StatementUtteranceRow, UtteranceRow
from attrib.store.statements.ids import beginning_with

COLUMNS = {ClaimLevel.WORDS: "words", ClaimLevel.NEAR: "near", ClaimLevel.MEANING: "meaning"}
"""The levels from the closest one on, and the column of `utterances` that holds the claims of each."""


def column_of(level: ClaimLevel) -> Column[int]:
    """The column of `utterances` that holds the claims of a level."""
    return UtteranceRow.__table__.c[COLUMNS[level]]


def claim_key(connection: Connection, statement: str, level: ClaimLevel = ClaimLevel.MEANING) -> int:
    """The key of the claim that a statement makes, by the statement's id or its first digits.

    Raises NotFoundError and AmbiguousNameError for the id, and NotFoundError where it has not been compared yet.
    """
    identity, number = beginning_with(connection, statement)
    joined = StatementUtteranceRow.utterance_key == UtteranceRow.key
    query = select(column_of(level)).join(StatementUtteranceRow, joined)
    key = connection.scalar(query.where(StatementUtteranceRow.statement_number == number))
    if key is None:
        raise NotFoundError(
            f"the statement {identity[:8]} has not been compared with others yet, or search does not show it; "
            "`attrib claims update` compares what is new"
        )
    return key


def repeating(key: int, level: ClaimLevel = ClaimLevel.MEANING) -> Select[int]:
    """The numbers of the statements that make a claim."""
    joined = StatementUtteranceRow.utterance_key == UtteranceRow.key
    query = select(StatementUtteranceRow.statement_number).join(UtteranceRow, joined)
    return query.where(column_of(level) == key)
