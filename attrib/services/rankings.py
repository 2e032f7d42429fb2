"""Who and what some statements are by, from and about: the most frequent first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from attrib.data import Stance, StanceLabel, StatementRecord
from attrib.data.report import Ranking, Tally
from attrib.targets.pointing import is_pointing
from attrib.text.folding import fold_name

Sides = Mapping[str, Set[StanceLabel]]
"""The sides that statements take, by id: SUPPORT, OPPOSE, both or none."""
Named = tuple[str, str | None]
"""What tells two apart, and a name to show."""


@dataclass(slots=True)
class _Counted:
    name: str | None
    statements: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    support: set[str] = field(default_factory=set)
    oppose: set[str] = field(default_factory=set)


def by_speaker(records: Iterable[StatementRecord], sides: Sides, most: int) -> Ranking:
    """The speakers across documents, with the sides that they take."""
    return _ranking(records, lambda record: (_speaker(record),), lambda record, _: sides[record.statement_id], most)


def by_outlet(records: Iterable[StatementRecord], sides: Sides, most: int) -> Ranking:
    """The outlets."""
    return _ranking(records, lambda record: (_outlet(record),), lambda record, _: sides[record.statement_id], most)


def by_target(records: Sequence[StatementRecord], most: int) -> Ranking:
    """What statements are for or against; neutral stances have no part in it.

    A target that one text tells as an actor is that actor by its name elsewhere too. Targets that say only in their own
    article what is meant ("the decision") come last.
    """
    taken = [(record, [each for each in record.stances if each.label is not StanceLabel.NEUTRAL]) for record in records]
    known = {fold_name(each.target): each.target_id for _, stances in taken for each in stances if each.target_id}

    def key_of(stance: Stance) -> str:
        folded = fold_name(stance.target)
        return stance.target_id or known.get(folded) or folded

    keyed = {record.statement_id: [(key_of(each), each) for each in stances] for record, stances in taken}

    def named(record: StatementRecord) -> Sequence[Named]:
        return tuple({key: each.target for key, each in keyed[record.statement_id]}.items())

    def sides(record: StatementRecord, key: str) -> Set[StanceLabel]:
        return {each.label for own, each in keyed[record.statement_id] if own == key}

    return _ranking(records, named, sides, most, last=is_pointing)


def _speaker(record: StatementRecord) -> Named:
    return (record.actor_id or fold_name(record.speaker or ""), record.actor or record.speaker)


def _outlet(record: StatementRecord) -> Named:
    return (fold_name(record.outlet or ""), record.outlet)


def _ranking(
    records: Iterable[StatementRecord],
    named: Callable[[StatementRecord], Sequence[Named]],
    sides: Callable[[StatementRecord, str], Set[StanceLabel]],
    most: int,
    last: Callable[[str], bool] = lambda _: False,
) -> Ranking:
    found: dict[str, _Counted] = {}
    spelled: dict[str, dict[str | None, int]] = defaultdict(lambda: defaultdict(int))
    for record in records:
        for key, name in named(record):
            counted = found.setdefault(key, _Counted(name))
            spelled[key][name] += 1
            counted.statements.add(record.statement_id)
            counted.documents.add(record.document_sha256)
            taken = sides(record, key)
            if StanceLabel.SUPPORT in taken:
                counted.support.add(record.statement_id)
            if StanceLabel.OPPOSE in taken:
                counted.oppose.add(record.statement_id)
    for key, counted in found.items():
        counted.name = _usual(spelled[key])
    ordered = sorted(found.values(), key=lambda each: (_group(each.name, last), -len(each.statements), each.name or ""))
    named_ones = [each for each in ordered if each.name is not None]
    shown = named_ones[:most] + [each for each in ordered if each.name is None]
    return Ranking(tuple(map(_tally, shown)), max(0, len(named_ones) - most))


def _group(name: str | None, last: Callable[[str], bool]) -> int:
    """0 of a name, 1 of one that comes last, 2 of none."""
    return 2 if name is None else int(last(name))


def _usual(spellings: Mapping[str | None, int]) -> str | None:
    """The most frequent of several spellings; of equally frequent ones the last by the alphabet."""
    return max(spellings, key=lambda name: (spellings[name], name or ""))


def _tally(each: _Counted) -> Tally:
    numbers = (len(each.statements), len(each.documents), len(each.support), len(each.oppose))
    return Tally(each.name, *numbers)
