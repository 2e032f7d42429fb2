"""Conversion of documents, runs and sightings to rows, and of rows to statement records and actors.

Only this module and `rows`, which converts extractions, know both sides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row as SqlRow

from attrib.data import (
    Assertion,
    DatePrecision,
    Occasion,
    PrintedLine,
    Review,
    ReviewField,
    Span,
    Spans,
    Stance,
    StanceLabel,
    StatementRecord,
    StatementType,
)
from attrib.data.checks import CheckMatch
from attrib.errors import StoreError
from attrib.store.schema.base import content_key, document_key
from attrib.store.schema.columns import Row

if TYPE_CHECKING:
    from attrib.data import Document, Run  # a search has no use for them, and waits for each

PERSON = "a person"
"""In place of the model, of a statement that no model has found."""
BETWEEN = " […] "
"""Between the pieces of a quote."""
PROVENANCE = ("title", "url", "outlet", "author", "published_at", "published_precision", "published_original")
MODIFIED = ("modified_at", "modified_precision")
VERSION = ("etag", "last_modified", "reading")
"""What the last reading of a page tells of its version on the server."""
CAPTURE = ("raw_sha256", "final_url")
"""What the first reading of a text from a place tells, and later ones only complete."""
_PLACE = ("location", "record", "retrieved_at", "external_id", "archive_url")
_SIGHTED = (*_PLACE, *PROVENANCE, *CAPTURE, *MODIFIED, *VERSION)


def storable(value: object) -> object:
    """Provenance that a database can hold: NUL and lone surrogates (a file name of another encoding) are escaped."""
    if isinstance(value, str):
        return value.replace("\0", "\\x00").encode("utf-8", "backslashreplace").decode("utf-8")
    return value


def check_document(document: "Document") -> None:
    """Raise StoreError for a document that cannot be stored verbatim, or with dates without a zone."""
    where = document.location or "the document"
    if "\0" in document.text:
        place = document.text.index("\0")
        raise StoreError(
            f"{where}: the text holds a NUL character at {place}; databases keep text only, remove it first"
        )
    try:
        document.text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise StoreError(
            f"{where}: the text holds half a surrogate pair at {error.start}; decode it with the right encoding"
        ) from error
    for name in ("published_at", "retrieved_at", "modified_at"):
        moment = getattr(document, name)
        if moment is not None and moment.tzinfo is None:
            raise StoreError(f"{where}: {name} {moment.isoformat()} has no time zone; give an aware UTC time")


def document_row(document: "Document", now: datetime) -> Row:
    """A row of `documents`, and beside it the VERSION that `sightings` hold."""
    row: Row = {item.name: storable(getattr(document, item.name)) for item in fields(document) if item.name != "lines"}
    sha256 = document.sha256
    return row | {"text": document.text, "key": document_key(sha256), "id": sha256, "added_at": now}


def stored_document(row: SqlRow[*tuple[Any, ...]], place: Mapping[str, Any]) -> "Document":
    """The document of a row of `documents` as one of its places tells of it, without its lines."""
    from attrib.data import Document

    names = [item.name for item in fields(Document)]
    values = {name: row._mapping[name] for name in names if name in row._mapping}
    values |= {name: place[name] for name in names if name in place}
    for name in ("published_precision", "modified_precision"):
        values[name] = values[name] and DatePrecision(values[name])
    return Document(**values)


def address_key(url: str | None, location: str, record: int | None) -> int | None:
    """The key of where a document can be read anew: its web address, or the file that holds it alone; None without."""
    address = url or (location if record is None and location not in ("", "-") else None)
    return None if address is None else content_key("address", address.strip())


def location_key(location: str) -> int:
    """The key of a place whatever its length: PostgreSQL indexes no address of more than 2,704 bytes."""
    return content_key("location", location)


def sighting_row(document: Row) -> Row:
    """A row of `sightings`, from the row of `documents` of the same reading."""
    place = content_key("place", document["location"], str(document["record"]), document["url"] or "")
    row = {name: document[name] for name in _SIGHTED}
    row["address_key"] = address_key(document["url"], document["location"], document["record"])
    row["location_key"] = None if document["reading"] is None else location_key(document["location"])
    return row | {"document_key": document["key"], "place_key": place, "seen_at": document["added_at"]}


def run_row(run: "Run", now: datetime) -> Row:
    """A row of `runs`."""
    row = {name: getattr(run, name) for name in ("id", "model", "weights_digest", "code_version", "settings")}
    return row | {"first_at": now}


def stance(row: SqlRow[*tuple[Any, ...]]) -> Stance:
    """The stance of a row of `stances` with `canonical`, the canonical actor of its target."""
    return Stance(
        row.target, row.target_kind, StanceLabel(row.label), row.score, _span(row.target_start, row.target_end),
        _span(row.evidence_start, row.evidence_end), row.unclear, row.canonical, row.reviewed,
    )  # fmt: skip


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)


def review(row: SqlRow[*tuple[Any, ...]]) -> Review:
    """The review of a row of `reviews`."""
    return Review(
        row.id, row.batch or row.id, row.statement_id, ReviewField(row.field), row.corrected_value, row.machine_value,
        row.target, row.note, row.reviewed_by, row.reviewed_at, row.undone_by, row.undone_at,
    )  # fmt: skip


def statement_record(
    row: Mapping[str, Any],
    occasion: Occasion,
    pieces: Mapping[str, Sequence[tuple[Span, str]]],
    stances: Iterable[Stance],
    reviews: Sequence[Review],
    checks: Iterable[CheckMatch] = (),
    lines: Iterable[PrintedLine] = (),
) -> StatementRecord:
    """A record of a joined row, the verbatim pieces of its statement by role, its stances, reviews and fact checks.

    The row is given by the names of its columns, `lines` are the printed ones that its content stands on.
    """
    spans: dict[str, Spans] = {role: tuple(span for span, _ in pieces[role]) for role in pieces}
    texts = {role: BETWEEN.join(text for _, text in pieces[role]) for role in pieces}
    mention = _span(row["speaker_start"], row["speaker_end"])
    return StatementRecord(
        statement_id=row["id"], speaker=row["speaker"], speaker_kind=row["speaker_kind"], speaker_mention=mention,
        actor_id=row["actor_id"], role=row["role"], affiliation=row["affiliation"], reason=row["reason"],
        type=StatementType(row["type"]), quote=texts["content"], cue=texts.get("cue", ""),
        source_text=texts.get("source", ""), content_spans=spans["content"], cue_spans=spans.get("cue", ()),
        source_spans=spans.get("source", ()), context=row["context"], context_start=row["context_start"],
        title=row["title"], outlet=row["outlet"], author=row["author"], published_at=row["published_at"],
        published_original=row["published_original"], retrieved_at=row["retrieved_at"], url=row["url"],
        location=row["location"], document_sha256=row["document_sha256"], confidence=row["confidence"],
        speaker_confidence=row["speaker_confidence"], run_id=row["run_id"],
        model=PERSON if row["added"] else row["model"],
        reviewed="; ".join(map(str, reviews)), stances=tuple(stances), actor=row["actor"], reviews=tuple(reviews),
        assertion=row["assertion"] and Assertion(row["assertion"]), record=row["record"],
        published_precision=row["published_precision"] and DatePrecision(row["published_precision"]),
        raw_sha256=row["raw_sha256"], final_url=row["final_url"], archive_url=row["archive_url"],
        modified_at=row["modified_at"], lines=tuple(lines),
        modified_precision=row["modified_precision"] and DatePrecision(row["modified_precision"]),
        checks=tuple(checks), occasion=occasion, worth=row["worth"],
        time=texts.get("time"), addressee=texts.get("addressee"), place=texts.get("place"),
    )  # fmt: skip
