"""Questions of who made a statement, and of what its speaker supports or opposes, in characters of a text."""

from dataclasses import dataclass
from enum import IntEnum

from attrib.data import ActorKind, EntityKind, Span, Spans


class OptionKind(IntEnum):
    """What an answer is."""

    ENTITY = 0  # who is named in the text
    HEARD = 1  # a speaker without a name who spoke before
    PHRASE = 2  # somebody described before
    ITSELF = 3  # the source is the speaker's only name
    NOBODY = 4


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to who made a statement, and where the text mentions them; ITSELF and NOBODY have no mentions."""

    kind: OptionKind
    mentions: Spans = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Who made a statement: its source, the phrase in it that refers, cue and content, and the answers to choose from.

    `form` is one of FORMS, `noun` one of NOUNS; others count as "other" and "".
    """

    source: Span | None
    phrase: Span | None
    cue: Spans
    content: Spans
    form: str
    noun: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class SideTarget:
    """What a speaker may support or oppose: where the text names or means it, and whether it is an actor."""

    mentions: Spans
    is_actor: bool


@dataclass(frozen=True, slots=True)
class SideQuestion:
    """Which side a statement takes towards each of some targets: its source, cue, content, and the targets."""

    source: Spans
    cue: Spans
    content: Spans
    targets: tuple[SideTarget, ...]


@dataclass(frozen=True, slots=True)
class AffiliationCandidate:
    """A name that may be that of an affiliation: its kind, where the model tells it, and its mentions."""

    kind: EntityKind | None
    mentions: Spans


@dataclass(frozen=True, slots=True)
class AffiliationQuestion:
    """A speaker, by kind and mentions, and the candidates for whom they speak for."""

    kind: ActorKind
    mentions: Spans
    candidates: tuple[AffiliationCandidate, ...]
