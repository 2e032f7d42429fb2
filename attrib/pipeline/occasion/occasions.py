"""The occasion of every statement: when, to whom and where it was made, as the clause of its cue tells it.

Read are the adverbials behind cue and source, between them, at the beginning of their sentence and behind the content;
nothing inside a quotation, nor in another clause, so that no date of a fact is taken for that of the utterance.
"""

from dataclasses import replace
from datetime import date

from attrib.data import DatePrecision, Document, Occasion, Span, Statement
from attrib.data.dates import publication_day
from attrib.english.dating import said_dates
from attrib.english.occasions import TELLING
from attrib.pipeline.occasion.adverbials import Reading, read_adverbials
from attrib.pipeline.occasion.hearers import asked, told
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.resolver import Resolved
from attrib.text.word_sets import word_set

_OPENING = word_set("but and so yet")
_PARTS = ("time", "addressee", "place")


def with_occasions(resolved: Resolved, document: Document) -> Resolved:
    """The statements with their occasions; a document's date is that which relative times are seen from."""
    day = publication_day(document.published_at, document.published_original)
    found = (
        replace(item, occasion=find_occasion(resolved.doc, item, day, document.published_precision))
        for item in resolved.statements
    )
    return replace(resolved, statements=tuple(found))


def find_occasion(
    doc: AnnotatedText, statement: Statement, published: date | None, exact_to: DatePrecision | None
) -> Occasion:
    """When, to whom and where a statement was made; empty where the text does not tell."""
    found = Occasion()
    for reading in _readings(doc, statement):
        for part in _PARTS:
            if getattr(found, part) is None:
                found = replace(found, **{part: getattr(reading, part)})
    if found.addressee is None and statement.cue:
        found = replace(found, addressee=asked(doc, statement) or told(doc, statement))
    if found.time is None:
        return found
    return replace(found, dates=said_dates(found.time.of(doc.text), published, exact_to))


def _readings(doc: AnnotatedText, statement: Statement) -> list[Occasion]:
    """What each place beside the statement tells, the surest first."""
    anchors = [span for spans in (statement.cue[-1:], statement.source) for span in spans]
    if not anchors:
        return []
    cue = statement.cue[-1] if statement.cue else None
    source = statement.source[-1] if statement.source else None
    sentence = doc.sentence((cue or anchors[0]).start)
    readings = []
    last = source if source and (cue is None or _beside(doc, source, cue)) else cue or anchors[0]
    telling = cue is not None and doc.tokens[doc.token_range(cue)[1] - 1].lower in TELLING
    readings.append(_behind(doc, statement, last.end, telling=telling and last == cue, named=last != cue))
    if cue and source and source.end < cue.start:
        readings.append(_between(doc, statement, source.end, cue.start))
    first = min(anchors, key=lambda span: span.start)
    readings.append(_opening(doc, statement, sentence.start, first.start))
    readings.append(_behind_content(doc, statement, sentence))
    return [reading.occasion for reading in readings if reading is not None]


def _beside(doc: AnnotatedText, one: Span, other: Span) -> bool:
    """Whether the source follows the cue at once: "said Ida Quill", "announced by her"."""
    return other.end <= one.start and doc.text[other.end : one.start].strip() in ("", "by")


def _limit(doc: AnnotatedText, statement: Statement, offset: int) -> int:
    """Where what may be read from an offset on ends: with the sentence, or where content, cue or source begins."""
    end = doc.sentence(offset).end if doc.sentence(offset).end > offset else offset
    taken = (*statement.content, *statement.cue, *statement.source)
    return min([end, *(span.start for span in taken if span.start >= offset)])


def _behind(
    doc: AnnotatedText,
    statement: Statement,
    offset: int,
    *,
    telling: bool = False,
    named: bool = False,
    far: bool = False,
) -> Reading | None:
    first, end = doc.token_range(Span(offset, max(offset, _limit(doc, statement, offset))))
    return read_adverbials(doc, first, end, telling=telling, named=named, far=far) if first < end else None


def _between(doc: AnnotatedText, statement: Statement, start: int, end: int) -> Reading | None:
    if any(span.start < end and start < span.end for span in statement.content) or doc.sentence(start).end < end:
        return None
    return _behind(doc, statement, start, named=True)


def _opening(doc: AnnotatedText, statement: Statement, start: int, end: int) -> Reading | None:
    """What opens the sentence, if nothing but adverbials stands before the source or cue."""
    before = [span.end for span in statement.content if start < span.end <= end]
    if before or any(span.start < end and start < span.end for span in statement.content):
        return None
    first, behind = doc.token_range(Span(start, end))
    joins = [at + 1 for at in range(first, behind) if doc.tokens[at].lower in _OPENING]
    for at in (first, *joins):
        if at < behind:
            reading = read_adverbials(doc, at, behind)
            rest = doc.tokens[reading.at : behind]
            if len(rest) <= 1 and all(token.word == "," for token in rest):
                return reading
    return None


def _behind_content(doc: AnnotatedText, statement: Statement, sentence: Span) -> Reading | None:
    """What stands behind the content in the sentence of the cue, where the content follows the cue."""
    cue = statement.cue[-1] if statement.cue else None
    last = statement.content[-1]
    if cue is None or last.start < cue.end or last.end >= sentence.end or last.start < sentence.start:
        return None
    return _behind(doc, statement, last.end, far=True)
