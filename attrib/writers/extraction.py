"""The output of `attrib extract`: one document's statements as one JSON object, or as rows, without a database."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from attrib.data import Extraction, Occasion, Span, Spans, Speaker, Stance, Statement
from attrib.data.dates import iso_text
from attrib.writers.rows import TextStream, write_rows
from attrib.writers.statements.csv import COLUMNS as OF_DATABASE
from attrib.writers.statements.csv import stance_cell

_NAMES = (
    *("document", "title", "outlet", "author", "published_at", "url", "document_sha256", "statement_id", "speaker"),
    *("speaker_kind", "role", "affiliation", "stances", "type", "assertion", "quote", "cue", "source_text", "start"),
    *("end", "confidence", "speaker_confidence", "said_time", "said_since", "said_until", "said_precision"),
    *("addressee", "place"),
)
COLUMNS = {name: OF_DATABASE[name] for name in _NAMES}
"""The columns of the CSV file, with what each holds: they mean what they mean in the CSV file of a database."""


def write_extractions(extractions: Iterable[Extraction], form: str, stream: TextStream) -> None:
    """Write extractions as "jsonl", one object a document, as "json", their array, or as "csv", a row a statement."""
    rows = extraction_rows(extractions) if form == "csv" else map(extraction_object, extractions)
    write_rows(rows, COLUMNS, form, stream)


def extraction_rows(extractions: Iterable[Extraction]) -> Iterator[dict[str, Any]]:
    """One row a statement with what COLUMNS name; an article without statements has none."""
    for extraction in extractions:
        document = extraction.document
        place = document.location if document.record is None else f"{document.location}, record {document.record}"
        of_document = {
            "document": place, "title": document.title, "outlet": document.outlet, "author": document.author,
            "published_at": iso_text(document.published_at, document.published_precision), "url": document.url,
            "document_sha256": document.sha256,
        }  # fmt: skip
        for statement in extraction.statements:
            yield of_document | _cells(statement, document.text)


def _cells(statement: Statement, text: str) -> dict[str, Any]:
    speaker, occasion = statement.speaker, statement.occasion
    cells = {
        "statement_id": statement.id, "stances": stance_cell(statement.stances), "type": statement.type.value,
        "assertion": statement.assertion and statement.assertion.value, "quote": statement.quote(text),
        "cue": _words(statement.cue, text), "source_text": _words(statement.source, text), "start": statement.start,
        "end": statement.end, "confidence": round(statement.confidence, 4),
        "said_time": occasion.time and occasion.time.of(text), "place": occasion.place and occasion.place.of(text),
        "addressee": occasion.addressee and occasion.addressee.of(text),
    }  # fmt: skip
    if speaker is not None:
        cells |= {"speaker": speaker.name, "speaker_kind": speaker.kind.value, "role": speaker.role}
        cells |= {"affiliation": speaker.affiliation, "speaker_confidence": round(speaker.confidence, 4)}
    if occasion.dates is not None:
        days = occasion.dates
        cells |= {"said_since": days.since.isoformat(), "said_until": days.until.isoformat()}
        cells |= {"said_precision": str(days.precision)}
    return cells


def _words(spans: Spans, text: str) -> str:
    return " ".join(span.of(text) for span in spans)


def extraction_json(extraction: Extraction) -> str:
    """The extraction as one line of JSON, without the line end."""
    return json.dumps(extraction_object(extraction), ensure_ascii=False)


def extraction_object(extraction: Extraction) -> dict[str, Any]:
    """The extraction as an object whose form other programs rely on.

    Spans are [start, end] in code points of the text. `record` is present only for files of many documents, `silence`
    only where `speaker` is null.
    """
    document = extraction.document
    result: dict[str, Any] = {
        "document": document.location,
        "title": document.title,
        "published_at": iso_text(document.published_at, document.published_precision),
        "run": extraction.run.id,
        "statements": [_statement(statement, document.text) for statement in extraction.statements],
    }
    if document.record is not None:
        result["record"] = document.record
    return result


def _statement(statement: Statement, text: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "id": statement.id,
        "type": statement.type.value,
        "content": _spans(statement.content),
        "cue": _spans(statement.cue),
        "source": _spans(statement.source),
        "text": statement.quote(text),
        "confidence": round(statement.confidence, 4),
        "speaker": None if statement.speaker is None else _speaker(statement.speaker),
        "stances": [_stance(stance) for stance in statement.stances],
        "assertion": statement.assertion and statement.assertion.value,
        "occasion": _occasion(statement.occasion, text),
    }
    if statement.speaker is None and statement.silence is not None:
        result["silence"] = statement.silence.value
    return result


def _occasion(occasion: Occasion, text: str) -> dict[str, Any]:
    """The words and spans that the text tells of the occasion, and the days that its time means; empty for none."""
    spans = {"time": occasion.time, "addressee": occasion.addressee, "place": occasion.place}
    told: dict[str, Any] = {name: {"text": span.of(text), "span": _span(span)} for name, span in spans.items() if span}
    if occasion.dates is not None:
        dates = occasion.dates
        days = {"since": dates.since.isoformat(), "until": dates.until.isoformat()}
        told["dates"] = days | {"precision": str(dates.precision)}
    return told


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {
        "name": speaker.name,
        "kind": speaker.kind.value,
        "mention": None if speaker.mention is None else _span(speaker.mention),
        "role": speaker.role,
        "affiliation": speaker.affiliation,
        "confidence": round(speaker.confidence, 4),
        "reason": speaker.reason.value,
    }


def _stance(stance: Stance) -> dict[str, Any]:
    return {
        "target": stance.target,
        "kind": stance.kind,
        "stance": stance.label.value,
        "score": round(stance.score, 4),
    }


def _spans(spans: Spans) -> list[list[int]]:
    return [_span(span) for span in spans]


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
