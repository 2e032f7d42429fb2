"""Reads and checks the word lists of English: the files of lexicon/, one list a file.

A line is an entry; its values follow behind tabs. A line that starts with "#" is a comment. The comments at the top
say what the list is and, behind "Source:", where it comes from. Entries are sorted, unique and in lower case; only
names of countries stand as written.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from attrib.errors import ResourceError
from attrib.resources import folder

_SUFFIX = ".txt"


class Entry(NamedTuple):
    """One entry of a list: the word or phrase, its values in the order of the file's columns, and its line."""

    word: str
    values: tuple[str, ...]
    line: int


class Lexicon:
    """The lists of one folder; a list is read when it is first asked for.

    Every method raises ResourceError for a missing list or a broken rule. The message names the file, the line, the
    entry and the way out.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._entries: dict[tuple[str, bool], tuple[Entry, ...]] = {}

    def names(self) -> tuple[str, ...]:
        """The names of all lists, sorted."""
        return tuple(sorted(path.stem for path in self.path.glob(f"*{_SUFFIX}")))

    @property
    def read(self) -> frozenset[str]:
        """The names of the lists that have been read so far."""
        return frozenset(name for name, _ in self._entries)

    def words(self, name: str) -> frozenset[str]:
        """The entries of a list without values."""
        return frozenset(entry.word for entry in self._columns(name, 0))

    def spellings(self, name: str) -> frozenset[str]:
        """The entries of a list of names as they are written, capitals included."""
        return frozenset(entry.word for entry in self._columns(name, 0, lower=False))

    def pairs(self, name: str) -> Mapping[str, str]:
        """The entries of a list with one value each, and the value."""
        return MappingProxyType({entry.word: entry.values[0] for entry in self._columns(name, 1)})

    def table(self, name: str, columns: Mapping[str, Collection[str]]) -> Mapping[str, tuple[frozenset[str], ...]]:
        """The entries of a list with a value in each column; a cell may hold several values, parted by ",".

        `columns` names the columns in order, each with the values it may hold.
        """
        rows = {}
        for entry in self._columns(name, len(columns)):
            cells = tuple(frozenset(value.split(",")) for value in entry.values)
            for (column, known), cell in zip(columns.items(), cells, strict=True):
                self._check_known(name, entry, cell, known, f"{column} ")
            rows[entry.word] = cells
        return MappingProxyType(rows)

    def tagged(
        self, name: str, tags: Collection[str], exclusive: Iterable[Collection[str]] = ()
    ) -> Mapping[str, frozenset[str]]:
        """The entries of a list with their tags; an entry may have several, parted by spaces, or none.

        An entry has at most one tag of each group in `exclusive`: no name is "male" and "female".
        """
        rows = {}
        for entry in self._columns(name, 0, 1):
            found = frozenset(" ".join(entry.values).split())
            self._check_known(name, entry, found, tags, "")
            for group in exclusive:
                if len(found.intersection(group)) > 1:
                    both = " and ".join(sorted(found.intersection(group)))
                    raise self._error(name, entry.line, f"{entry.word!r} is {both}; leave one of them")
            rows[entry.word] = found
        return MappingProxyType(rows)

    def disjoint(self, *names: str) -> None:
        """Check that no entry stands in two of the lists, none of which is of names as written."""
        seen: dict[str, str] = {}
        for name in names:
            for entry in self._all(name):
                if entry.word in seen:
                    other = seen[entry.word] + _SUFFIX
                    raise self._error(name, entry.line, f"{entry.word!r} is in {other} too; leave it in one of them")
                seen[entry.word] = name

    def _columns(self, name: str, least: int, most: int | None = None, *, lower: bool = True) -> tuple[Entry, ...]:
        """The entries of a list; each must have from `least` to `most` values, or exactly `least`."""
        entries = self._all(name, lower=lower)
        for entry in entries:
            if not least <= len(entry.values) <= (least if most is None else most):
                wanted = f"{least} values" if most is None else f"{least} to {most} values"
                raise self._error(
                    name, entry.line, f"{entry.word!r} has {len(entry.values)} values behind tabs; give it {wanted}"
                )
        return entries

    def _all(self, name: str, *, lower: bool = True) -> tuple[Entry, ...]:
        if (name, lower) not in self._entries:
            self._entries[name, lower] = tuple(self._parse(name, lower))
        return self._entries[name, lower]

    def _parse(self, name: str, lower: bool) -> Iterable[Entry]:
        lines = self._text(name).split("\n")
        comments = [line for line in lines if line.startswith("#")]
        if not lines[0].startswith("#") or not any(line.startswith("# Source:") for line in comments):
            message = "there is no comment that says what the list is, or none that begins with '# Source:'; add it"
            raise self._error(name, 1, message)
        seen: dict[str, int] = {}
        last = ""
        for number, line in enumerate(lines, 1):
            if line.startswith("#") or not line:
                continue
            word, *values = line.split("\t")
            if line != line.strip() or "  " in line or "\t\t" in line or "\t " in line or " \t" in line:
                raise self._error(name, number, f"{line!r} has white space or a tab too much; take it out")
            if lower and word != word.lower():
                raise self._error(name, number, f"{word!r} is not in lower case; write {word.lower()!r}")
            if word in seen:
                raise self._error(name, number, f"{word!r} is in line {seen[word]} already; leave one of them")
            if word < last:
                raise self._error(name, number, f"{word!r} stands behind {last!r}; sort the list (LC_ALL=C sort)")
            seen[word], last = number, word
            yield Entry(word, tuple(values), number)

    def _text(self, name: str) -> str:
        path = self.path / f"{name}{_SUFFIX}"
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise ResourceError(f"the word list {path} is missing; reinstall attrib") from error
        except UnicodeDecodeError as error:
            raise ResourceError(f"the word list {path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error

    def _check_known(self, name: str, entry: Entry, found: Iterable[str], known: Collection[str], column: str) -> None:
        for value in sorted(set(found) - set(known)):
            message = f"{entry.word!r} has the unknown {column}{value!r}; use {', '.join(sorted(known))}"
            raise self._error(name, entry.line, message)

    def _error(self, name: str, line: int, message: str) -> ResourceError:
        return ResourceError(f"{self.path / name}{_SUFFIX}, line {line}: {message}")


@cache
def lexicon() -> Lexicon:
    """The lists that ship with attrib."""
    return Lexicon(folder("english/lexicon"))


def having(table: Mapping[str, frozenset[str]], *tags: str) -> frozenset[str]:
    """The entries of a tagged list that have one of the tags, or several."""
    return frozenset(word for word, found in table.items() if not found.isdisjoint(tags))
