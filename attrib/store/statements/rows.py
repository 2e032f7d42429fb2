"""The rows of an extraction, made without a database; `save` stores them."""

from dataclasses import dataclass, field

from attrib.data import ActorKind, Document, Extraction, Span, Speaker, Statement, statement_id
from attrib.errors import StoreError
from attrib.store.naming.identity import actor_id, aliases, joins_documents, name_key, one_line, preference
from attrib.store.naming.terms import term
from attrib.store.schema.base import MAX_KEY, document_key
from attrib.store.schema.columns import MAX_INDEXED, STANCE_BITS, Row
from attrib.store.schema.statements import NO_SPEAKER
from attrib.store.statements.context import Paragraphs, context_span
from attrib.store.statements.occasion_rows import NAMED, occasion_columns
from attrib.text.folding import fold, fold_name


@dataclass(slots=True)
class ExtractionRows:
    """The rows of one extraction; a statement's number is its index in `statements` until `save` sets it."""

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
    """The rows of an extraction, statements in text order. Raises StoreError for spans outside the text."""
    document, run = extraction.document, extraction.run.id
    sha256 = document.sha256
    key = document_key(sha256)
    rows = ExtractionRows()
    rows.mentions = _mention_rows(extraction, key, run)
    by_id: dict[str, Statement] = {}
    for statement in extraction.statements:
        _check_spans(statement, document)
        by_id.setdefault(statement.id or statement_id(sha256, run, statement), statement)
    paragraphs = Paragraphs(document.text)
    ordered = sorted(by_id.items(), key=lambda item: (item[1].start, item[0]))
    for number, (identity, statement) in enumerate(ordered):
        actor = _add_actor(rows, statement, document, sha256, number)
        row = _statement_row(statement, document.text, paragraphs)
        rows.statements.append(row | {"id": identity, "document_key": key, "run_id": run, "actor_id": actor})
        rows.spans += _span_rows(statement, number)
        words = fold(statement.quote(document.text)[:MAX_INDEXED])
        rows.search_text.append({"statement_number": number, "words": words})
        rows.terms |= {(kind, row[f"{kind}_key"]) for kind in ("affiliation", "role", *NAMED) if row[f"{kind}_key"]}
    for number, (_, statement) in enumerate(ordered):  # after all speakers, because a target may be one of them
        _add_stances(rows, statement, number)
    return rows


def _check_spans(statement: Statement, document: Document) -> None:
    where = document.location or "the document"
    if not statement.content:
        raise StoreError(f"{where}: a statement has no content; every statement needs a span of the text")
    evidence = statement.speaker.evidence if statement.speaker else ()
    stance_spans = [span for stance in statement.stances for span in (stance.mention, stance.evidence) if span]
    told = statement.occasion.spans
    for span in (*statement.content, *statement.cue, *statement.source, *evidence, *stance_spans, *told):
        if not 0 <= span.start < span.end <= len(document.text):
            raise StoreError(f"{where}: span {list(span)} lies outside the text of {len(document.text)} characters")


def _mention_rows(extraction: Extraction, key: int, run: str) -> list[Row]:
    distinct = {(mention.span, mention.kind): mention for mention in extraction.mentions}
    return [
        {"document_key": key, "run_id": run, "start": span.start, "end": span.end, "kind": str(kind),
         "confidence": float(mention.confidence)}
        for (span, kind), mention in distinct.items()
    ]  # fmt: skip


def _statement_row(statement: Statement, text: str, paragraphs: Paragraphs) -> Row:
    content = Span(statement.start, statement.end)
    spans = (*statement.content, *statement.cue, *statement.source)
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    context = context_span(paragraphs, content, whole)
    speaker = statement.speaker
    mention = speaker.mention if speaker else None
    reason = speaker.reason if speaker else statement.silence
    return {
        "type": str(statement.type), "assertion": statement.assertion and str(statement.assertion),
        "start": content.start, "end": content.end,
        "confidence": float(statement.confidence),
        "context_start": context.start, "context_end": context.end, "reason": str(reason) if reason else None,
        "speaker": speaker.name if speaker else None, "speaker_kind": str(speaker.kind) if speaker else None,
        "speaker_start": mention.start if mention else None, "speaker_end": mention.end if mention else None,
        "speaker_confidence": float(speaker.confidence) if speaker else None,
        "stance_labels": sum({STANCE_BITS[stance.label] for stance in statement.stances if term(stance.target)}),
        "speaker_order": "0" + fold_name(speaker.name)[:MAX_KEY] if speaker else NO_SPEAKER,
        "role": speaker.role if speaker else None, "role_key": term(speaker.role) if speaker else None,
        "affiliation": speaker.affiliation if speaker else None,
        "affiliation_key": term(speaker.affiliation) if speaker else None,
        **occasion_columns(statement.occasion, text),
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
    """Add a statement's actor, its aliases and affiliation; the actor's id, None without a speaker."""
    speaker = statement.speaker
    key = name_key(speaker.name, speaker.kind) if speaker else ""
    if speaker is None or not key:
        return None
    scope = None if joins_documents(speaker.name, speaker.kind) else sha256
    identity = actor_id(key, speaker.kind, scope)
    document_key_of_scope = document_key(scope) if scope else None
    name = one_line(speaker.name)
    row = {"id": identity, "name": name, "kind": str(speaker.kind), "key": key, "document_key": document_key_of_scope}
    actor_row = rows.actors.setdefault(identity, row)
    if name != actor_row["name"] and preference(name, key) > preference(actor_row["name"], key):
        actor_row["name"] = name
    source = " ".join(span.of(document.text) for span in statement.source)
    for alias, folded in aliases(source, speaker).items():
        rows.aliases[identity, alias] = {"actor_id": identity, "alias": alias, "folded": folded[:MAX_KEY]}
    _add_affiliation(rows, speaker, identity, number)
    return identity


def _add_affiliation(rows: ExtractionRows, speaker: Speaker, actor: str, number: int) -> None:
    organization, role = one_line(speaker.affiliation or ""), one_line(speaker.role or "")
    key = term(organization)
    if not organization or not key or len(organization) > MAX_KEY or len(role) > MAX_KEY:
        return
    row = {"actor_id": actor, "organization": organization, "role": role, "organization_key": key}
    rows.affiliations.setdefault((actor, organization, role), row | {"statement_number": number})


def _add_stances(rows: ExtractionRows, statement: Statement, number: int) -> None:
    actors_by_key = {actor["key"]: identity for identity, actor in sorted(rows.actors.items())}
    for position, stance in enumerate(statement.stances):
        key = term(stance.target)
        if key is None:
            continue
        actor = actors_by_key.get(key) or actors_by_key.get(name_key(stance.target, ActorKind.PERSON))
        rows.terms.add(("target", key))
        rows.stances.append(
            {"statement_number": number, "position": position, "target": stance.target, "target_key": key,
             "target_kind": stance.kind, "target_actor_id": actor if stance.kind == "actor" else None,
             "label": str(stance.label), "score": float(stance.score), "unclear": stance.unclear, "reviewed": False,
             **_places("target", stance.mention), **_places("evidence", stance.evidence)}
        )  # fmt: skip


def _places(name: str, span: Span | None) -> Row:
    """The columns of a span that may be None."""
    return {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}
