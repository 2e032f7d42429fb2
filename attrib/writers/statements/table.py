"""Statements as tables: who said what, with cue and side, where and when."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rich.console import Console
from rich.text import Text

from attrib.data import NEAREST, About, Assertion, Stance, StanceLabel, StatementRecord
from attrib.data.dates import day_text
from attrib.writers.statements.occasions import line_of, occasion_line
from attrib.writers.tables import Column, clean, line, longest, print_table, short_ids

if TYPE_CHECKING:
    from attrib.data import Extraction

STANCE_STYLES = {"support": "green", "oppose": "red", "neutral": "dim"}
ASSERTION_WORDS = {
    Assertion.ASSERTED: "asserted",
    Assertion.DENIED: "denied",
    Assertion.NOT_SAID: "not said",
    Assertion.SUPPOSED: "supposed",
    Assertion.ASKED: "asked",
}
_NAME, _CUE, _SIDE, _PLACE = 32, 16, 24, 18  # columns of the terminal before the quote has its share
_SIDES = 2  # targets that a cell shows
_ROOMY, _WIDE = 70, 120  # minimum terminal columns for more than the essentials, and for a column of each


def write_statements(records: Sequence[StatementRecord], console: Console, *, sort: str = "") -> None:
    """Print one row a statement: speaker, quote, cue, side, outlet, date, id.

    On a narrow terminal, outlet, date and id stand below each other, and cue and side give way. A stance towards the
    topic of the search has a column of its own, and so has what the statements are sorted by, if it is a number.
    """
    ids = [Text(shown, style="dim") for shown in short_ids([record.statement_id for record in records])]
    columns = [
        Column(
            "speaker", [speaker_cell(record) for record in records], style="bold", wanted=_names(records), names=True
        ),
        Column("quote", [_quote(record) for record in records], running=True),
    ]
    if console.width >= _ROOMY:
        columns += [
            Column("cue", [line(record.cue) for record in records], wanted=_CUE),
            Column("side", [_sides(record.stances) for record in records], wanted=_SIDE),
            Column("on topic", [about_text(record.about, nearness=sort == NEAREST) for record in records], names=True),
            Column("score", [Text(_sorted_by(record, sort)) for record in records], justify="right"),
        ]
    places = [line(record.outlet or _host(record)) for record in records]
    days = [Text(day_text(record.published_at, record.published_precision)) for record in records]
    if console.width >= _WIDE:
        columns += [Column("outlet", places, wanted=_PLACE, names=True), Column("date", days), Column("id", ids)]
    elif console.width >= _ROOMY:
        stacked = [_stacked(parts) for parts in zip(places, days, ids, strict=True)]
        title = "outlet, date, id" if any(places) else "date, id"
        columns.append(Column(title, stacked, wanted=_PLACE, names=True))
    else:
        columns.append(Column("id", ids))
    print_table([column for column in columns if any(column.cells)], console)


def print_extractions(extractions: Iterable["Extraction"], console: Console) -> None:
    """Print one table a document, under its location and title: offset, type, speaker and quote."""
    for extraction in extractions:
        document = extraction.document
        place = document.location if document.record is None else f"{document.location}, record {document.record}"
        console.print(line(document.title or place), style="bold")
        if not extraction.statements:
            console.print("no statements found")
            continue
        columns = [
            Column("at", justify="right", style="dim"),
            Column("type"),
            Column("speaker", style="bold"),
            Column("quote", running=True),
        ]
        for statement in extraction.statements:
            speaker = statement.speaker
            said_by = (None, None, None) if speaker is None else (speaker.name, speaker.role, speaker.affiliation)
            quote = _marked(statement.assertion, line(statement.quote(document.text)))
            told = line_of(statement.occasion, document.text)
            if told:
                quote.append(f"\n{clean(told)}", style="dim")
            cells = (Text(str(statement.start)), Text(statement.type.value), speaker_text(*said_by), quote)
            for column, cell in zip(columns, cells, strict=True):
                column.cells.append(cell)
        print_table(columns, console)


def speaker_text(name: str | None, role: str | None, affiliation: str | None, *, below: bool = True) -> Text:
    """A speaker's name, with role and affiliation in plain type below it, or after it in brackets."""
    if name is None:
        return Text("unknown", style="not bold italic")
    text = line(name)
    known = clean(", ".join(part for part in (role, affiliation) if part and part != name))
    if known:
        text.append(f"\n{known}" if below else f" ({known})", style="not bold")
    return text


def about_text(about: About | None, *, nearness: bool = False) -> Text:
    """The stance towards a topic with its score; without a stance, or with `nearness`, the similarity to the topic."""
    if about is None:
        return Text()
    near = "" if about.similarity is None else f"near {about.similarity:.2f}"
    if about.stance is None:
        return Text(near)
    text = Text(f"{about.stance.value} {about.score or 0:.2f}", style=STANCE_STYLES[about.stance.value])
    return text.append(f"\n{near}", style="default") if nearness and near else text


def speaker_cell(record: StatementRecord) -> Text:
    """The speaker's name in the article and, where it differs beyond case, the canonical name."""
    text = speaker_text(record.speaker, record.role, record.affiliation)
    named = [clean(name or "").casefold() for name in (record.actor, record.speaker)]
    if record.actor and all(named) and named[0] != named[1]:
        text.append(f"\n= {clean(record.actor)}", style="not bold")
    return text


def _names(records: Sequence[StatementRecord]) -> int:
    """The width of the longest name; roles below the names may wrap."""
    return longest((clean(record.speaker or "") for record in records), _NAME)


def _quote(record: StatementRecord) -> Text:
    """The content, marked where it is not asserted; below it when, to whom and where, and the statement's reviews."""
    text = _marked(record.assertion, line(record.quote))
    told = occasion_line(record.time, record.addressee, record.place, record.occasion.dates)
    if told:
        text.append(f"\n{clean(told)}", style="dim")
    if record.reviewed:
        text.append(f"\nreviewed: {clean(record.reviewed)}", style="dim italic")
    return text


def _marked(assertion: Assertion | None, quote: Text) -> Text:
    """A quote behind "denied:", "not said:" ... where its words are not asserted."""
    if assertion in (None, Assertion.ASSERTED):
        return quote
    return Text(f"{ASSERTION_WORDS[assertion]}: ", style="bold yellow").append_text(quote)


def _sides(stances: Sequence[Stance]) -> Text:
    """The stances, one a line, those with a side first; of many the first, and how many more."""
    ordered = sorted(stances, key=lambda stance: stance.label is StanceLabel.NEUTRAL)
    shown = ordered if len(ordered) <= _SIDES + 1 else ordered[:_SIDES]
    lines = [
        Text(stance.label.value, style=STANCE_STYLES[stance.label.value]).append(
            f" {clean(stance.target)}", style="default"
        )
        for stance in shown
    ]
    if len(shown) < len(ordered):
        lines.append(Text(f"and {len(ordered) - len(shown)} more"))
    return Text("\n").join(lines)


def _sorted_by(record: StatementRecord, sort: str) -> str:
    """The number that a statement has its place for; empty where the order is of no number."""
    if sort == "confidence":
        return f"{record.confidence:.2f}"
    if sort == "worth":
        return "" if record.worth is None else f"{record.worth:.2f}"
    if sort != "score":
        return ""
    return f"{max((stance.score for stance in record.stances), default=0):.2f}" if record.stances else ""


def _host(record: StatementRecord) -> str:
    """The site that an article without an outlet was read from."""
    try:
        return (urlsplit(record.url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _stacked(parts: Iterable[Text]) -> Text:
    return Text("\n").join(part for part in parts if part)
