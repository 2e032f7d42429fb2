"""Names by their parts: an index of every folded name from each of its words on, so that none has to be looked through.

It holds the names of actors, their aliases and the terms, also those that are gone: what is found by it is looked up
in the tables of these.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Select, and_, or_, select

from attrib.store.database.adding import add_rows
from attrib.store.schema.columns import Row
from attrib.store.schema.search import NamePartRow

_LAST = "\U0010ffff"  # sorts behind every other character


def note_names(connection: Connection, names: Iterable[str | None]) -> None:
    """Store the parts of some folded names, in the order in which all writers do; those that are known stay."""
    rows: list[Row] = [{"part": part, "name": name} for part, name in sorted(_parts(names))]
    add_rows(connection, NamePartRow, rows, unless_known=True)


def names_with(words: str, *, whole: bool = False) -> Select[str]:
    """The folded names in which consecutive words begin with some folded words; with `whole` they are these words."""
    part = NamePartRow.part
    if whole:
        begins = and_(part > f"{words} ", part < f"{words} {_LAST}")
        return select(NamePartRow.name).where(or_(part == words, begins))
    return select(NamePartRow.name).where(part >= words, part < words + _LAST)


def _parts(names: Iterable[str | None]) -> set[tuple[str, str]]:
    return {(part, name) for name in names if name for part in _from_each_word(name)}


def _from_each_word(name: str) -> Iterator[str]:
    """ "bank of kabul", "of kabul" and "kabul" of "bank of kabul"."""
    yield name
    yield from (name[place + 1 :] for place, letter in enumerate(name) if letter == " ")
