"""The claims that utterances make, level by level, found anew for whatever hangs together with changed ones.

What hangs together is found over pairs that are alike and pairs that people judged the same, so that the claims are
those that all utterances together would give: no order of ingesting changes them.
"""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, bindparam, or_, select, update

from attrib.claims.grouping import Pair, group
from attrib.data.claims import ClaimLevel
from attrib.store.claims.anchors import JudgedPairs, judged_pairs
from attrib.store.claims.counting import count_claims
from attrib.store.database.chunks import chunks
from attrib.store.schema.claims import UtterancePairRow, UtteranceRow
from attrib.store.search.repeats import COLUMNS

Scores = dict[Pair, tuple[str, float]]


def regroup(connection: Connection, keys: Collection[int]) -> None:
    """Find the claims of some utterances anew, with all that hang together with them."""
    judged = judged_pairs(connection)
    left, done = set(keys), set[int]()
    while left:
        members, pairs = _component(connection, min(left), judged)
        left -= members
        done |= members
        _store(connection, members, pairs, judged)
    count_claims(connection, done)


def _component(connection: Connection, start: int, judged: JudgedPairs) -> tuple[set[int], Scores]:
    """The utterances that hang together with one, and their pairs."""
    members, frontier, pairs = {start}, {start}, Scores()
    while frontier:
        found: set[int] = set()
        for one, two, level, score in _pairs_with(connection, frontier):
            pairs[one, two] = (level, score)
            found |= {one, two}
        found |= {key for pair in judged.same if frontier & set(pair) for key in pair}
        frontier = found - members
        members |= found
    return members, pairs


def _pairs_with(connection: Connection, keys: Iterable[int]) -> Iterable[tuple[int, int, str, float]]:
    columns = [getattr(UtterancePairRow, name) for name in ("first_key", "second_key", "level", "score")]
    for some in chunks(sorted(keys)):
        either = or_(UtterancePairRow.first_key.in_(some), UtterancePairRow.second_key.in_(some))
        for row in connection.execute(select(*columns).where(either)):
            yield row.first_key, row.second_key, row.level, row.score


def _store(connection: Connection, members: set[int], pairs: Scores, judged: JudgedPairs) -> None:
    groups: Sequence[frozenset[int]] = [frozenset({key}) for key in sorted(members)]
    claims: dict[int, dict[str, int]] = {key: {} for key in members}
    same = [pair for pair in judged.same if members.issuperset(pair)]
    different = [pair for pair in judged.different if members.issuperset(pair)]
    levels: set[str] = set()
    for level, column in COLUMNS.items():
        levels.add(str(level))
        scores = {pair: score for pair, (found, score) in pairs.items() if found in levels}
        judged_same = same if level is ClaimLevel.MEANING else []
        groups = group(groups, scores, same=judged_same, different=different)
        for found in groups:
            for key in found:
                claims[key][column] = min(found)
    rows = [{"at": key} | columns for key, columns in sorted(claims.items())]
    connection.execute(update(UtteranceRow).where(UtteranceRow.key == bindparam("at")), rows)
