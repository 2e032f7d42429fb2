"""Statements and actors as tables that fit the terminal and wrap on words; article text is never read as markup."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import PurePath

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from attrib.data import About, ActorSummary, Assertion, Extraction, Stance, StanceLabel, StatementRecord
from attrib.data.dates import day_text
from attrib.text.terminal import printable

STANCE_STYLES = {"support": "green", "oppose": "red", "neutral": "dim"}
ASSERTION_WORDS = {
    Assertion.ASSERTED: "asserted",
    Assertion.DENIED: "denied",
    Assertion.NOT_SAID: "not said",
    Assertion.SUPPOSED: "supposed",
    Assertion.ASKED: "asked",
}
_SHORT = 8  # digits of an id in a table, more where two ids would look the same
_DAY = len("2025-10-31")
_NEUTRAL = 2  # targets listed for a statement without a side
_ROOMY, _WIDE = 70, 100  # minimum terminal columns for more than the essentials


def write_statements(records: Sequence[StatementRecord], console: Console) -> None:
    """Print one row a statement: id, speaker and quote; stances, date and outlet if there is room.

    A stance towards the topic of the search has a column of its own.
    """
    roomy = console.width >= _ROOMY
    with_stances = roomy and any(record.stances for record in records)
    table = new_table()
    table.add_column("id", no_wrap=True, style="dim")
    table.add_column("speaker", ratio=3, overflow="fold", style="bold")
    table.add_column("quote", ratio=8, overflow="fold")
    if with_stances:
        table.add_column("stance", width=14, overflow="fold")
    topical = any(record.about for record in records)
    if topical:
        table.add_column("on topic", width=12, overflow="fold")
    if roomy:
        table.add_column("published", width=_published_width(records, console.width), overflow="fold")
    ids = short_ids([record.statement_id for record in records])
    for shown, record in zip(ids, records, strict=True):
        cells = [Text(shown), _speaker(record), _quote(record)]
        if with_stances:
            cells.append(_stances(_main_stances(record.stances)))
        if topical:
            cells.append(about_text(record.about))
        if roomy:
            cells.append(_published(record))
        table.add_row(*cells)
    console.print(table)


def write_extractions(extractions: Iterable[Extraction], console: Console) -> None:
    """Print one table a document, under its location and title: offset, type, speaker and quote."""
    for extraction in extractions:
        document = extraction.document
        place = document.location if document.record is None else f"{document.location}, record {document.record}"
        console.print(line(document.title or place), style="bold")
        if not extraction.statements:
            console.print("no statements found")
            continue
        table = new_table()
        table.add_column("at", justify="right", no_wrap=True, style="dim")
        table.add_column("type", no_wrap=True)
        table.add_column("speaker", ratio=3, overflow="fold", style="bold")
        table.add_column("quote", ratio=8, overflow="fold")
        for statement in extraction.statements:
            speaker = statement.speaker
            said_by = (None, None, None) if speaker is None else (speaker.name, speaker.role, speaker.affiliation)
            quote = _marked(statement.assertion, line(statement.quote(document.text)))
            table.add_row(Text(str(statement.start)), Text(statement.type.value), speaker_text(*said_by), quote)
        console.print(table)


def write_actors(actors: Sequence[ActorSummary], console: Console) -> None:
    """Print one row an actor: id, name, counts; kind, affiliations, aliases and dates if there is room."""
    wide = console.width >= _WIDE
    table = new_table()
    table.add_column("id", no_wrap=True, style="dim")
    table.add_column("name", ratio=4, overflow="fold", style="bold")
    if console.width >= _ROOMY:
        table.add_column("kind", width=len("organization"))
        table.add_column("affiliation", ratio=3, overflow="fold")
    table.add_column("said", justify="right", no_wrap=True)
    table.add_column("in", justify="right", no_wrap=True)
    if wide:
        table.add_column("also", ratio=3, overflow="fold")
        table.add_column("dates", width=_DAY + len(" to"))
    for shown, actor in zip(short_ids([actor.id for actor in actors]), actors, strict=True):
        cells = [Text(shown), line(actor.name)]
        if console.width >= _ROOMY:
            cells += [Text(actor.kind.value), line("; ".join(affiliations(actor)))]
        cells += [Text(str(actor.statements)), Text(str(actor.documents))]
        if wide:
            cells += [line(", ".join(alias for alias in actor.aliases if alias != actor.name)), line(dates(actor))]
        table.add_row(*cells)
    console.print(table)


def short_ids(ids: Sequence[str]) -> list[str]:
    """The first eight digits of each id, or more where two different ids would look the same."""
    different = set(ids)
    length = _SHORT
    while len({identity[:length] for identity in different}) < len(different):
        length += 1
    return [identity[:length] for identity in ids]


def speaker_text(name: str | None, role: str | None, affiliation: str | None) -> Text:
    """A speaker's name, with role and affiliation in plain type after it."""
    if name is None:
        return Text("unknown", style="not bold italic")
    text = line(name)
    known = ", ".join(part for part in (role, affiliation) if part and part != name)
    if known:
        text.append(f" ({_clean(known)})", style="not bold")
    return text


