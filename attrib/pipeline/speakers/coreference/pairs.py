"""What the text tells of a pair: a pronoun or description, and an expression that may mean the same."""

from dataclasses import dataclass

from attrib.pipeline.speakers.coreference.expressions import Expression
from attrib.pipeline.speakers.coreference.words import Form, Number

_HEADLESS, _SAME, _TOLD, _OTHERWISE, _UNTOLD = range(5)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an expression stands in the text as a whole: how often its referent is named, its rank by that, whether the
    first sentence names it, and the number of its mentions between this one and the anaphor.
    """

    mentions: int
    rank: int
    leads: bool
    nearest: bool


def pair_features(anaphor: Expression, other: Expression, between: int, standing: Standing) -> tuple[int, ...]:
    """The features of a pair, in the order of `attrib.nn.heads.antecedents.SIZES`.

    `between` counts the candidates between the two.
    """
    here, there = anaphor.position, other.position
    after = other.span.start > anaphor.span.start
    turns = here.narrated - there.narrated
    return (
        int(anaphor.word),
        int(anaphor.form),
        int(anaphor.sort),
        int(here.place),
        int(other.sort),
        int(other.form),
        _gender(anaphor, other),
        _number(anaphor, other),
        7 if after and turns == 0 else 8 if turns < 0 else min(bucket(turns), 6),
        min(bucket(between), 6),
        2 * here.quoted + there.quoted,
        int(there.place),
        int(here.place == there.place),
        min(bucket(standing.mentions), 4),
        min(standing.rank, 3),
        int(after) if here.sentence == there.sentence else 2,
        _head(anaphor, other),
        _rest(anaphor, other),
        2 * standing.nearest + standing.leads,
    )


def bucket(number: int) -> int:
    """0, 1, 2, 3, 4 to 5, 6 to 9, 10 or more."""
    return number if number < 4 else 4 if number < 6 else 5 if number < 10 else 6


def _gender(anaphor: Expression, other: Expression) -> int:
    if anaphor.gender is None or other.gender is None:
        return 1
    return 0 if anaphor.gender is other.gender else 2


def _number(anaphor: Expression, other: Expression) -> int:
    if Number.EITHER in (anaphor.number, other.number):
        return 1
    return 0 if anaphor.number is other.number else 2


def _head(anaphor: Expression, other: Expression) -> int:
    """Whether the head noun of a description is the other's too, or is told of it, or what is told is something else.

    Example: "the ministry" for the Ministry of Trade is told. Not: for the Labour Party, of which something else is.
    """
    if not anaphor.head:
        return _HEADLESS
    if anaphor.head == other.head:
        return _SAME
    if anaphor.head in other.words or anaphor.head.rsplit("-", 1)[-1] in other.words:
        return _TOLD
    return _OTHERWISE if other.form is not Form.NAME or _described(other) else _UNTOLD


def _described(other: Expression) -> bool:
    """Whether the text tells more of a named entity than its name."""
    name = set() if other.entity is None else set(other.entity.name.lower().split())
    return bool(other.words - name)


def _rest(anaphor: Expression, other: Expression) -> int:
    """How many of a description's words beside its head are told of the other: of none, all, some or none at all."""
    rest = anaphor.words - {anaphor.head}
    if not anaphor.head or not rest:
        return 0
    found = len(rest & other.words)
    return 1 if found == len(rest) else 2 if found else 3
