"""The results of a search: a statement with its document and run, and a summary of an actor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from attrib.data.checks import CheckMatch
from attrib.data.dates import DatePrecision, day_text
from attrib.data.occasions import UNTOLD, Occasion, SaidDates
from attrib.data.reviews import Review
from attrib.data.spans import PrintedLine, Span, Spans
from attrib.data.statements import ActorKind, Assertion, Stance, StanceLabel, StatementType
from attrib.data.tabular import TabularDocument


@dataclass(frozen=True, slots=True)
class About:
    """A statement's relation to a topic or claim that the user asked about.

    `similarity` is the cosine of their sentence vectors, None where the statement has no vector. `stance` and `score`
    are the speaker's stance towards the topic and its probability, None until it has been judged.
    """

    topic: str
    similarity: float | None
    stance: StanceLabel | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """One statement with its document's provenance, as search, show and export return it.

    `context` is the paragraph (or paragraphs) of the document around the statement, verbatim; it starts at offset
    `context_start` of the text. `quote`, `cue` and `source_text` are verbatim. `speaker` is the fullest name in the
    document, `actor` the canonical name across documents. A field that a person has corrected holds the correction;
    `reviews` hold the machine's value beside it, and `reviewed` says it in words. `assertion` is None for a statement
    that an attrib before 0.3 has read. `raw_sha256`, `final_url` and `archive_url` are those of its Document. `checks`
    are the fact checks that may be about what it claims, confirmed ones first, then the nearest. `time`, `addressee`
    and `place` are the words of its `occasion`, None where the text tells none; where it tells no time, the dates of
    the occasion are those of publication. `worth` is how much it is worth checking, 0 to 1, None where not scored.
    `modified_at` is when the page was last changed. `lines` are those of a printed page that the quote stands on.
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
    assertion: Assertion | None = None
    published_precision: DatePrecision | None = None
    record: int | None = None
    raw_sha256: str | None = None
    final_url: str | None = None
    archive_url: str | None = None
    occasion: Occasion = UNTOLD
    time: str | None = None
    addressee: str | None = None
    place: str | None = None
    worth: float | None = None
    checks: tuple[CheckMatch, ...] = ()
    modified_at: datetime | None = None
    modified_precision: DatePrecision | None = None
    lines: tuple[PrintedLine, ...] = ()

    @property
    def page(self) -> int | None:
        """The printed page, from 1, on which the quote begins; None for a text without pages."""
        return self.lines[0].page if self.lines else None

    @property
    def last_page(self) -> int | None:
        """The printed page on which the quote ends."""
        return self.lines[-1].page if self.lines else None

    @property
    def pages(self) -> str:
        """The printed pages in words, "page 3" or "pages 3 to 4"; empty for a text without pages."""
        return pages_text(self.page, self.last_page)

    @property
    def dates(self) -> SaidDates | None:
        """The days on one of which it was said."""
        return self.occasion.dates

    @property
    def check(self) -> CheckMatch | None:
        """The fact check that counts as about it: a confirmed one, else the nearest; None for none."""
        return counting_check(self.checks)

    @property
    def document(self) -> str:
        """Where the document was read: a path or address, with its record in a file of several."""
        return place_of(self.location, self.record)

    @property
    def citation(self) -> str:
        """Outlet, title and date in one line, as far as they are known, else the document's place; and the page."""
        return cite(self) + (f", {self.pages}" if self.lines else "")

    @property
    def start(self) -> int:
        return min(span.start for span in self.content_spans)

    @property
    def end(self) -> int:
        return max(span.end for span in self.content_spans)


def place_of(location: str, record: int | None) -> str:
    """Where a document was read: a path or address, with its record in a file of several."""
    return location if record is None else f"{location}, record {record}"


def cite(source: StatementRecord | TabularDocument) -> str:
    """Outlet, title and date of a document in one line, as far as they are known, else its place."""
    title = source.title and f"“{' '.join(source.title.split())}”"
    known = [part for part in (source.outlet, title, day_text(source.published_at, source.published_precision)) if part]
    return ", ".join(known) or source.document


def pages_text(first: int | None, last: int | None) -> str:
    """Printed pages in words: "page 3" or "pages 3 to 4"; empty without pages."""
    if first == last:
        return "" if first is None else f"page {first}"
    return f"pages {first} to {last}"


def counting_check(checks: Iterable[CheckMatch]) -> CheckMatch | None:
    """Of the fact checks of a statement the one that counts as about it: a confirmed one, else the nearest."""
    return next((match for match in checks if match.counts), None)


@dataclass(frozen=True, slots=True)
class ActorSummary:
    """One actor across documents: its names and counts of what the database holds."""

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

    @property
    def other_names(self) -> tuple[str, ...]:
        """The aliases for a reader: none twice, nor the name itself, that differs by capitals, "the" or a last comma.

        Example: of "DOJ", "The Justice Department", "Rep. Lee, D-Ohio," for the Justice Department, "DOJ" and
        "Rep. Lee, D-Ohio".
        """
        names = {_plain(self.name): ""}
        for alias in self.aliases:
            names.setdefault(_plain(alias), alias.rstrip(" ,;:"))
        return tuple(filter(None, names.values()))


def _plain(name: str) -> str:
    """A name as it is compared with others of the same actor."""
    return name.casefold().removeprefix("the ").rstrip(" ,;:.")
