"""What is read of every statement that may be one side of a change of mind: little, as most are told in none."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from attrib.data import DatePrecision, Span
from attrib.store.database.chunks import chunks
from attrib.store.database.membership import given, is_given
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StatementRow
from attrib.store.search.sides import StanceRows
from attrib.store.statements.convert import BETWEEN
from attrib.store.statements.records import spans
from attrib.text.folding import fold


@dataclass(frozen=True, slots=True)
class Said:
    """A statement's words, as they are and folded, where its cue stands, its date, and how sure its speaker is."""

    number: int
    statement_id: str
    quote: str
    folded: str
    cue_spans: Sequence[Span]
    published_at: datetime | None
    published_precision: DatePrecision | None
    speaker_confidence: float | None


@dataclass(frozen=True, slots=True)
class Side:
    """A statement as one side of a change, before its record is read; see Receipt.

    `label` and `score` are None where only a person says that it takes a side; `copies` are numbers of statements.
    """

    said: Said
    target: str
    label: str | None
    score: float | None
    reviewed: bool = False
    copies: tuple[int, ...] = ()


def said_in(session: Connection, numbers: Collection[int]) -> dict[int, Said]:
    """The same of some statements, by their numbers."""
    first, last = StatementRow.start, StatementRow.end
    words = func.substr(DocumentRow.text, first + 1, last - first)
    dates = (DocumentRow.published_at, DocumentRow.published_precision)
    query = select(StatementRow.number, StatementRow.id, first, words, *dates, StatementRow.speaker_confidence)
    query = query.join(DocumentRow, DocumentRow.key == StatementRow.document_key)
    dialect = session.dialect.name
    query = query.where(is_given(dialect, StatementRow.number))
    found: dict[int, Said] = {}
    for some in chunks(sorted(numbers)):
        pieces: dict[int, dict[str, list[Span]]] = {number: {"content": [], "cue": []} for number in some}
        for number, role, start, end in session.execute(spans(dialect), given(session, some)).all():
            if role in pieces[number]:
                pieces[number][role].append(Span(start, end))
        for number, identity, place, text, at, precision, sure in session.execute(query, given(session, some)).all():
            quote = BETWEEN.join(text[span.start - place : span.end - place] for span in pieces[number]["content"])
            exact = precision and DatePrecision(precision)
            found[number] = Said(number, identity, quote, fold(quote), pieces[number]["cue"], at, exact, sure)
    return found


def sides_of(rows: StanceRows, said: Mapping[int, Said]) -> list[Side]:
    """One side for each wording, the oldest first; none where one wording is on both sides."""
    by_words: dict[str, StanceRows] = defaultdict(list)
    for row in rows:
        by_words[said[row.statement_number].folded].append(row)
    found = []
    for some in by_words.values():
        if len({row.label for row in some}) == 1:
            first = some[0]
            others = tuple(dict.fromkeys(row.statement_number for row in some))[1:]
            words = said[first.statement_number]
            found.append(Side(words, first.target, first.label, first.score, first.reviewed, others))
    return found
