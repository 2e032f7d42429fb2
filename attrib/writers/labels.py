"""Reviewed statements in the format of labelled articles, which training and evaluation read."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrib.data import Spans, StatementRecord


def label_json(
    file: str, text: str, statements: Sequence[StatementRecord], aliases: Mapping[str, Sequence[str]]
) -> str:
    """The labels of one article, whose text is in `file`; `aliases` are the names of speakers by actor id."""
    rows = [_row(text, record, aliases.get(record.actor_id or "", ())) for record in statements]
    return json.dumps({"file": file, "statements": rows}, ensure_ascii=False, indent=1) + "\n"


def _row(text: str, record: StatementRecord, aliases: Sequence[str]) -> dict[str, Any]:
    """One statement with its words copied from the text; `reviewed` marks statements that a person has reviewed."""
    return {
        "content": [span.of(text) for span in record.content_spans],
        "occurrence": [_occurrence(text, span.start, span.of(text)) for span in record.content_spans],
        "cue": _words(text, record.cue_spans), "source": _words(text, record.source_spans),
        "type": record.type.value, "assertion": record.assertion.value if record.assertion else "",
        "speaker": record.speaker or "",
        "speaker_aliases": [name for name in aliases if name != record.speaker],
        "speaker_kind": record.speaker_kind or "unnamed", "role": record.role or "",
        "affiliation": record.affiliation or "",
        "stances": [{"target": stance.target, "stance": stance.label.value} for stance in record.stances],
        "reviewed": bool(record.reviews),
    }  # fmt: skip


def _words(text: str, spans: Spans) -> str:
    """The text from the first to the last span, because labels have a cue and a source in one piece."""
    return text[min(spans).start : max(span.end for span in spans)] if spans else ""


def _occurrence(text: str, start: int, piece: str) -> int:
    """The number of the occurrence of `piece` that starts at `start`, from 1; occurrences may overlap."""
    return sum(1 for match in re.finditer(f"(?={re.escape(piece)})", text) if match.start() <= start)
