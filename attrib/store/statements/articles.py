"""The article of a statement: the whole of it with all its statements, or some sentences around one."""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from sqlalchemy import Connection, false, or_, select

from attrib.data import Span, StatementRecord
from attrib.data.articles import StoredArticle
from attrib.store.database.session import Database
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.runs import ExtractionRow
from attrib.store.schema.statements import SHOWN_OR_NOT, StatementRow
from attrib.store.statements.context import CAP
from attrib.store.statements.ids import beginning_with
from attrib.store.statements.records import records
from attrib.text.sentences import sentences


def article_of(database: Database, statement_id: str) -> StoredArticle:
    """The article of a statement with the statements of its run, without those that people have rejected.

    A rejected statement that is asked for is there all the same. Errors as `get`.
    """
    with database.session() as session:
        identity, number = beginning_with(session, statement_id)
        columns = (StatementRow.document_key, StatementRow.run_id)
        key, run = session.execute(select(*columns).where(StatementRow.number == number)).one()
        kept = or_(StatementRow.rejected == false(), StatementRow.number == number)
        ours = (SHOWN_OR_NOT, StatementRow.document_key == key, StatementRow.run_id == run, kept)
        order = (StatementRow.start, StatementRow.end.desc(), StatementRow.number)
        numbers = session.scalars(select(StatementRow.number).where(*ours).order_by(*order)).all()
        newest = select(ExtractionRow.current).where(ExtractionRow.document_key == key, ExtractionRow.run_id == run)
        found = tuple(records(session, numbers))
        return StoredArticle(_text(session, key), found, identity, bool(session.scalar(newest)))


def in_sentences(database: Database, statement_id: str, around: int) -> StatementRecord:
    """A statement whose context is its sentences and `around` sentences before and after them; errors as `get`.

    The context holds cue and source too, unless they lie far from the content.
    """
    with database.session() as session:
        _, number = beginning_with(session, statement_id)
        record = next(iter(records(session, [number])))
        key = session.scalars(select(StatementRow.document_key).where(StatementRow.number == number)).one()
        text = _text(session, key)
    context = _widened(text, _extent(record), around)
    return replace(record, context=context.of(text), context_start=context.start)


def _text(session: Connection, key: int) -> str:
    return session.scalars(select(DocumentRow.text).where(DocumentRow.key == key)).one()


def _extent(record: StatementRecord) -> Span:
    """From the first to the last character of content, cue and source, or of the content if they lie far apart."""
    spans = (*record.content_spans, *record.cue_spans, *record.source_spans)
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    return whole if whole.end - whole.start <= CAP else Span(record.start, record.end)


def _widened(text: str, span: Span, around: int) -> Span:
    """The sentences that a span touches, with some more on both sides."""
    every = sentences(text)
    first = bisect_right(every, span.start, key=lambda sentence: sentence.end)
    last = bisect_left(every, span.end, key=lambda sentence: sentence.start) - 1
    start = every[max(0, min(first - around, len(every) - 1))].start if every else 0
    end = every[min(len(every) - 1, max(last + around, 0))].end if every else len(text)
    return Span(min(start, span.start), max(end, span.end))
