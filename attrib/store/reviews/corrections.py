"""What a person says of a statement, as the columns of reviews."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from attrib.data import NO_STANCE, Assertion, ReviewField, Span, StatementType
from attrib.errors import StoreError
from attrib.store.actors.naming import usable_name
from attrib.store.naming.terms import note_terms, term
from attrib.store.reviews.bounds import content_of, parts_of
from attrib.store.reviews.quoting import quoted, verbatim
from attrib.store.reviews.speakers import known_actor, named_speaker
from attrib.store.reviews.values import STANCE_COLUMNS, VALUES
from attrib.store.schema.actors import ACTIVE_REVIEW, ReviewRow
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StanceRow

SqlRow = Row[*tuple[Any, ...]]
Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a statement; None leaves a field unchanged, an empty role or affiliation clears it.

    `speaker` is a name or an id, UNKNOWN for nobody known, or a name behind "new:" for somebody new. `stance` is a
    label or NO_STANCE; without a `target` it concerns the statement's only target. `quote` is words of the article that
    are the whole quote, its pieces joined by " […] "; `at` is where they begin, if they stand there several times.
    """

    verdict: str | None = None
    speaker: str | None = None
    type: StatementType | None = None
    assertion: Assertion | None = None
    role: str | None = None
    affiliation: str | None = None
    stance: str | None = None
    target: str | None = None
    quote: str | None = None
    at: int | None = None


def review_columns(
    session: Connection, statement: SqlRow, correction: Correction, remarks: list[str]
) -> Iterator[Columns]:
    """The columns of a review of each field that the correction sets; what to say of names is added to `remarks`."""
    machine = statement.machine["values"] if statement.machine else statement._mapping
    if correction.verdict is not None:
        yield {"field": str(ReviewField.VERDICT), "corrected_value": correction.verdict}
    if correction.speaker is not None:
        speaker = named_speaker(session, correction.speaker, statement)
        remarks += [speaker.remark] if speaker.remark and speaker.remark not in remarks else []
        yield {"field": str(ReviewField.SPEAKER), "corrected_value": speaker.name, "actor_id": speaker.actor_id,
               "machine_value": machine["speaker"]}  # fmt: skip
    for kind, chosen in ((ReviewField.TYPE, correction.type), (ReviewField.ASSERTION, correction.assertion)):
        if chosen is not None:
            yield {"field": str(kind), "corrected_value": str(chosen), "machine_value": machine[str(kind)]}
    for field, value in ((ReviewField.ROLE, correction.role), (ReviewField.AFFILIATION, correction.affiliation)):
        if value is not None:
            name = usable_name(value) if value.strip() else None
            note_terms(session, str(field), term(name))
            yield {"field": str(field), "corrected_value": name, "machine_value": machine[str(field)]}
    if correction.quote is not None:
        yield _quote(session, statement, correction.quote, correction.at)
    if correction.stance is not None:
        yield _stance(session, statement, correction.stance, correction.target)


def _quote(connection: Connection, statement: SqlRow, words: str, at: int | None) -> Columns:
    """The columns of a corrected quote. Raises as `quoted`, and StoreError where it is the quote already."""
    text = str(connection.scalar(select(DocumentRow.text).where(DocumentRow.key == statement.document_key)))
    now, machine = parts_of(connection, statement.number), statement.machine or {}
    content = quoted(text, words, present=Span(statement.start, statement.end), at=at)
    if list(content) == list(content_of(now)):
        raise StoreError("that is its quote already; give the words that it should be")
    before = machine.get("spans") or now
    stances = machine.get("stances")
    if stances is None:
        query = select(*STANCE_COLUMNS).where(StanceRow.statement_number == statement.number)
        stances = [dict(row) for row in connection.execute(query.order_by(StanceRow.position)).mappings()]
    values = machine.get("values") or {name: statement._mapping[name] for name in VALUES}
    details = {"values": values, "stances": stances, "found": not _was_added(connection, statement)}
    details["spans"] = before | {"content": [list(span) for span in content]}
    return {"field": str(ReviewField.QUOTE), "corrected_value": verbatim(text, content), "details": details,
            "machine_value": verbatim(text, content_of(before))}  # fmt: skip


def _was_added(connection: Connection, statement: SqlRow) -> bool:
    """Whether a person added a statement, rather than correct the quote of one that a run found."""
    if not statement.added:
        return False
    start, end = statement.machine["anchor"]
    here = (ReviewRow.document_key == statement.document_key, ReviewRow.start == start, ReviewRow.end == end)
    adding = select(ReviewRow.id).where(*here, ReviewRow.field == str(ReviewField.ADDED), ACTIVE_REVIEW)
    return connection.scalar(adding.limit(1)) is not None


def _stance(session: Connection, statement: SqlRow, stance: str, target: str | None) -> Columns:
    """The columns of a stance; a target with the same name or the same actor as an existing target is that target.

    Raises StoreError where the target is unclear, and where there is no stance to remove.
    """
    query = select(StanceRow.target, StanceRow.target_key, StanceRow.target_actor_id, StanceRow.label)
    stances_query = query.where(StanceRow.statement_number == statement.number).order_by(StanceRow.position)
    stances: list[dict[str, Any]] = [dict(row) for row in session.execute(stances_query).mappings()]
    before = statement.machine["stances"] if statement.machine else None
    machine = {row["target_key"]: row["label"] for row in (stances if before is None else before)}
    stances += [row for row in before or () if row["target_key"] not in {row["target_key"] for row in stances}]
    if target is None and len(stances) != 1:
        targets = ", ".join(repr(row["target"]) for row in stances) or "none yet"
        raise StoreError(f"the stance {stance!r} needs a --target; the statement's targets: {targets}")
    name = stances[0]["target"] if target is None else usable_name(target)
    actor = None if target is None else known_actor(session, name)
    matches = [row for row in stances if row["target_key"] == term(name)]
    matches = matches or [row for row in stances if actor is not None and row["target_actor_id"] == actor]
    if not matches and stance == NO_STANCE:
        targets = ", ".join(repr(row["target"]) for row in stances) or "it has none"
        raise StoreError(f"the statement has no stance towards {name!r} to remove; its targets: {targets}")
    row = matches[0] if matches else {"target": name, "target_key": term(name), "target_actor_id": actor}
    note_terms(session, "target", row["target_key"])
    columns = {"corrected_value": stance, "machine_value": machine.get(row["target_key"])}
    return columns | {"field": str(ReviewField.STANCE), "target": row["target"], "target_key": row["target_key"],
                   "actor_id": row["target_actor_id"]}  # fmt: skip
