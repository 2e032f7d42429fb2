"""What flows through attrib: documents, mentions, statements and their speakers. No input or output happens here.

Spans are half-open (start, end) offsets, counted in Unicode code points of `Document.text`.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A half-open stretch of a document's text, in Unicode code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of the span."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]


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


class EntityKind(StrEnum):
    """The type of a named mention, as CoreNLP and CoNLL-2003 divide them."""

    PERSON = "person"
    ORGANIZATION = "organization"
    LOCATION = "location"
    MISC = "misc"


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
class Document:
    """One article: its text exactly as read, and where it came from.

    `location` is the path, URL or `-` it was read from as the user gave it; `record` the line or row in that file,
    counted from 1.
    `published_at` is aware UTC and `published_original` the date as the source wrote it.
    """

    text: str
    location: str = ""
    record: int | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    published_original: str | None = None
    retrieved_at: datetime | None = None
    language: str | None = None
    external_id: str | None = None

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text encoded as UTF-8; the document's identity."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Problem:
    """An input that could not be read, and why; readers yield these in place of documents and go on.

    `warning` marks what was read all the same, with something missing: the document itself comes next.
    """

    location: str
    record: int | None
    message: str
    warning: bool = False

    def __str__(self) -> str:
        place = self.location if self.record is None else f"{self.location}, record {self.record}"
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names somebody or something, with its entity type and the model's probability for it."""

    span: Span
    kind: EntityKind
    confidence: float = 1.0


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


@dataclass(frozen=True, slots=True)
class Run:
    """One way of extracting: model, digest of its weights, code version and settings. The id digests them all."""

    model: str
    weights_digest: str
    code_version: str
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        key = json.dumps([self.model, self.weights_digest, self.code_version, self.settings], sort_keys=True)
        return hashlib.sha256(key.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one run found in one document."""

    document: Document
    run: Run
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...] = ()


def statement_id(document_sha256: str, run_id: str, statement: Statement) -> str:
    """A 20-digit hexadecimal id made of the document, the run and all spans: the same input twice is one record."""
    spans = [list(statement.content), list(statement.cue), list(statement.source)]
    key = json.dumps([document_sha256, run_id, spans])
    return hashlib.sha256(key.encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class StatementQuery:
    """What a search or an export asks for; every field narrows, None and empty leave open.

    `text` is a full-text query; `actor` any alias, name or part of a name; `target` and `affiliation` names; `since`
    and `until` aware UTC bounds on the publication date, `since` included and `until` excluded. With `as_of` a speaker
    counts who held affiliation and role at that moment. `unnamed` is words of a description of a speaker whom the text
    does not name. `about` is a topic or claim: statements on it by words or meaning, nearest first unless `sort` says
    otherwise; without a target, `stance` and `min_stance_score` are then towards it, and not told by the store.
    `rejected` asks for what people have rejected, and only that. `limit` None is no limit.
    """

    text: str | None = None
    about: str | None = None
    actor: str | None = None
    actor_id: str | None = None
    stance: StanceLabel | None = None
    target: str | None = None
    min_stance_score: float | None = None
    type: StatementType | None = None
    affiliation: str | None = None
    role: str | None = None
    as_of: datetime | None = None
    unnamed: str | None = None
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    min_confidence: float | None = None
    rejected: bool = False
    limit: int | None = None
    sort: str = "date"  # one of SORTS


SORTS = ("date", "speaker", "confidence", "position")
NEAREST = "nearest"
"""The order of statements about a topic, the nearest first; only a query with `about` has it."""


class ReviewField(StrEnum):
    """What of a statement a person can say something of."""

    VERDICT = "verdict"  # accepted, as the machine has it, or rejected: no statement
    SPEAKER = "speaker"
    TYPE = "type"
    ROLE = "role"
    AFFILIATION = "affiliation"
    STANCE = "stance"


ACCEPTED, REJECTED = "accepted", "rejected"
NO_STANCE = "none"
"""The value of a review that takes a stance away."""


@dataclass(frozen=True, slots=True)
class Review:
    """A person's word on one field of a statement, beside the machine's; `batch` is shared by all of one command.

    `target` is whom or what a stance is about. `value` is None where the field is to be empty.
    """

    id: str
    batch: str
    statement_id: str
    field: ReviewField
    value: str | None
    machine: str | None
    target: str | None
    note: str | None
    reviewed_by: str
    reviewed_at: datetime
    undone_by: str | None = None
    undone_at: datetime | None = None

    def __str__(self) -> str:
        who = f"({self.reviewed_by} {self.reviewed_at:%Y-%m-%d})"
        if self.field is ReviewField.VERDICT:
            return f"{self.value} {who}"
        what = f"{self.field} towards {self.target}" if self.target else str(self.field)
        changed = "" if self.value == self.machine else f", not {self.machine or 'none'}"
        return f"{what}: {self.value or 'none'}{changed} {who}"


@dataclass(frozen=True, slots=True)
class About:
    """How a statement stands to a topic or claim that the user asked about.

    `similarity` is the cosine of the two as sentence vectors, None where the statement has none; `stance` and `score`
    are the speaker's stance towards the topic and its probability, None until it has been judged.
    """

    topic: str
    similarity: float | None
    stance: StanceLabel | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """One statement as search, show and export return it, with its document's provenance; free of SQL.

    `context` is the paragraph (or paragraphs) of the document that hold the statement, verbatim, starting at offset
    `context_start` of the text. `quote`, `cue` and `source_text` are verbatim. `speaker` is the fullest name that the
    document gives, `actor` the name under which the same speaker is shown across documents. Where a person has
    corrected something, it is as corrected; `reviews` hold the machine's value beside it, `reviewed` tells in words.
    """

    statement_id: str
    speaker: str | None
    speaker_kind: str | None
    speaker_mention: Span | None
    actor_id: str | None
    role: str | None
    affiliation: str | None
    reason: str | None
    type: StatementType
    quote: str
    cue: str
    source_text: str
    content_spans: Spans
    cue_spans: Spans
    source_spans: Spans
    context: str
    context_start: int
    title: str | None
    outlet: str | None
    author: str | None
    published_at: datetime | None
    published_original: str | None
    retrieved_at: datetime | None
    url: str | None
    location: str
    document_sha256: str
    confidence: float
    speaker_confidence: float | None
    run_id: str
    model: str
    reviewed: str
    stances: tuple[Stance, ...] = ()
    actor: str | None = None
    reviews: tuple[Review, ...] = ()
    about: About | None = None

    @property
    def start(self) -> int:
        return min(span.start for span in self.content_spans)

    @property
    def end(self) -> int:
        return max(span.end for span in self.content_spans)


@dataclass(frozen=True, slots=True)
class ActorSummary:
    """One actor across documents, with the names it goes by and what the database holds of it."""

    id: str
    name: str
    kind: ActorKind
    wikidata_id: str | None
    aliases: tuple[str, ...]
    affiliations: tuple[tuple[str | None, str | None], ...]  # (organization, role)
    statements: int
    documents: int
    first_at: datetime | None
    last_at: datetime | None
    types: tuple[tuple[str, int], ...] = ()
    outlets: tuple[tuple[str, int], ...] = ()