def _speaker(record: StatementRecord) -> Text:
    """The speaker's name in the article and, where it differs beyond case, the canonical name."""
    text = speaker_text(record.speaker, record.role, record.affiliation)
    named = [_clean(name or "").casefold() for name in (record.actor, record.speaker)]
    if record.actor and all(named) and named[0] != named[1]:
        text.append(f" = {_clean(record.actor)}", style="not bold")
    return text


def _quote(record: StatementRecord) -> Text:
    """The content, marked where it is not asserted, and the reviews of the statement below it."""
    text = _marked(record.assertion, line(record.quote))
    if record.reviewed:
        text.append(f"\nreviewed: {_clean(record.reviewed)}", style="dim italic")
    return text


def _marked(assertion: Assertion | None, quote: Text) -> Text:
    """A quote behind "denied:", "not said:" ... where its words are not asserted."""
    if assertion in (None, Assertion.ASSERTED):
        return quote
    return Text(f"{ASSERTION_WORDS[assertion]}: ", style="bold yellow").append_text(quote)


def about_text(about: About | None) -> Text:
    """The stance towards a topic with its score; without a stance, the similarity to the topic."""
    if about is None:
        return Text()
    if about.stance is None:
        return Text("" if about.similarity is None else f"near {about.similarity:.2f}")
    return Text(f"{about.stance.value} {about.score or 0:.2f}", style=STANCE_STYLES[about.stance.value])


def day(moment: datetime | None) -> str:
    """The day of a moment, in UTC; empty where there is none."""
    return "" if moment is None else moment.date().isoformat()


def new_table() -> Table:
    """An empty table in the common style."""
    return Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1, 0, 0))


def line(text: str) -> Text:
    """Article text in one paragraph: line breaks become spaces, control characters are shown."""
    return Text(_clean(text))


def _clean(text: str) -> str:
    return printable(" ".join(text.split()))


def _published_width(records: Sequence[StatementRecord], width: int) -> int:
    """The width for date and outlet: the longest word, at most a fifth of the terminal, at least a date."""
    words = {word for record in records for word in _published(record).plain.split()}
    return max(_DAY, min(max(map(len, words), default=0), width // 5))


def _published(record: StatementRecord) -> Text:
    # A whole path would break inside words; `attrib show` prints it.
    place = line(record.outlet or record.title or PurePath(record.location).name or record.location)
    when = day_text(record.published_at, record.published_precision)
    return Text(" ").join([Text(when), place]) if when else place


def _main_stances(stances: Sequence[Stance]) -> list[tuple[str, str]]:
    """The targets of a statement with their stances; neutral ones only where there is no other, and few of them."""
    pairs = [(stance.target, stance.label.value) for stance in stances]
    sides = [pair for pair in pairs if pair[1] != StanceLabel.NEUTRAL.value]
    return sides or pairs[:_NEUTRAL]


def _stances(pairs: Sequence[tuple[str, str]]) -> Text:
    return Text("; ").join(
        Text(label, style=STANCE_STYLES[label]).append(f" {_clean(target)}", style="default") for target, label in pairs
    )


def affiliations(actor: ActorSummary) -> list[str]:
    """An actor's affiliations, each with the role in it."""
    return [post(organization, role) for organization, role in actor.affiliations]


def post(organization: str | None, role: str | None) -> str:
    """An organization with a role in it; either may be unknown."""
    return f"{organization} ({role})" if organization and role else organization or role or ""


def dates(actor: ActorSummary) -> str:
    """The first and last day on which an actor is quoted, as far as known."""
    first, last = day(actor.first_at), day(actor.last_at)
    return first if first == last or not last else f"{first or '?'} to {last}"
