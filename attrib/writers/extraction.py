"""The output of `attrib extract`: one document's statements as one JSON object, without a database."""

import json
from typing import Any

from attrib.data import Extraction, Occasion, Span, Spans, Speaker, Stance, Statement
from attrib.data.dates import iso_text


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
