"""What is found: a statement with its speaker and stances."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from attrib.data.spans import Span, Spans


class StatementType(StrEnum):
    """How much of a statement's content stands inside quotation marks: all, none, or some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class ActorKind(StrEnum):
    """What sort of speaker an actor is; unnamed is an individual the text never names."""

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
    """How a speaker's name was reached from the source mention, or why there is none."""

    EXACT = "exact"  # the source itself is the fullest name in the text
    SURNAME = "surname"  # part of a name led to the full name
    ACRONYM = "acronym"
    PRONOUN = "pronoun"
    ROLE = "role"  # a title or role led to the person who holds it
    APPOSITION = "apposition"  # the name stands beside the source in apposition
    NOMINAL = "nominal"  # the source is a description that nobody in the text answers to
    CONTINUATION = "continuation"  # no source of its own: the previous speaker goes on
    FIRST_PERSON = "first person"
    NO_SOURCE = "no source"  # nobody is named: a passive, an agentless cue
    NO_ANTECEDENT = "no antecedent"  # a pronoun that nobody in the text fits


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who made a statement: the fullest name the document gives, and how it was reached.

    `mention` is the span in the document that gave the name; `evidence` the spans that gave role and affiliation.
    """

    name: str
    kind: ActorKind
    mention: Span | None = None
    role: str | None = None
    affiliation: str | None = None
    confidence: float = 1.0
    reason: Reason = Reason.EXACT
    evidence: Spans = ()


@dataclass(frozen=True, slots=True)
class Stance:
    """The speaker's stance towards one target of the statement; `score` is the calibrated probability of the label.

    `mention` is where the statement names the target, `evidence` the words that decided. `unclear` marks a neutral
    stance that is mixed or could not be told, as opposed to one that takes no side. As read from a database,
    `target_id` is the actor that the target is shown as, where it is one, and `reviewed` marks a person's word.
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
    """One attribution: content, cue and source spans, its type, its speaker and the stances it takes.

    `speaker` is None only where the text names nobody; `silence` then says why.
    `id` is empty until the pipeline has stamped it (see `statement_id`).
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

    @property
    def start(self) -> int:
        return min(span.start for span in self.content)

    @property
    def end(self) -> int:
        return max(span.end for span in self.content)

    def quote(self, text: str) -> str:
        """The content verbatim; pieces that a speaker tag divides are joined by ' […] '."""
        return " […] ".join(span.of(text) for span in self.content)


def statement_id(document_sha256: str, run_id: str, statement: Statement) -> str:
    """A 20-digit hexadecimal id made of the document, the run and all spans: the same input twice is one record."""
    spans = [list(statement.content), list(statement.cue), list(statement.source)]
    key = json.dumps([document_sha256, run_id, spans])
    return hashlib.sha256(key.encode()).hexdigest()[:20]
