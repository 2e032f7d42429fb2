"""What is said of the actors whom a name fits: all of them in an error, or those that a search leaves out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from shlex import quote
from textwrap import shorten
from typing import Protocol

from sqlalchemy import Connection

from attrib.data import ActorKind, Way
from attrib.errors import AmbiguousNameError
from attrib.store.actors.lookup import describe
from attrib.store.actors.summaries import summaries

_DESCRIBED = (ActorKind.GROUP, ActorKind.UNNAMED)
_MOST_LISTED = 10
_WIDEST = 24  # characters to which names and ids are padded; a longer one stands out of line
_MOST_NAMED = 4
_LONGEST = 48  # characters of a description that is named


class Fitting(Protocol):
    """An actor whom a name fits."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> ActorKind: ...
    @property
    def key(self) -> str: ...
    @property
    def scoped(self) -> bool: ...
    @property
    def statements(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list: an actor, or all of single documents with one name."""

    identity: str
    words: str
    statements: int

    @property
    def beside_identity(self) -> str:
        """The words without a name that the identity has already."""
        return self.words.removeprefix(f"“{self.identity.removeprefix('only:')}” ")


def several_fit(
    session: Connection, name: str, found: Sequence[Fitting], *, single: bool = False
) -> AmbiguousNameError:
    """The error that lists the actors whom a name fits: people first, then bodies, then names of single articles."""
    choices = _choices(session, found)
    way = "give a fuller name or an id" + ("" if single else ", or take all of them with --any")
    words = "\n".join([f"{name!r} fits {len(choices)} actors; {way}:", *lines_of(name, choices)])
    return AmbiguousNameError(words, tuple((choice.identity, choice.words) for choice in choices), name)


def lines_of(name: str, choices: Sequence[Choice]) -> list[str]:
    """The lines that list whom a name fits: the first ones, and how many more there are."""
    listed, rest = choices[:_MOST_LISTED], choices[_MOST_LISTED:]
    width = max((len(choice.identity) for choice in listed if len(choice.identity) <= _WIDEST), default=0)
    lines = [f"  {choice.identity:<{width}}  {choice.beside_identity}" for choice in listed]
    if rest:
        left = _counted(sum(choice.statements for choice in rest))
        lines.append(f"  … and {len(rest)} more ({left}); `attrib actors list {quote(name)}` shows all")
    return lines


def _choices(session: Connection, found: Sequence[Fitting]) -> list[Choice]:
    known = [each for each in found if not each.scoped]
    described = {actor.id: describe(actor) for actor in summaries(session, [each.id for each in known])}
    order = sorted(known, key=lambda each: (each.kind is not ActorKind.PERSON, -each.statements, each.name, each.id))
    choices = [Choice(each.id, described[each.id], each.statements) for each in order]
    for each, count, documents in _alone(found):
        place = "1 article" if documents == 1 else f"{documents} articles"
        words = f"“{each.name}” in {place} with no fuller name ({each.kind}; {_counted(count)})"
        choices.append(Choice(f"only:{each.name}", words, count))
    return choices


def _alone(found: Sequence[Fitting]) -> list[tuple[Fitting, int, int]]:
    """The actors of single documents by name, with their numbers of statements and documents, the most first."""
    groups: dict[tuple[ActorKind, str], list[Fitting]] = defaultdict(list)
    for each in found:
        if each.scoped:
            groups[each.kind, each.key].append(each)
    counted = [(some[0], sum(each.statements for each in some), len(some)) for some in groups.values()]
    return sorted(counted, key=lambda item: (item[0].kind is not ActorKind.PERSON, -item[1], item[0].name))


class Remarks:
    """What a search says of those whom a name fits and whom it leaves out; "" where it leaves out nobody.

    `left` answer to the name; `bare` are those whom single articles call by a part of it, so that taking all who
    answer does not take them. `single` says that one actor is wanted.
    """

    def __init__(
        self,
        session: Connection,
        name: str,
        left: Sequence[Fitting],
        taken: Sequence[Fitting],
        *,
        bare: Sequence[Fitting] = (),
        single: bool = False,
    ) -> None:
        self._session = session
        self._name = name
        self._left = [each for each in left if each.statements]
        self._bare_names = [each for each in bare if each.statements]
        self._taken = taken
        self._single = single

    def __str__(self) -> str:
        known = [each for each in self._left if not each.scoped and each.kind not in _DESCRIBED]
        called = [each for each in self._left if each.scoped and each.kind not in _DESCRIBED]
        alone = [*_alone(called), *_alone(self._bare_names)]
        parts = []
        if known:
            named = summaries(self._session, [each.id for each in known[:_MOST_NAMED]])
            named.sort(key=lambda actor: (actor.kind is not ActorKind.PERSON, -actor.statements, actor.name))
            more = [f"{len(known) - _MOST_NAMED} more"] if len(known) > _MOST_NAMED else []
            parts.append(", ".join([*map(describe, named), *more]))
        parts += [self._bare(each, count) for each, count, _ in alone[:_MOST_NAMED]]
        if len(alone) > _MOST_NAMED:
            parts.append(f"{len(alone) - _MOST_NAMED} more names of single articles")
        remarks = []
        if parts:
            shown = " and ".join(sorted({each.name for each in self._taken})[:_MOST_NAMED])
            way = self._way(bool(known or called))
            remarks.append(f"{self._name!r} is taken for {shown}; left out: {'; '.join(parts)}.{way}")
        others = [each for each in self._left if each.kind in _DESCRIBED]
        if others:
            names = dict.fromkeys(each.name for each in others[:_MOST_NAMED])
            some = ", ".join(f"“{shorten(name, _LONGEST, placeholder=' …')}”" for name in names)
            count = _counted(sum(each.statements for each in others))
            remarks.append(f"Left out: {count} of speakers described so ({some}); {self._unnamed} finds them.")
        return " ".join(remarks)

    @property
    def ways(self) -> tuple[Way, ...]:
        """The searches that the remark names, in the order of its words."""
        words = str(self)
        alone = [Way(f"--actor {quote(each)}", "actor", each) for each in (f"only:{one.name}" for one in self._alone)]
        described = Way(self._unnamed, "unnamed", self._name, without=("actor", self._name))
        return tuple(way for way in (*alone, Way("--any", "any_actor"), described) if way.words in words)

    @property
    def _alone(self) -> list[Fitting]:
        """Those of single articles alone, one of each name, the most quoted first."""
        called = [each for each in self._left if each.scoped and each.kind not in _DESCRIBED]
        return [each for each, *_ in (*_alone(called), *_alone(self._bare_names))]

    @property
    def _unnamed(self) -> str:
        return f"--unnamed {quote(self._name)}"

    def _way(self, answering: bool) -> str:
        """How to take those left out, of whom some may be `answering` to the name; "" where each part says its own."""
        if self._single:
            return " An id or a fuller name takes another."
        if not answering:
            return ""
        names = ", ".join(dict.fromkeys(f"“{each.name}”" for each in self._bare_names))
        return f" --any takes all but {names}." if names else " --any takes all."

    @staticmethod
    def _bare(each: Fitting, count: int) -> str:
        where = "articles that give no first name" if each.kind is ActorKind.PERSON else "articles of their own"
        return f"{_counted(count)} of “{each.name}” in {where} (--actor {quote(f'only:{each.name}')})"


def _counted(count: int) -> str:
    return f"{count} statement{'' if count == 1 else 's'}"
