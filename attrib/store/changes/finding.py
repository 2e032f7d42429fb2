"""Finding changes of mind: what an actor asserted for a target before, and against it later, or the other way round.

Targets that name one thing by their words are one; those that are only near in meaning are not. Denials, suppositions
and questions assert nothing, and a stance that is unclear is no side, nor is what is often misread (`receipts.py`).
Statements with the same words are one receipt, the earliest of them; where they are read as being on both sides, they
are none, and two that make the same claim are no change.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, false, or_, select, true

from attrib.data import Assertion, StanceLabel, StatementQuery, StatementRecord
from attrib.data.changes import ActorChanges, ChangeOfMind, LeftOut, Receipt
from attrib.data.checks import CheckVerdict
from attrib.store.actors.answering import one_actor
from attrib.store.changes.judgements import Pair, active_judgements
from attrib.store.changes.order import turns
from attrib.store.changes.receipts import objection, said_within
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
from attrib.text.folding import fold

SqlRow = Row[*tuple[Any, ...]]
Restrictions = list[ColumnElement[bool]]


def changes_of(
    database: Database, name: str, query: StatementQuery | None = None, *, rejected: bool = False
) -> ActorChanges:
    """The changes of mind of an actor, of the stances that `query` asks for, and those that people have confirmed.

    What people have rejected is left out, unless `rejected`. Raises as `one_actor`.
    """
    asked = query or StatementQuery()
    with database.session() as session:
        actor = one_actor(session, name, counted=False)
        restrictions = conditions(session, replace(asked, actor_id=(actor.id,)), looked_up=True)
        found, left = _suggested(session, restrictions, asked)
        judged = active_judgements(session)
        confirmed = {pair for pair, said in judged.items() if said.verdict is CheckVerdict.CONFIRMED}
        found |= _confirmed(session, confirmed - found.keys(), restrictions)
    changes = [replace(change, judgement=judged.get(pair)) for pair, change in found.items()]
    shown = [change for change in changes if rejected or not _is(change, CheckVerdict.REJECTED)]
    counted = Counter(why for pair, why in left.items() if pair not in found)
    return ActorChanges(actor, tuple(sorted(shown, key=_order)), tuple(counted.most_common()))


def _is(change: ChangeOfMind, verdict: CheckVerdict) -> bool:
    return change.judgement is not None and change.judgement.verdict is verdict


def _order(change: ChangeOfMind) -> tuple[bool, float, str, str]:
    ids = change.later.record.statement_id, change.earlier.record.statement_id
    return not _is(change, CheckVerdict.CONFIRMED), -change.score, *ids


def _suggested(
    session: Connection, restrictions: Restrictions, asked: StatementQuery
) -> tuple[dict[Pair, ChangeOfMind], dict[Pair, LeftOut]]:
    """The changes that the stances tell, by the numbers of both statements; of several targets the surest.

    Beside them the pairs of opposite sides that make none, and why.
    """
    groups = _by_target(session, restrictions, asked)
    numbers = {row.statement_number for some in groups for row in some}
    told, claims, within = _records(session, numbers), _claims(session, numbers), said_within(session, numbers)
    names = actor_names(session, {row.canonical for some in groups for row in some if row.canonical})
    found: dict[Pair, ChangeOfMind] = {}
    left: dict[Pair, LeftOut] = {}
    for some in groups:
        whys = {
            row.statement_number: why
            for row in some
            if (why := objection(row, told[row.statement_number], within, asked.min_stance_score))
        }
        canonical = next((row.canonical for row in some if row.canonical), None)
        fitting = [row for row in some if row.statement_number not in whys]
        for pair, earlier, later in _turns(fitting, told, claims):
            change = ChangeOfMind(names[canonical] if canonical else later.target, canonical, earlier, later)
            if pair not in found or change.score > found[pair].score:
                found[pair] = change
        for pair, *_ in _turns(some, told, claims) if whys else ():
            why = next((whys[number] for number in pair if number in whys), None)
            if why is not None:
                left[pair] = why
    return found, left


def _by_target(session: Connection, restrictions: Restrictions, asked: StatementQuery) -> list[StanceRows]:
    """The sides that are asserted and dated, of each target that has both."""
    asserted = or_(StatementRow.assertion.is_(None), StatementRow.assertion == str(Assertion.ASSERTED))
    sure = or_(StanceRow.unclear == false(), StanceRow.reviewed == true())
    taking = StatementRow.stance_labels.bitwise_and(SIDED) != 0  # of the index, so that few statements are looked up
    sided = and_(taking, StanceRow.label != str(StanceLabel.NEUTRAL), sure, StatementRow.date_order != UNDATED)
    rows = stance_rows(session, [*restrictions, *asked_stances(session, asked), asserted, sided])
    by_meaning = by_target(rows, meanings_of(session, rows, restrictions, None))
    return [some for some in by_meaning.values() if len({row.label for row in some}) > 1]


def _turns(
    rows: StanceRows, told: Mapping[int, StatementRecord], claims: Mapping[int, int]
) -> Iterator[tuple[Pair, Receipt, Receipt]]:
    """The earlier and the later receipt where the side turns, with their numbers; not of two that claim the same."""
    numbers = {told[row.statement_number].statement_id: row.statement_number for row in rows}
    for earlier, later in turns(_receipts(rows, told)):
        pair = numbers[earlier.record.statement_id], numbers[later.record.statement_id]
        if claims.get(pair[0]) is None or claims.get(pair[0]) != claims.get(pair[1]):
            yield pair, earlier, later


def _receipts(rows: StanceRows, told: Mapping[int, StatementRecord]) -> list[Receipt]:
    """One receipt for each wording, the oldest first; none where one wording is on both sides."""
    by_words: dict[str, list[SqlRow]] = defaultdict(list)
    for row in rows:
        by_words[fold(told[row.statement_number].quote)].append(row)
    found = []
    for some in by_words.values():
        if len({row.label for row in some}) == 1:
            first, others = some[0], {row.statement_number: None for row in some[1:]}
            others.pop(first.statement_number, None)
            copies = tuple(told[number] for number in others)
            side = StanceLabel(first.label)
            record = told[first.statement_number]
            found.append(Receipt(record, first.target, side, first.score, first.reviewed, copies))
    return found


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


def _confirmed(session: Connection, pairs: Collection[Pair], restrictions: Restrictions) -> dict[Pair, ChangeOfMind]:
    """The confirmed changes of statements that fit which the stances do not tell, or not any more."""
    numbers = {number for pair in pairs for number in pair}
    fitting: set[int] = set()
    for some in chunks(sorted(numbers)):
        query = select(StatementRow.number).where(*restrictions, StatementRow.number.in_(some))
        fitting |= set(session.scalars(query))
    whole = [pair for pair in pairs if fitting.issuperset(pair)]
    receipts = {number: Receipt(record, "", None, None) for number, record in _records(session, fitting).items()}
    return {pair: ChangeOfMind("", None, receipts[pair[0]], receipts[pair[1]]) for pair in whole}
