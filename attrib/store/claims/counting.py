"""The counts by which claims are ranked, kept so that the list of a large database is read from its top.

They are found anew whenever the claims of their statements are. A statement that people reject or an article that is
deleted counts until the next comparison; what is told of a claim is read from its statements.
"""

from collections.abc import Collection

from sqlalchemy import Connection, Select, and_, delete, false, func, insert, literal, select

from attrib.data.claims import ClaimLevel
from attrib.store.copies.outlets import independent_outlet
from attrib.store.database.chunks import chunks
from attrib.store.schema.claims import ClaimCountRow, StatementUtteranceRow, UtteranceRow
from attrib.store.schema.statements import StatementRow
from attrib.store.search.repeats import COLUMNS, column_of

_LEAST = 2  # statements that make a repeated claim


def forget_counts(connection: Connection, keys: Collection[int]) -> None:
    """Drop the counts of the claims that some utterances name."""
    for some in chunks(sorted(keys)):
        connection.execute(delete(ClaimCountRow).where(ClaimCountRow.key.in_(some)))


def count_claims(connection: Connection, keys: Collection[int]) -> None:
    """Count the claims of some utterances anew; with an utterance all of its claims have to be given."""
    forget_counts(connection, keys)
    columns = ("level", "key", "statements", "outlets")
    for some in chunks(sorted(keys)):
        for level in COLUMNS:
            connection.execute(insert(ClaimCountRow).from_select(columns, _counted(level, some)))


def _counted(level: ClaimLevel, keys: Collection[int]) -> Select[str, int, int, int]:
    """The claims among some keys that several statements make, those that stand within others counted too."""
    column = column_of(level)
    # "Is not false" is in no index: the utterances are looked up by their claims, and no statement else is read.
    shown = and_(StatementRow.number == StatementUtteranceRow.statement_number, StatementRow.current.is_not(false()))
    return (
        select(literal(str(level)), column, func.count(), func.count(independent_outlet().distinct()))
        .join(StatementUtteranceRow, StatementUtteranceRow.utterance_key == UtteranceRow.key)
        .join(StatementRow, shown)
        .where(column.in_(keys))
        .group_by(column)
        .having(func.count() >= _LEAST)
    )
