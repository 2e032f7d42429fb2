"""One statement on its own page: its context, with marks that need no colour, and its provenance."""

from datetime import datetime

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from attrib.data import DatePrecision, Span, StatementRecord
from attrib.data.checks import CheckMatch
from attrib.data.dates import day_text
from attrib.data.marked import parts_of
from attrib.text.terminal import printable
from attrib.writers.statements.occasions import said_words
from attrib.writers.statements.table import ASSERTION_WORDS, STANCE_STYLES, speaker_text

# For each part of a statement: the marks put around it, and its colour. The marks are those of no quotation in English.
PART_MARKS = {"content": ("⟦", "⟧"), "cue": ("⟨", "⟩"), "source": ("⟪", "⟫"), "speaker": ("⟪", "⟫")}
PART_STYLES = {"content": "bold", "cue": "yellow", "source": "cyan", "speaker": "bold cyan"}
_NOT_TOLD = "not known: read by an attrib before 0.3"
_LEGEND = "⟦what was said⟧ ⟨cue⟩ ⟪speaker⟫"


def write_page(record: StatementRecord, console: Console) -> None:
    """Print a statement: its speaker, the marked context, and its provenance."""
    console.print(_heading(record))
    console.print()
    console.print(Padding(marked_context(record), (0, 2)))
    console.print()
    console.print(Text(_LEGEND, style="dim"))
    console.print()
    console.print(_provenance(record))


def marked_context(record: StatementRecord) -> Text:
    """The context with marks around content, cue, source and the speaker's name.

    Line breaks stay and control characters are shown. A part that continues beyond the context is marked up to its
    edge.
    """
    marks = _boundaries(record)
    text = Text()
    styles: list[str] = []
    previous = 0
    for at, opens, part in marks:
        text.append(_printable(record.context[previous:at]), style=" ".join(styles))
        previous = at
        text.append(PART_MARKS[part][0 if opens else 1], style=PART_STYLES[part])
        if opens:
            styles.append(PART_STYLES[part])
        else:
            styles.remove(PART_STYLES[part])
    text.append(_printable(record.context[previous:]))
    return text


def _boundaries(record: StatementRecord) -> list[tuple[int, bool, str]]:
    """Where marks open and close in the context, in printing order: closing before opening."""
    opening: list[tuple[int, int, str]] = []
    closing: list[tuple[int, int, str]] = []
    for part, spans in parts_of(record):
        for span in spans:
            inside = _within(span, record)
            if inside is not None:
                opening.append((inside.start, -inside.end, part))
                closing.append((inside.end, -inside.start, part))
    marks = [(at, 0, other, False, part) for at, other, part in closing]
    marks += [(at, 1, other, True, part) for at, other, part in opening]
    return [(at, opens, part) for at, _, _, opens, part in sorted(marks)]


def _within(span: Span, record: StatementRecord) -> Span | None:
    """A span of the document, counted from the start of the context; None where it lies outside."""
    start = max(span.start - record.context_start, 0)
    end = min(span.end - record.context_start, len(record.context))
    return Span(start, end) if start < end else None


def _printable(text: str) -> str:
    return printable(text.replace("\r\n", "\n").replace("\r", "\n"), keep="\n\t")


def _heading(record: StatementRecord) -> Text:
    text = speaker_text(record.speaker, record.role, record.affiliation, below=False)
    text.stylize("bold", 0, len(text))
    if record.speaker is None and record.reason:
        text.append(f" ({record.reason})")
    return text


def _provenance(record: StatementRecord) -> Table:
    """The facts for checking the statement: its numbers, its document and its run."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    speaker = record.speaker_kind and f"{record.speaker_kind}, found by {record.reason or 'name'}"
    rows: list[tuple[str, str | None]] = [
        ("statement", record.statement_id),
        ("type", record.type.value),
        ("cue", record.cue),
        ("assertion", ASSERTION_WORDS[record.assertion] if record.assertion else _NOT_TOLD),
        ("said", said_words(record)),
        ("to", record.addressee),
        ("at", record.place),
        ("worth checking", None if record.worth is None else f"{record.worth:.2f}"),
        ("confidence", _confidence(record)),
        ("speaker", speaker),
        ("actor", record.actor and f"{record.actor}, {record.actor_id}"),
        ("title", record.title),
        ("outlet", record.outlet),
        ("author", record.author),
        ("published", _published(record)),
        ("modified", day_text(record.modified_at, record.modified_precision)),
        ("retrieved", _moment(record.retrieved_at, None)),
        ("url", record.url),
        ("answered by", record.final_url if record.final_url != record.url else None),
        ("archived at", record.archive_url),
        ("file", record.location),
        ("sha256", record.document_sha256),
        ("raw sha256", record.raw_sha256),
        ("printed on", record.pages),
        ("offsets", ", ".join(f"{span.start}-{span.end}" for span in record.content_spans)),
        ("model", f"{record.model}, run {record.run_id}"),
    ]
    for name, value in rows:
        if value:
            table.add_row(Text(name), Text(printable(value)))
    for stance in record.stances:
        label = Text(stance.label.value, style=STANCE_STYLES[stance.label.value])
        decided = _within(stance.evidence, record) if stance.evidence else None
        words = decided and f", by “{' '.join(decided.of(record.context).split())}”"
        sure = "by review" if stance.reviewed else f"{stance.score:.2f}{', unclear' if stance.unclear else ''}"
        shown = f" {stance.target} ({sure}{words or ''})"
        table.add_row(Text("stance"), label.append(printable(shown), style="default"))
    for match in record.checks:
        if match.counts:
            table.add_row(Text("checked"), Text(printable(_checked(match))))
    for review in record.reviews:
        table.add_row(Text("reviewed"), Text(printable(f"{review}{f': {review.note}' if review.note else ''}")))
    return table


def _checked(match: CheckMatch) -> str:
    """The rating of a fact check, by whom, of which claim, and who says that it is about the statement."""
    check = match.check.check
    by = ", ".join(filter(None, (check.publisher, day_text(check.reviewed_at, check.reviewed_precision))))
    status = "confirmed" if match.verdict else f"a suggestion, {match.score or 0:.2f}"
    rating = f"{check.rating or 'no rating'}{f' ({by})' if by else ''}"
    return f"{rating}: {check.claim} [{status}; {check.url or match.check.id[:8]}]"


def _confidence(record: StatementRecord) -> str:
    speaker = "" if record.speaker_confidence is None else f"; of the speaker {record.speaker_confidence:.2f}"
    return f"{record.confidence:.2f}{speaker}"


def _published(record: StatementRecord) -> str | None:
    """The date as exact as it is known, with the source's own words where it has any."""
    if record.published_precision in (None, DatePrecision.TIME):
        return _moment(record.published_at, record.published_original)
    original = record.published_original
    return day_text(record.published_at, record.published_precision) + (f" (given as {original})" if original else "")


def _moment(moment: datetime | None, original: str | None) -> str | None:
    """A moment in UTC, with the source's own words where these differ."""
    if moment is None:
        return original and f"{original} (not understood)"
    shown = f"{moment:%Y-%m-%d %H:%M} UTC"
    return shown if original is None else f"{shown} (given as {original})"
