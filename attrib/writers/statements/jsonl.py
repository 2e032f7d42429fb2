"""Statements as JSON lines, with the fields of the CSV file and some more."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from attrib.data import About, Review, Span, Spans, Stance, StatementRecord
from attrib.data.checks import CheckMatch
from attrib.data.dates import iso_text
from attrib.writers.rows import TextStream
from attrib.writers.statements.csv import check_cells, occasion_cells


def write_jsonl(records: Iterable[StatementRecord], stream: TextStream) -> int:
    """Write one line a statement, in the order given; the number of statements."""
    written = 0
    for record in records:
        stream.write(json.dumps(record_object(record), ensure_ascii=False) + "\n")
        written += 1
    return written


def write_json(records: Iterable[StatementRecord], stream: TextStream) -> int:
    """Write one array of the same objects; the number of statements."""
    written = 0
    for record in records:
        stream.write(("[\n" if written == 0 else ",\n") + json.dumps(record_object(record), ensure_ascii=False))
        written += 1
    stream.write("\n]\n" if written else "[]\n")
    return written


def record_object(record: StatementRecord) -> dict[str, Any]:
    """The object of one statement: null for unknown values, spans as [start, end], dates in ISO 8601.

    Fields beyond the columns of the CSV file: `actor_id`, `reason` (how the speaker was found), the offsets
    `content_spans`, `cue_spans`, `source_spans`, `speaker_mention` and `context_start`, and `published_original`,
    `retrieved_at`, `final_url`, `location` and `run`; for each stance the spans of its target and of the words that
    decided; `time_span`, `addressee_span` and `place_span`; `lines`, those of a printed page that the quote stands on,
    with offsets, page, and box in points from the page's lower left corner; `reviews`, field by field; and `checks`,
    the fact checks that may be about it, rejected ones too.
    """
    return {
        "statement_id": record.statement_id,
        "speaker": record.speaker,
        "actor": record.actor,
        "speaker_kind": record.speaker_kind,
        "speaker_mention": None if record.speaker_mention is None else list(record.speaker_mention),
        "actor_id": record.actor_id,
        "role": record.role,
        "affiliation": record.affiliation,
        "reason": record.reason,
        "stances": [_stance(stance) for stance in record.stances],
        "type": record.type.value,
        "assertion": record.assertion and record.assertion.value,
        "quote": record.quote,
        "cue": record.cue,
        "source_text": record.source_text,
        "content_spans": _spans(record.content_spans),
        "cue_spans": _spans(record.cue_spans),
        "source_spans": _spans(record.source_spans),
        "context": record.context,
        "context_start": record.context_start,
        "title": record.title,
        "outlet": record.outlet,
        "author": record.author,
        "published_at": iso_text(record.published_at, record.published_precision),
        "published_original": record.published_original,
        "modified_at": iso_text(record.modified_at, record.modified_precision),
        "retrieved_at": _iso(record.retrieved_at),
        "url": record.url,
        "final_url": record.final_url,
        "archive_url": record.archive_url,
        "location": record.location,
        "record": record.record,
        "document": record.document,
        "citation": record.citation,
        "document_sha256": record.document_sha256,
        "raw_sha256": record.raw_sha256,
        "page": record.page,
        "last_page": record.last_page,
        "lines": [asdict(line) for line in record.lines],
        "start": record.start,
        "end": record.end,
        "confidence": round(record.confidence, 4),
        "speaker_confidence": None if record.speaker_confidence is None else round(record.speaker_confidence, 4),
        "run": record.run_id,
        "model": record.model,
        "reviewed": record.reviewed,
        "reviews": [review_object(review) for review in record.reviews],
        **_about(record.about),
        **check_cells(record),
        **occasion_cells(record),
        **{f"{part}_span": _span(getattr(record.occasion, part)) for part in ("time", "addressee", "place")},
        "worth": _rounded(record.worth),
        "checks": [_check(match) for match in record.checks],
    }


def _stance(stance: Stance) -> dict[str, Any]:
    return {
        "target": stance.target, "kind": stance.kind, "stance": stance.label.value, "score": round(stance.score, 4),
        "target_id": stance.target_id, "mention": stance.mention and list(stance.mention),
        "evidence": stance.evidence and list(stance.evidence), "unclear": stance.unclear, "reviewed": stance.reviewed,
    }  # fmt: skip


def review_object(review: Review) -> dict[str, Any]:
    """The object of one review."""
    return {
        "id": review.id, "batch": review.batch, "statement_id": review.statement_id, "field": review.field.value,
        "value": review.value, "machine": review.machine, "target": review.target, "note": review.note,
        "reviewed_by": review.reviewed_by, "reviewed_at": _iso(review.reviewed_at), "undone_by": review.undone_by,
        "undone_at": _iso(review.undone_at), "apart": review.apart,
    }  # fmt: skip


def _check(match: CheckMatch) -> dict[str, Any]:
    check = match.check.check
    return {
        "check": match.check.id, "status": str(match.verdict or "suggested"), "counts": match.counts,
        "score": _rounded(match.score), "cosine": _rounded(match.cosine), "claim": check.claim,
        "claimant": check.claimant, "rating": check.rating, "publisher": check.publisher, "url": check.url,
        "title": check.title, "claim_date": iso_text(check.claim_at, check.claim_precision),
        "review_date": iso_text(check.reviewed_at, check.reviewed_precision),
    }  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _about(about: About | None) -> dict[str, Any]:
    if about is None:
        return dict.fromkeys(("about", "about_stance", "about_score", "about_similarity"))
    numbers = {"about_score": about.score, "about_similarity": about.similarity}
    rounded = {name: None if value is None else round(value, 4) for name, value in numbers.items()}
    return {"about": about.topic, "about_stance": about.stance and about.stance.value, **rounded}


def _spans(spans: Spans) -> list[list[int]]:
    return [list(span) for span in spans]


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
