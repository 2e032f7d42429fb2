"""Finding changes of mind: what an actor asserted for a target before, and against it later, or the other way round.

Targets that name one thing by their words are one; those that are only near in meaning are not. Denials, suppositions
and questions assert nothing, and a stance that is unclear is no side, nor is what is often misread (`receipts.py`).
Statements with the same words are one receipt, the earliest of them; where they are read as being on both sides, they
are none, and two that make the same claim are no change.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, false, or_, select, true

from attrib.data import Assertion, StanceLabel, StatementQuery, StatementRecord
from attrib.data.changes import ActorChanges, ChangeOfMind, LeftOut, Receipt
from attrib.data.checks import CheckVerdict
from attrib.store.actors.answering import one_actor
from attrib.store.changes.judgements import Pair, active_judgements
from attrib.store.changes.order import turns
from attrib.store.changes.receipts import doubt, objection, said_within
from attrib.store.changes.said import Said, Side, said_in, sides_of
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.claims import StatementUtteranceRow, UtteranceRow
from attrib.store.schema.columns import SIDED
from attrib.store.schema.statements import UNDATED, StanceRow, StatementRow
from attrib.store.search.facets import actor_names
from attrib.store.search.filters import conditions
from attrib.store.search.positions import by_target
from attrib.store.search.sides import StanceRows, meanings_of, stance_rows
from attrib.store.search.targets import asked_stances
from attrib.store.statements.records import records

SqlRow = Row[*tuple[Any, ...]]
Restrictions = list[ColumnElement[bool]]


class _Turn(NamedTuple):
    """Two sides that may be a change of mind, before their records are read."""

    target: str
    target_id: str | None
    earlier: Side
    later: Side

    @property
    def score(self) -> float:
        return min(1.0 if side.reviewed else side.score or 0.0 for side in (self.earlier, self.later))


def changes_of(
    database: Database, name: str, query: StatementQuery | None = None, *, rejected: bool = False,
    limit: int | None = None,
) -> ActorChanges:  # fmt: skip
    """The changes of mind of an actor, of the stances that `query` asks for, and those that people have confirmed.

    What people have rejected is left out, unless `rejected`. With a `limit` the first ones are told, and how many more
    there are. Raises as `one_actor`.
    """
    asked = query or StatementQuery()
    with database.session() as session:
        actor = one_actor(session, name, counted=False)
        restrictions = conditions(session, replace(asked, actor_id=(actor.id,)), looked_up=True)
        found, left = _suggested(session, restrictions, asked)
        judged = active_judgements(session)
        verdicts = {pair: said.verdict for pair, said in judged.items()}
        confirmed = {pair for pair, verdict in verdicts.items() if verdict is CheckVerdict.CONFIRMED}
        found |= _confirmed(session, confirmed - found.keys(), restrictions)
        kept = [pair for pair in found if rejected or verdicts.get(pair) is not CheckVerdict.REJECTED]
        ranked = sorted(kept, key=lambda pair: (pair not in confirmed, *_order(found[pair])))
        told = _told(session, {pair: found[pair] for pair in ranked[:limit]})
    changes = tuple(replace(change, judgement=judged.get(pair)) for pair, change in told.items())
    counted = Counter(why for pair, why in left.items() if pair not in found)
    return ActorChanges(actor, changes, tuple(counted.most_common()), len(ranked) - len(changes))


def _order(turn: _Turn) -> tuple[float, str, str]:
    return -turn.score, turn.later.said.statement_id, turn.earlier.said.statement_id


def _told(session: Connection, found: Mapping[Pair, _Turn]) -> dict[Pair, ChangeOfMind]:
    """The changes with the records of their statements."""
    sides = [side for turn in found.values() for side in (turn.earlier, turn.later)]
    told = _records(session, {number for side in sides for number in (side.said.number, *side.copies)})

    def receipt(side: Side) -> Receipt:
        label = StanceLabel(side.label) if side.label else None
        copies = tuple(told[number] for number in side.copies)
        return Receipt(told[side.said.number], side.target, label, side.score, side.reviewed, copies)

    return {
        pair: ChangeOfMind(turn.target, turn.target_id, receipt(turn.earlier), receipt(turn.later))
        for pair, turn in found.items()
    }


def _suggested(
    session: Connection, restrictions: Restrictions, asked: StatementQuery
) -> tuple[dict[Pair, _Turn], dict[Pair, LeftOut]]:
    """The changes that the stances tell, by the numbers of both statements; of several targets the surest.

    Beside them the pairs of opposite sides that make none, and why.
    """
    groups = _by_target(session, restrictions, asked)
    numbers = {row.statement_number for some in groups for row in some}
    said, claims = said_in(session, numbers), _claims(session, numbers)
    names = actor_names(session, {row.canonical for some in groups for row in some if row.canonical})
    found: dict[Pair, _Turn] = {}
    left: dict[Pair, LeftOut] = {}
    for some, whys in zip(groups, _objections(session, groups, said, asked.min_stance_score), strict=True):
        canonical = next((row.canonical for row in some if row.canonical), None)
        fitting = [row for row in some if row.statement_number not in whys]
        for pair, earlier, later in _turns(fitting, said, claims):
            turn = _Turn(names[canonical] if canonical else later.target, canonical, earlier, later)
            if pair not in found or turn.score > found[pair].score:
                found[pair] = turn
        for pair, *_ in _turns(some, said, claims) if whys else ():
            why = next((whys[number] for number in pair if number in whys), None)
            if why is not None:
                left[pair] = why
    return found, left


def _objections(
    session: Connection, groups: Sequence[StanceRows], said: Mapping[int, Said], least: float | None
) -> list[dict[int, LeftOut]]:
    """Of each group the statements that stand for no side, and why.

    What others say within a statement is read of those alone that nothing else speaks against.
    """
    doubts = [[doubt(row, said[row.statement_number], least) for row in some] for some in groups]
    rows = [[*zip(some, whys, strict=True)] for some, whys in zip(groups, doubts, strict=True)]
    within = said_within(session, {row.statement_number for some in rows for row, why in some if why is None})
    objections = (
        ((row, why or objection(row, said[row.statement_number], within)) for row, why in some) for some in rows
    )
    return [{row.statement_number: why for row, why in some if why is not None} for some in objections]


def _by_target(session: Connection, restrictions: Restrictions, asked: StatementQuery) -> list[StanceRows]:
    """The sides that are asserted and dated, of each target that has both."""
    asserted = or_(StatementRow.assertion.is_(None), StatementRow.assertion == str(Assertion.ASSERTED))
    sure = or_(StanceRow.unclear == false(), StanceRow.reviewed == true())
    taking = StatementRow.stance_labels.bitwise_and(SIDED) != 0  # of the index, so that few statements are looked up
    sided = and_(taking, StanceRow.label != str(StanceLabel.NEUTRAL), sure, StatementRow.date_order != UNDATED)
    rows = stance_rows(session, [*restrictions, *asked_stances(session, asked), asserted, sided])
    by_meaning = by_target(rows, meanings_of(session, rows, restrictions, None))
    return [some for some in by_meaning.values() if len({row.label for row in some}) > 1]


def _turns(rows: StanceRows, said: Mapping[int, Said], claims: Mapping[int, int]) -> Iterator[tuple[Pair, Side, Side]]:
    """The earlier and the later side where it turns, with their numbers; not of two that claim the same."""
    for earlier, later in turns(sides_of(rows, said)):
        pair = earlier.said.number, later.said.number
        if claims.get(pair[0]) is None or claims.get(pair[0]) != claims.get(pair[1]):
            yield pair, earlier, later


def _records(session: Connection, numbers: Collection[int]) -> dict[int, StatementRecord]:
    found: dict[int, StatementRecord] = {}
    for some in chunks(sorted(numbers)):
        found |= dict(zip(some, records(session, some), strict=True))
    return found


def _claims(session: Connection, numbers: Collection[int]) -> dict[int, int]:
    """The claim that each of some statements makes, of those that have been compared."""
    joined = StatementUtteranceRow.utterance_key == UtteranceRow.key
    query = select(StatementUtteranceRow.statement_number, UtteranceRow.meaning).join(UtteranceRow, joined)
    found: dict[int, int] = {}
    for some in chunks(sorted(numbers)):
        found |= dict(session.execute(query.where(StatementUtteranceRow.statement_number.in_(some))).all())
    return found


def _confirmed(session: Connection, pairs: Collection[Pair], restrictions: Restrictions) -> dict[Pair, _Turn]:
    """The confirmed changes of statements that fit which the stances do not tell, or not any more."""
    numbers = {number for pair in pairs for number in pair}
    fitting: set[int] = set()
    for some in chunks(sorted(numbers)):
        query = select(StatementRow.number).where(*restrictions, StatementRow.number.in_(some))
        fitting |= set(session.scalars(query))
    whole = [pair for pair in pairs if fitting.issuperset(pair)]
    sides = {number: Side(said, "", None, None) for number, said in said_in(session, fitting).items()}
    return {pair: _Turn("", None, sides[pair[0]], sides[pair[1]]) for pair in whole}
