"""Dataclasses into rows and rows into dataclasses; the only module that knows both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row as SqlRow

from attrib.data import (
    ActorKind,
    ActorSummary,
    Document,
    Extraction,
    Run,
    Span,
    Spans,
    Speaker,
    Stance,
    StanceLabel,
    Statement,
    StatementRecord,
    StatementType,
    statement_id,
)
from attrib.errors import StoreError
from attrib.store.base import MAX_KEY, content_key, document_key
from attrib.store.context import Paragraphs, context_span
from attrib.store.names import actor_id, aliases, joins_documents, name_key, preference
from attrib.store.registry import ActorRow
from attrib.store.tables import UNDATED
from attrib.store.words import MAX_INDEXED, fold, fold_name

Row = dict[str, Any]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PROVENANCE = ("title", "url", "outlet", "author", "published_at", "published_original")
_SIGHTED = ("location", "record", *PROVENANCE, "retrieved_at", "external_id")


def date_order(moment: datetime | None) -> int:
    """The place of a date among statements, newest first and undated last: minus the microseconds since 1970."""
    return UNDATED if moment is None else (_EPOCH - moment) // timedelta(microseconds=1)


def term(name: str | None) -> str | None:
    """The folded form of an outlet, affiliation, role or target, without its article; None for none."""
    return name_key(name, ActorKind.ORGANIZATION) or None if name else None


def _storable(value: object) -> object:
    """Provenance as a database can hold it: NUL and lone surrogates (a file name of another encoding) made visible."""
    if isinstance(value, str):
        return value.replace("\0", "\\x00").encode("utf-8", "backslashreplace").decode("utf-8")
    return value


def check_document(document: Document) -> None:
    """Raise StoreError for a document that cannot be stored verbatim, or whose dates have no zone."""
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
            f"{where}: the text holds half a surrogate pair at {error.start}; decode it rightly"
        ) from error
    for name in ("published_at", "retrieved_at"):
        moment = getattr(document, name)
        if moment is not None and moment.tzinfo is None:
            raise StoreError(f"{where}: {name} {moment.isoformat()} has no time zone; give an aware UTC time")


def document_row(document: Document, now: datetime) -> Row:
    """A row of `documents`."""
    row: Row = {item.name: _storable(getattr(document, item.name)) for item in fields(document)}
    sha256 = document.sha256
    return row | {"text": document.text, "key": document_key(sha256), "id": sha256, "added_at": now}


def sighting_row(document: Row) -> Row:
    """A row of `sightings`, of the row of `documents` that the same reading gives."""
    place = content_key("place", document["location"], str(document["record"]), document["url"] or "")
    row = {name: document[name] for name in _SIGHTED}
    return row | {"document_key": document["key"], "place_key": place, "seen_at": document["added_at"]}


def run_row(run: Run, now: datetime) -> Row:
    """A row of `runs`."""
    row = {name: getattr(run, name) for name in ("id", "model", "weights_digest", "code_version", "settings")}
    return row | {"first_at": now}


@dataclass(slots=True)
class ExtractionRows:
    """The rows of one extraction; wherever a statement's number belongs stands its place among `statements`."""

    mentions: list[Row] = field(default_factory=list)
    actors: dict[str, Row] = field(default_factory=dict)
    aliases: dict[tuple[str, str], Row] = field(default_factory=dict)
    statements: list[Row] = field(default_factory=list)
    spans: list[Row] = field(default_factory=list)
    stances: list[Row] = field(default_factory=list)
    search_text: list[Row] = field(default_factory=list)
    affiliations: dict[tuple[str, str, str], Row] = field(default_factory=dict)
    terms: set[tuple[str, str]] = field(default_factory=set)


