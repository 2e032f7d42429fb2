"""The repeated claims among some statements: of each, the claim that it makes, if others make it too."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, func, select, true

from attrib.data.claims import ClaimLevel, ClaimSummary
from attrib.store.claims.summaries import standing_alone, statements_of, summary_of
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.claims import StatementUtteranceRow, UtteranceRow
from attrib.store.schema.statements import StatementRow
from attrib.store.search.repeats import column_of

_LEAST = 2  # statements that make a repeated claim


def repeated_claims(
    database: Database, identities: Iterable[str], *, level: ClaimLevel = ClaimLevel.MEANING
) -> dict[ClaimSummary, list[str]]:
    """The claims that some statements make and that are made more than once, each with the ids of those statements.

    The statements are those that search shows, others count for the claims too. A statement that stands within another
    one of its article repeats nothing. What has not been compared with others yet makes no claim here.
    """
    with database.session() as connection:
        by_claim = by_key(connection, identities, level)
        found = {}
        for key in _repeated(connection, by_claim, level):
            rows = statements_of(connection, key, level)
            alone = {row.id for row in standing_alone(rows)}
            ours = [identity for identity in by_claim[key] if identity in alone]
            if ours and len(alone) >= _LEAST:
                found[summary_of(connection, key, level, rows)] = ours
        return found


def by_key(connection: Connection, identities: Iterable[str], level: ClaimLevel) -> dict[int, list[str]]:
    """The ids of some statements by the key of the claim that each makes, in the order given.

    What has not been compared with others yet makes no claim here.
    """
    asked = list(identities)
    key_of: dict[str, int] = {}
    joined = StatementUtteranceRow.utterance_key == UtteranceRow.key
    query = select(StatementRow.id, column_of(level)).join_from(StatementUtteranceRow, UtteranceRow, joined)
    query = query.join(StatementRow, StatementRow.number == StatementUtteranceRow.statement_number)
    for some in chunks(asked):
        key_of |= dict(connection.execute(query.where(StatementRow.id.in_(some))).all())
    found: dict[int, list[str]] = defaultdict(list)
    for identity in asked:
        if identity in key_of:
            found[key_of[identity]].append(identity)
    return found


def _repeated(connection: Connection, keys: Iterable[int], level: ClaimLevel) -> list[int]:
    """Those of some claims that several statements make, most of them first."""
    column = column_of(level)
    joined = StatementUtteranceRow.utterance_key == UtteranceRow.key
    query = select(column, func.count()).join_from(StatementUtteranceRow, UtteranceRow, joined)
    query = query.join(StatementRow, StatementRow.number == StatementUtteranceRow.statement_number)
    query = query.where(StatementRow.current == true()).group_by(column).having(func.count() >= _LEAST)
    counts: dict[int, int] = {}
    for some in chunks(keys):
        counts |= dict(connection.execute(query.where(column.in_(some))).all())
    return sorted(counts, key=lambda key: (-counts[key], key))
