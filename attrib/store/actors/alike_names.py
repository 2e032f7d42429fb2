"""Names that are alike: each is compared when it is new, in the blocks that it shares, and the likely pairs are kept.

A block of many names compares each only with its neighbours in the alphabet, so that the cost is never quadratic. Names
stay in their blocks when nobody has them any more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, delete, false, select, text, update

from attrib.data import ActorKind
from attrib.english.likeness import body_blocks, body_likeness, person_blocks, person_likeness
from attrib.store.database.adding import add_rows
from attrib.store.database.chunks import chunks
from attrib.store.database.read_only import READ_ONLY
from attrib.store.database.session import Database
from attrib.store.schema.actors import ActorRow, AlikeNamesRow, NameBlockRow
from attrib.store.schema.columns import Row

LEAST = 75
"""The score from which on pairs are kept, of 100."""
LIKENESS = MappingProxyType(
    {
        ActorKind.PERSON: (person_blocks, person_likeness),
        ActorKind.ORGANIZATION: (body_blocks, body_likeness),
    }
)
"""By the kinds whose names are compared: the blocks of a name, and the score and reason of two."""
_LARGEST_BLOCK = 40
_NEIGHBOURS = 8
_PAIR = ("kind", "block", "one", "other", "score", "reason")  # columns of AlikeNamesRow
_LOCK = 5_161_804  # any number that no other lock of attrib has


class Alike(NamedTuple):
    """Two names of one kind that are alike; one name twice, where several actors have it."""

    kind: str
    one: str
    other: str
    score: int
    reason: str


@dataclass(slots=True)
class _Found:
    """What is to be stored of new names: their blocks, the likely pairs, and pairs that are neighbours no more."""

    blocks: list[Row] = field(default_factory=list)
    pairs: list[Row] = field(default_factory=list)
    apart: list[Row] = field(default_factory=list)


def compare_names(database: Database) -> int:
    """Compare the names of actors that are new since the last time with all others; how many there were.

    One writer at a time does so: two would each miss what the other has added. Of a file that may only be read none is.
    """
    if database.engine.get_execution_options().get(READ_ONLY):
        return 0
    with database.session() as connection:
        if not connection.scalar(select(ActorRow.id).where(ActorRow.compared == false()).limit(1)):
            return 0
    with database.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
        new = _names(connection, ActorRow.compared == false())
        found = _compared(connection, new)
        add_rows(connection, NameBlockRow, found.blocks, unless_known=True)
        add_rows(connection, AlikeNamesRow, found.pairs, unless_known=True)
        if found.apart:
            same = [getattr(AlikeNamesRow, name) == bindparam(f"its_{name}") for name in found.apart[0]]
            rows = [{f"its_{name}": value for name, value in row.items()} for row in found.apart]
            connection.execute(delete(AlikeNamesRow).where(*same), rows)
        connection.execute(update(ActorRow).where(ActorRow.compared == false()).values(compared=True))
    return len(new)


def alike_names(connection: Connection, least: int = LEAST, first: int | None = None) -> set[Alike]:
    """All pairs of names with at least a score; names that have not been compared are compared, and nothing stored.

    Of those that are kept only the `first`, if given: the likeliest ones, then in the order of their names. For a score
    below LEAST every name is compared anew, and all pairs are told.
    """
    if least < LEAST:
        return _alike(_compared(connection, _names(connection), least, alone=True).pairs)
    columns = (getattr(AlikeNamesRow, name) for name in Alike._fields)
    likeliest = (AlikeNamesRow.score.desc(), AlikeNamesRow.one, AlikeNamesRow.other, AlikeNamesRow.kind)
    kept = select(*columns).where(AlikeNamesRow.score >= least)
    rows = connection.execute(kept if first is None else kept.distinct().order_by(*likeliest).limit(first)).all()
    stored = {Alike(*row) for row in rows}
    new = _names(connection, ActorRow.compared == false())
    return stored | _alike(_compared(connection, new, least).pairs) if new else stored


def _alike(rows: Iterable[Row]) -> set[Alike]:
    return {Alike(*(row[name] for name in Alike._fields)) for row in rows}


def names_beside(connection: Connection, kind: ActorKind, names: Iterable[str]) -> set[str]:
    """The names of a kind that share a block with some names, and these."""
    given = set(names)
    wanted = {block for name in given for block in LIKENESS[kind][0](name)}
    beside = set[str]()
    for some in chunks(wanted):
        query = select(NameBlockRow.name).where(NameBlockRow.kind == str(kind), NameBlockRow.block.in_(some))
        beside |= set(connection.scalars(query))
    new = (name for of, name in _names(connection, ActorRow.compared == false()) if of == str(kind))
    return given | beside | {name for name in new if wanted.intersection(LIKENESS[kind][0](name))}


def _names(connection: Connection, *conditions: ColumnElement[bool]) -> Counter[tuple[str, str]]:
    """Kind and name of the actors across documents that conditions hold for, with how many there are of each."""
    kinds = [str(kind) for kind in LIKENESS]
    query = select(ActorRow.kind, ActorRow.key).where(ActorRow.document_key.is_(None), ActorRow.kind.in_(kinds))
    return Counter((kind, name) for kind, name in connection.execute(query.where(*conditions)))


def _compared(
    connection: Connection, new: Counter[tuple[str, str]], least: int = LEAST, *, alone: bool = False
) -> _Found:
    """Compare some names with those that are known in their blocks, unless `alone`, and with one another."""
    found = _Found()
    for kind, (blocks_of, likeness) in LIKENESS.items():
        names = {name: count for (of, name), count in new.items() if of == str(kind)}
        added: dict[str, set[str]] = defaultdict(set)
        for name in names:
            for block in set(blocks_of(name)):
                added[block].add(name)
        known = defaultdict(set) if alone else _known(connection, kind, added)
        for block, its in sorted(added.items()):
            found.blocks += [{"kind": str(kind), "block": block, "name": name} for name in sorted(its)]
            members = sorted(known[block] | its)
            several = {name for name in its if names[name] > 1 or name in known[block]}
            for one, other in _near(members, its, several):
                score, reason = likeness(one, other)
                if score >= least:
                    found.pairs.append(dict(zip(_PAIR, (str(kind), block, one, other, score, reason), strict=True)))
            if not alone and len(members) > _LARGEST_BLOCK:
                found.apart += _apart(connection, str(kind), block, members)
    return found


def _known(connection: Connection, kind: ActorKind, blocks: Iterable[str]) -> dict[str, set[str]]:
    known: dict[str, set[str]] = defaultdict(set)
    for some in chunks(blocks):
        query = select(NameBlockRow.block, NameBlockRow.name)
        for block, name in connection.execute(
            query.where(NameBlockRow.kind == str(kind), NameBlockRow.block.in_(some))
        ):
            known[block].add(name)
    return known


def _near(members: Sequence[str], new: set[str], several: set[str]) -> Iterator[tuple[str, str]]:
    """The pairs of a block that are compared and have a new name; a name that several have makes a pair of its own."""
    reach = _reach(members)
    for place, name in enumerate(members):
        yield from ((name, other) for other in members[place + 1 : place + reach] if name in new or other in new)
    yield from ((name, name) for name in several)


def _reach(members: Sequence[str]) -> int:
    return len(members) if len(members) <= _LARGEST_BLOCK else _NEIGHBOURS


def _apart(connection: Connection, kind: str, block: str, members: Sequence[str]) -> Iterator[Row]:
    """The stored pairs of a large block between which new names have come."""
    place = {name: number for number, name in enumerate(members)}
    pairs = select(AlikeNamesRow.one, AlikeNamesRow.other)
    for one, other in connection.execute(pairs.where(AlikeNamesRow.kind == kind, AlikeNamesRow.block == block)):
        if place[other] - place[one] >= _reach(members):
            yield {"kind": kind, "block": block, "one": one, "other": other}