def extraction_rows(extraction: Extraction) -> ExtractionRows:
    """The rows of an extraction, statements in the order of the text. Raises StoreError for spans outside the text."""
    document, run = extraction.document, extraction.run.id
    sha256 = document.sha256
    key = document_key(sha256)
    rows = ExtractionRows()
    rows.mentions = _mention_rows(extraction, key, run)
    identified: dict[str, Statement] = {}
    for statement in extraction.statements:
        _check_spans(statement, document)
        identified.setdefault(statement.id or statement_id(sha256, run, statement), statement)
    paragraphs = Paragraphs(document.text)
    ordered = sorted(identified.items(), key=lambda item: (item[1].start, item[0]))
    for number, (identity, statement) in enumerate(ordered):
        actor = _add_actor(rows, statement, document, sha256, number)
        row = _statement_row(statement, paragraphs)
        rows.statements.append(row | {"id": identity, "document_key": key, "run_id": run, "actor_id": actor})
        rows.spans += _span_rows(statement, number)
        words = fold(statement.quote(document.text)[:MAX_INDEXED])
        rows.search_text.append({"statement_number": number, "words": words})
        rows.terms |= {(kind, row[f"{kind}_key"]) for kind in ("affiliation", "role") if row[f"{kind}_key"]}
    for number, (_, statement) in enumerate(ordered):  # once every speaker is known, that a target may be
        _add_stances(rows, statement, number)
    return rows


def _check_spans(statement: Statement, document: Document) -> None:
    where = document.location or "the document"
    if not statement.content:
        raise StoreError(f"{where}: a statement has no content; every statement needs a span of the text")
    evidence = statement.speaker.evidence if statement.speaker else ()
    for span in (*statement.content, *statement.cue, *statement.source, *evidence):
        if not 0 <= span.start < span.end <= len(document.text):
            raise StoreError(f"{where}: span {list(span)} lies outside the text of {len(document.text)} characters")


def _mention_rows(extraction: Extraction, key: int, run: str) -> list[Row]:
    distinct = {(mention.span, mention.kind): mention for mention in extraction.mentions}
    return [
        {"document_key": key, "run_id": run, "start": span.start, "end": span.end, "kind": str(kind),
         "confidence": float(mention.confidence)}
        for (span, kind), mention in distinct.items()
    ]  # fmt: skip


def _statement_row(statement: Statement, paragraphs: Paragraphs) -> Row:
    content = Span(statement.start, statement.end)
    spans = (*statement.content, *statement.cue, *statement.source)
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    context = context_span(paragraphs, content, whole)
    speaker = statement.speaker
    mention = speaker.mention if speaker else None
    reason = speaker.reason if speaker else statement.silence
    return {
        "type": str(statement.type), "start": content.start, "end": content.end,
        "confidence": float(statement.confidence),
        "context_start": context.start, "context_end": context.end, "reason": str(reason) if reason else None,
        "speaker": speaker.name if speaker else None, "speaker_kind": str(speaker.kind) if speaker else None,
        "speaker_start": mention.start if mention else None, "speaker_end": mention.end if mention else None,
        "speaker_confidence": float(speaker.confidence) if speaker else None,
        "speaker_order": "0" + fold_name(speaker.name)[:MAX_KEY] if speaker else "1",
        "role": speaker.role if speaker else None, "role_key": term(speaker.role) if speaker else None,
        "affiliation": speaker.affiliation if speaker else None,
        "affiliation_key": term(speaker.affiliation) if speaker else None,
    }  # fmt: skip


def _span_rows(statement: Statement, number: int) -> list[Row]:
    evidence = statement.speaker.evidence if statement.speaker else ()
    roles = {"content": statement.content, "cue": statement.cue, "source": statement.source, "evidence": evidence}
    return [
        {"statement_number": number, "role": role, "position": position, "start": span.start, "end": span.end}
        for role, spans in roles.items()
        for position, span in enumerate(spans)
    ]


def _add_actor(rows: ExtractionRows, statement: Statement, document: Document, sha256: str, number: int) -> str | None:
    """The id of a statement's actor, whose row, aliases and affiliation are added."""
    speaker = statement.speaker
    key = name_key(speaker.name, speaker.kind) if speaker else ""
    if speaker is None or not key:
        return None
    scope = None if joins_documents(key, speaker.kind) else sha256
    identity = actor_id(key, speaker.kind, scope)
    scoped = document_key(scope) if scope else None
    row = {"id": identity, "name": speaker.name, "kind": str(speaker.kind), "key": key, "document_key": scoped}
    known = rows.actors.setdefault(identity, row)
    if speaker.name != known["name"] and preference(speaker.name, key) > preference(known["name"], key):
        known["name"] = speaker.name
    source = " ".join(span.of(document.text) for span in statement.source)
    for alias, folded in aliases(source, speaker).items():
        rows.aliases[identity, alias] = {"actor_id": identity, "alias": alias, "folded": folded[:MAX_KEY]}
    _add_affiliation(rows, speaker, identity, number)
    return identity


