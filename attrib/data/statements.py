"""Statements, with their speakers and stances."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from attrib.data.occasions import UNTOLD, Occasion
from attrib.data.spans import Span, Spans


class StatementType(StrEnum):
    """How much of a statement's content is in quotation marks: all, none or some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Assertion(StrEnum):
    """Whether the text says that a statement's words were put forward by its speaker."""

    ASSERTED = "asserted"
    DENIED = "denied"  # the speaker denied, rejected or doubted them
    NOT_SAID = "not_said"  # the speaker did not say them: "declined to say whether", "has not said"
    SUPPOSED = "supposed"  # they may, will or would be said: "would say if", "is expected to announce"
    ASKED = "asked"  # they are a question: "asked whether"


class ActorKind(StrEnum):
    """The kind of an actor; unnamed is an individual whom the text never names."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    UNNAMED = "unnamed"


class StanceLabel(StrEnum):
    """The speaker's stance towards a target."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    NEUTRAL = "neutral"


class Reason(StrEnum):
    """How a speaker was found from the source mention, or why there is none."""

    EXACT = "exact"  # the source is itself the fullest name in the text
    SURNAME = "surname"  # part of a name was completed to the full name
    ACRONYM = "acronym"
    PRONOUN = "pronoun"
    ROLE = "role"  # a title or role was resolved to its holder
    APPOSITION = "apposition"  # the name is in apposition to the source
    NOMINAL = "nominal"  # the source is a description that fits nobody named in the text
    CONTINUATION = "continuation"  # no source of its own: the previous speaker continues
    FIRST_PERSON = "first person"
    NO_SOURCE = "no source"  # no speaker is mentioned: a passive, an agentless cue
    NO_ANTECEDENT = "no antecedent"  # a pronoun that fits nobody in the text


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who made a statement: the fullest name in the document, and how it was found.

    `mention` is the span of that name; `evidence` holds the spans of role and affiliation. `confidence` is the
    probability that this is the speaker, `role_confidence` and `affiliation_confidence` that of what is told of the
    speaker as well; 0 where nothing is told. `runner_up` is the name of the next likely speaker, None for nobody.
    """

    name: str
    kind: ActorKind
    mention: Span | None = None
    role: str | None = None
    affiliation: str | None = None
    confidence: float = 1.0
    reason: Reason = Reason.EXACT
    evidence: Spans = ()
    role_confidence: float = 0.0
    affiliation_confidence: float = 0.0
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """The speaker's stance towards one target of the statement; `score` is the calibrated probability of the label.

    `mention` is where the statement names the target, `evidence` the words that decided. `unclear` marks a neutral
    stance that is mixed or could not be determined, as opposed to one that takes no side. Records of a database have
    two more: `target_id` is the canonical actor that the target is, if it is one, and `reviewed` marks a person's
    review.
    """

    target: str
    kind: str  # "actor" or "topic"
    label: StanceLabel
    score: float
    mention: Span | None = None
    evidence: Span | None = None
    unclear: bool = False
    target_id: str | None = None
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: spans of content, cue and source, its type, its speaker and its stances.

    `speaker` is None only where the text names nobody; `silence` then says why. `assertion` is None until the pipeline
    tells it; `occasion` is when, to whom and where it was made. `id` is empty until the pipeline sets it (see
    `statement_id`).
    """

    type: StatementType
    content: Spans
    cue: Spans = ()
    source: Spans = ()
    confidence: float = 1.0
    speaker: Speaker | None = None
    silence: Reason | None = None
    stances: tuple[Stance, ...] = ()
    id: str = ""
    assertion: Assertion | None = None
    occasion: Occasion = UNTOLD

    @property
    def start(self) -> int:
        return min(span.start for span in self.content)

    @property
    def end(self) -> int:
        return max(span.end for span in self.content)

    def quote(self, text: str) -> str:
        """The content verbatim; pieces on both sides of a speaker tag are joined by ' […] '."""
        return " […] ".join(span.of(text) for span in self.content)


def statement_id(document_sha256: str, run_id: str, statement: Statement) -> str:
    """A 20-digit hexadecimal id of document, run and spans: the same input gives the same id."""
    return id_of_spans(document_sha256, run_id, (statement.content, statement.cue, statement.source))


def id_of_spans(document_sha256: str, run_id: str, spans: tuple[Sequence[Span], Sequence[Span], Sequence[Span]]) -> str:
    """The same of a statement with these spans of content, cue and source."""
    return hashlib.sha256(json.dumps([document_sha256, run_id, spans]).encode()).hexdigest()[:20]
