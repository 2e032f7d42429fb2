"""The statements that a saved search has not told, read, judged where it is by topic, and folded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from attrib.data import Notice, StatementQuery, StatementRecord
from attrib.data.saved import NewStatement, StatementPlace
from attrib.services.search import with_sides
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.saved.copies import fold_copies
from attrib.store.saved.fresh import Fresh, fresh
from attrib.store.statements.records import records

NEAREST_TOLD = 20
"""The most statements that a search by topic tells in one digest if it has no limit: those nearest to the topic."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a search has not told: `new` and `copied` as in a DigestSection, as `later`, `distant` and the places."""

    new: tuple[NewStatement, ...]
    copied: tuple[StatementRecord, ...]
    later: int
    distant: int
    places: tuple[StatementPlace, ...]
    known_places: tuple[StatementPlace, ...]
    remarks: tuple[str, ...] = ()


def gather(database: Database, search: int, query: StatementQuery, limit: int | None) -> Gathered:
    """What the search of a number has not told, of statements by topic those nearest to it, else the newest first.

    `limit` is the most statements, those stored first; the others stay new. Raises as `store.search.query.search`.
    """
    if query.about is not None:
        return _near(database, search, query)
    found = fresh(database, search, query)
    kept = dict(list(found.new.items())[:limit])
    told = {number: with_sides(record) for number, record in read(database, kept).items()}
    gathered = _folded(database, search, Fresh(kept, found.known), told)
    new = sorted(gathered.new, key=lambda each: _age(each.record), reverse=True)
    return replace(gathered, new=tuple(new), later=len(found.new) - len(kept))


def _near(database: Database, search: int, query: StatementQuery) -> Gathered:
    """What is new on a topic; what is farther from it than what is told counts as told with it."""
    from attrib.services.about import judge_near, near_topic  # with the networks

    near = near_topic(database, query)
    found = fresh(database, search, query, near)
    fresh_near = {number: cosine for number, cosine in near.items() if number in found.new}
    by_id = {record.statement_id: number for number, record in read(database, fresh_near).items()}
    told: dict[int, StatementRecord] = {}
    remarks: list[str] = []
    for item in judge_near(database, replace(query, limit=query.limit or NEAREST_TOLD), fresh_near):
        if not isinstance(item, Notice):
            told[by_id[item.statement_id]] = with_sides(item)
        elif item.warning:
            remarks.append(item.message)
    chooses = not query.target and (query.stance is not None or query.min_stance_score is not None)
    kept = Fresh({number: found.new[number] for number in told}, found.known)
    gathered = _folded(database, search, kept, told)
    distant = 0 if chooses else len(found.new) - len(told)
    return replace(gathered, distant=distant, places=tuple(found.new.values()), remarks=tuple(remarks))


def read(database: Database, numbers: Iterable[int]) -> dict[int, StatementRecord]:
    """Statements by their numbers, in the order of these."""
    wanted = list(numbers)
    found: dict[int, StatementRecord] = {}
    with database.session() as session:
        for some in chunks(wanted):
            found |= dict(zip(some, records(session, some), strict=True))
    return {number: found[number] for number in wanted}


def _folded(database: Database, search: int, found: Fresh, told: dict[int, StatementRecord]) -> Gathered:
    folded = fold_copies(database, search, found)
    new = tuple(_together([told[number] for number in group]) for group in folded.groups)
    copied = tuple(told[number] for number in folded.copied)
    return Gathered(new, copied, 0, 0, tuple(found.new.values()), tuple(found.known.values()))


def _together(group: Sequence[StatementRecord]) -> NewStatement:
    """A statement with those of its copies; the group begins with the first article if that is among them."""
    return NewStatement(group[0], tuple(sorted(group[1:], key=_age)))


def _age(record: StatementRecord) -> tuple[bool, float, str, int]:
    """What orders statements by date, undated ones before all."""
    at = record.published_at
    return (at is not None, at.timestamp() if at is not None else 0.0, record.document_sha256, -record.start)