def _add_affiliation(rows: ExtractionRows, speaker: Speaker, actor: str, number: int) -> None:
    organization, role = speaker.affiliation, speaker.role or ""
    key = term(organization)
    if not organization or not key or len(organization) > MAX_KEY or len(role) > MAX_KEY:
        return
    row = {"actor_id": actor, "organization": organization, "role": role, "organization_key": key}
    rows.affiliations.setdefault((actor, organization, role), row | {"statement_number": number})


def _add_stances(rows: ExtractionRows, statement: Statement, number: int) -> None:
    speaking = {actor["key"]: identity for identity, actor in sorted(rows.actors.items())}
    for position, stance in enumerate(statement.stances):
        key = term(stance.target)
        if key is None:
            continue
        actor = speaking.get(key) or speaking.get(name_key(stance.target, ActorKind.PERSON))
        rows.terms.add(("target", key))
        rows.stances.append(
            {"statement_number": number, "position": position, "target": stance.target, "target_key": key,
             "target_kind": stance.kind, "target_actor_id": actor if stance.kind == "actor" else None,
             "label": str(stance.label), "score": float(stance.score)}
        )  # fmt: skip


def stance(target: str, kind: str, label: str, score: float) -> Stance:
    """A stance of its row's values."""
    return Stance(target, kind, StanceLabel(label), score)


def statement_record(
    row: SqlRow[*tuple[Any, ...]],
    pieces: Mapping[str, Sequence[tuple[Span, str]]],
    stances: Iterable[Stance],
    reviewed: str,
) -> StatementRecord:
    """A record of a joined row, the verbatim pieces of its statement by role, and what hangs on it."""
    spans: dict[str, Spans] = {role: tuple(span for span, _ in pieces[role]) for role in pieces}
    texts = {role: " […] ".join(text for _, text in pieces[role]) for role in pieces}
    mention = None if row.speaker_start is None else Span(row.speaker_start, row.speaker_end)
    return StatementRecord(
        statement_id=row.id, speaker=row.speaker, speaker_kind=row.speaker_kind, speaker_mention=mention,
        actor_id=row.actor_id, role=row.role, affiliation=row.affiliation, reason=row.reason,
        type=StatementType(row.type), quote=texts["content"], cue=texts.get("cue", ""),
        source_text=texts.get("source", ""), content_spans=spans["content"], cue_spans=spans.get("cue", ()),
        source_spans=spans.get("source", ()), context=row.context, context_start=row.context_start,
        title=row.title, outlet=row.outlet, author=row.author, published_at=row.published_at,
        published_original=row.published_original, retrieved_at=row.retrieved_at, url=row.url,
        location=row.location, document_sha256=row.document_sha256, confidence=row.confidence,
        speaker_confidence=row.speaker_confidence, run_id=row.run_id, model=row.model, reviewed=reviewed,
        stances=tuple(stances),
    )  # fmt: skip


def moment(order: int | None) -> datetime | None:
    """The date of a `date_order`; None for undated."""
    return None if order is None or order == UNDATED else _EPOCH - timedelta(microseconds=order)


def actor_summary(
    actor: ActorRow, aliases: Sequence[str], ties: Iterable[tuple[str, str]], total: SqlRow[*tuple[Any, ...]] | None,
    types: Iterable[tuple[str, int]], outlets: Iterable[tuple[str, int]],
) -> ActorSummary:  # fmt: skip
    """A summary of an actor's row and what was counted of it; spellings of one affiliation are shown once."""
    distinct = {
        (term(organization), term(role)): (organization, role or None) for organization, role in reversed(list(ties))
    }
    return ActorSummary(
        id=actor.id, name=actor.name, kind=ActorKind(actor.kind), wikidata_id=actor.wikidata_id,
        aliases=tuple(aliases), affiliations=tuple(reversed(distinct.values())),
        statements=total.statements if total else 0, documents=total.documents if total else 0,
        first_at=moment(total.first_order) if total else None, last_at=moment(total.last_order) if total else None,
        types=tuple(types), outlets=tuple(outlets),
    )  # fmt: skip
