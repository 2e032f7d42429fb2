"""A whole article with all its statements marked, and the list of these: as text for reading, and as JSON."""

import json
import re

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from attrib.data import Span, StatementRecord
from attrib.data.articles import StoredArticle
from attrib.data.dates import day_text
from attrib.data.marked import parts_of
from attrib.text.terminal import printable
from attrib.writers.rows import TextStream
from attrib.writers.statements.jsonl import record_object
from attrib.writers.statements.page import PART_MARKS, PART_STYLES
from attrib.writers.statements.table import ASSERTION_WORDS, speaker_cell
from attrib.writers.tables import Column, line, print_table, short_ids

_LEGEND = "⟦1|what was said|1⟧, numbered as below; of → also ⟨cue⟩ ⟪speaker⟫"
_CONTEXT = ("context", "context_start")  # not in JSON, which has the whole text
Mark = tuple[int, bool, int, str, str]


def write_article(article: StoredArticle, console: Console) -> None:
    """Print the article with each statement's content between numbered marks, and the list of the statements.

    Of the statement that was asked for, cue and speaker are marked too.
    """
    asked = next(record for record in article.statements if record.statement_id == article.asked)
    console.print(line(asked.title or asked.document), style="bold")
    published = day_text(asked.published_at, asked.published_precision)
    place = asked.url or (asked.document if asked.title else None)
    console.print(line(", ".join(part for part in (asked.outlet, published, place) if part)))
    console.print()
    console.print(Padding(marked_article(article), (0, 2)))
    console.print()
    console.print(Text(_LEGEND, style="dim"))
    print_table(_columns(article), console)
    older = "" if article.newest else "; a newer run has read the article since"
    counted = "1 statement" if len(article.statements) == 1 else f"{len(article.statements)} statements"
    found_by = " and ".join(sorted({record.model for record in article.statements}))
    console.print(line(f"{counted} of {found_by}, run {asked.run_id}{older}"), style="dim")
    console.print(line(f"sha256 {asked.document_sha256}"), style="dim")


def marked_article(article: StoredArticle) -> Text:
    """The text with marks that carry their statement's number, so that nested and crossing ones are told apart.

    Line breaks stay and control characters are shown. Without the marks, it is the text of the article.
    """
    text, at = Text(), 0
    styles: list[str] = []
    for place, opens, _, mark, style in _marks(article):
        text.append(_shown(article.text[at:place]), style=" ".join(styles))
        text.append(mark, style=style)
        at = place
        if opens:
            styles.append(style)
        else:
            styles.remove(style)
    return text.append(_shown(article.text[at:]))


def write_article_json(article: StoredArticle, stream: TextStream) -> None:
    """Write one object in one line: the text with its SHA-256, and the statements without contexts."""
    shared = {"document_sha256": article.statements[0].document_sha256, "text": article.text}
    objects = [record_object(record) for record in article.statements]
    statements = [{name: value for name, value in each.items() if name not in _CONTEXT} for each in objects]
    values = {"asked": article.asked, "newest": article.newest, **shared, "statements": statements}
    stream.write(json.dumps(values, ensure_ascii=False) + "\n")


def _marks(article: StoredArticle) -> list[Mark]:
    """The marks in the order of print: at one place closing before opening, and what opened last closes first."""
    opening: list[tuple[int, int, int, str, str]] = []
    closing: list[tuple[int, int, int, str, str]] = []
    for number, record in enumerate(article.statements, 1):
        asked = record.statement_id == article.asked
        for part, span in _parts(record, asked=asked):
            left, right = PART_MARKS[part]
            marks = (f"{left}{number}|", f"|{number}{right}") if part == "content" else (left, right)
            style = PART_STYLES[part] if asked else ""
            opening.append((span.start, -span.end, number, marks[0], style))
            closing.append((span.end, -span.start, -number, marks[1], style))
    places = [(at, 0, other, number, False, mark, style) for at, other, number, mark, style in closing]
    places += [(at, 1, other, number, True, mark, style) for at, other, number, mark, style in opening]
    return [(at, opens, number, mark, style) for at, _, _, number, opens, mark, style in sorted(places)]


def _parts(record: StatementRecord, *, asked: bool) -> list[tuple[str, Span]]:
    if not asked:
        return [("content", span) for span in record.content_spans]
    return [(part, span) for part, spans in parts_of(record) for span in spans]


def _columns(article: StoredArticle) -> list[Column]:
    records = article.statements
    numbers = [f"{'→ ' if record.statement_id == article.asked else ''}{n}" for n, record in enumerate(records, 1)]
    columns = [
        Column("no.", [Text(number) for number in numbers], justify="right"),
        Column("speaker", [speaker_cell(record) for record in records], style="bold", running=True),
        Column("cue", [line(record.cue) for record in records]),
        Column("words", [Text(ASSERTION_WORDS[item.assertion] if item.assertion else "") for item in records]),
        Column("type", [Text(record.type.value) for record in records]),
        Column("reviewed", [line(record.reviewed) for record in records], style="italic", wanted=20),
        Column("id", [Text(shown, style="dim") for shown in short_ids([record.statement_id for record in records])]),
    ]
    return [column for column in columns if any(column.cells)]


def _shown(text: str) -> str:
    return printable(re.sub(r"\r\n?", "\n", text), keep="\n\t")
