"""People's word on whether two statements are a change of mind: recorded, listed, undone; none is ever deleted."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, or_, select

from attrib.data import StatementRecord
from attrib.data.changes import ChangeJudgement
from attrib.data.checks import CheckVerdict
from attrib.errors import StoreError
from attrib.store.changes.order import surely_before
from attrib.store.claims.anchors import Anchored, anchored, anchors_of
from attrib.store.claims.moving import Anchor, with_older
from attrib.store.database.session import Database
from attrib.store.schema.base import aliased, content_key
from attrib.store.schema.changes import ACTIVE_CHANGE_JUDGEMENT, ChangeJudgementRow
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StatementRow
from attrib.store.statements.histories import decide, judged_before, undo_decided
from attrib.store.statements.ids import beginning_with
from attrib.store.statements.records import records

LISTED_BY = "attrib changes judgements"
SqlRow = Row[*tuple[Any, ...]]
Pair = tuple[int, int]  # numbers of the earlier and of the later statement
_OTHER = aliased(DocumentRow, "other")


def judge_change(
    database: Database, verdict: CheckVerdict, one: str, other: str, by: str, note: str | None = None
) -> str:
    """Judge that two statements of one actor are a change of mind, or are none; the batch to undo.

    Their dates say which is the earlier. Raises NotFoundError and AmbiguousNameError for an id, and StoreError for
    statements of two actors, of dates without an order, for what an active judgement says already or denies, and for a
    blank `by`.
    """
    with database.begin() as connection:
        numbers = [beginning_with(connection, each)[1] for each in (one, other)]
        earlier, later = _in_order(*records(connection, numbers))
        rows = {
            row.id: row
            for row in connection.execute(select(StatementRow.__table__).where(StatementRow.number.in_(numbers)))
        }
        decision = decide(connection, ChangeJudgementRow, by, note)
        row = _places(rows[earlier.statement_id]) | {
            f"other_{name}": value for name, value in _places(rows[later.statement_id]).items()
        }
        _refuse_known(connection, row, verdict)
        identity = f"{content_key('change judgement', decision.batch, earlier.statement_id, later.statement_id):016x}"
        stamp = {"note": decision.note, "judged_by": decision.by, "judged_at": decision.at}
        row |= stamp | {"id": identity, "batch": decision.batch, "verdict": str(verdict)}
        connection.execute(insert(ChangeJudgementRow), [row])
        return decision.batch


def _in_order(one: StatementRecord, other: StatementRecord) -> tuple[StatementRecord, StatementRecord]:
    """The earlier and the later one. Raises StoreError where they are not of one actor, or have no order."""
    ids = f"{one.statement_id[:8]} and {other.statement_id[:8]}"
    if one.actor_id is None or one.actor_id != other.actor_id:
        names = " and ".join(each.actor or "somebody unknown" for each in (one, other))
        raise StoreError(f"{ids} are by {names}; a change of mind is one speaker's (attrib actors merge joins names)")
    if surely_before(one, other):
        return one, other
    if surely_before(other, one):
        return other, one
    raise StoreError(f"{ids} have no order: one is undated, or both are of one day; attrib docs edit sets a date")


def _places(row: SqlRow) -> dict[str, Any]:
    return {"statement_id": row.id, "document_key": row.document_key, "start": row.start, "end": row.end}


def _refuse_known(connection: Connection, row: Mapping[str, Any], verdict: CheckVerdict) -> None:
    """Raise StoreError where an active judgement is about the same two statements."""
    own = anchors_of(row)
    documents = with_older(connection, {own[0][0]})
    query = select(ChangeJudgementRow.__table__).where(ACTIVE_CHANGE_JUDGEMENT)
    judged = connection.execute(query.where(ChangeJudgementRow.document_key.in_(documents))).all()
    ends = {known.id: anchors_of(known._asdict()) for known in judged}
    places = anchored(connection, {*own, *(anchor for pair in ends.values() for anchor in pair)})
    for known in judged:
        moved = [places.get(anchor) for anchor in ends[known.id]]
        if ends[known.id] == own or (None not in moved and moved == [places.get(anchor) for anchor in own]):
            says = "so already" if known.verdict == verdict else f"the contrary ({known.verdict})"
            raise judged_before(known, says, "attrib changes undo")


def undo_change_judgement(database: Database, identity: str, by: str) -> list[ChangeJudgement]:
    """Undo a judgement, or all of one command, by the start of an id; what was undone.

    Raises NotFoundError, AmbiguousNameError, or StoreError where it is undone already.
    """
    with database.begin() as connection:
        active = undo_decided(connection, ChangeJudgementRow, identity, LISTED_BY, by)
        which = ChangeJudgementRow.id.in_([row.id for row in active])
        return [judgement for _, judgement in _listed(connection, which)]


def list_change_judgements(
    database: Database, *, statement: str | None = None, undone: bool = False, limit: int | None = None
) -> list[ChangeJudgement]:
    """Judgements on changes of mind, the latest first; of one statement's article if given. Raises as `get`."""
    with database.session() as connection:
        restrictions: list[ColumnElement[bool]] = [] if undone else [ACTIVE_CHANGE_JUDGEMENT]
        if statement is not None:
            number = beginning_with(connection, statement)[1]
            document = connection.scalar(select(StatementRow.document_key).where(StatementRow.number == number))
            documents = with_older(connection, {int(document or 0)})
            ends = (ChangeJudgementRow.document_key, ChangeJudgementRow.other_document_key)
            restrictions.append(or_(*(end.in_(documents) for end in ends)))
        return [judgement for _, judgement in _listed(connection, *restrictions, limit=limit)]


def active_judgements(connection: Connection) -> dict[Pair, ChangeJudgement]:
    """The active judgements by the statements of today that they are about; of two on one pair the latest."""
    found: dict[Pair, ChangeJudgement] = {}
    for places, judgement in _listed(connection, ACTIVE_CHANGE_JUDGEMENT):
        if len(places) == 2:
            found.setdefault((places[0].number, places[1].number), judgement)
    return found


def _listed(
    connection: Connection, *which: ColumnElement[bool], limit: int | None = None
) -> list[tuple[list[Anchored], ChangeJudgement]]:
    """Judgements, the latest first, each with the statements of today at its places, as far as there are any."""
    table = ChangeJudgementRow
    words = func.substr(DocumentRow.text, table.start + 1, table.end - table.start)
    other_words = func.substr(_OTHER.text, table.other_start + 1, table.other_end - table.other_start)
    query = (
        select(table.__table__, words.label("words"), other_words.label("other_words"))
        .join(DocumentRow, DocumentRow.key == table.document_key)
        .join(_OTHER, _OTHER.key == table.other_document_key)
        .where(*which)
        .order_by(table.judged_at.desc(), table.id)
        .limit(limit)
    )
    rows = connection.execute(query).all()
    places = anchored(connection, {anchor for row in rows for anchor in anchors_of(row._asdict())})
    return [_judgement(row, anchors_of(row._asdict()), places) for row in rows]


def _judgement(
    row: SqlRow, anchors: tuple[Anchor, Anchor], places: Mapping[Anchor, Anchored]
) -> tuple[list[Anchored], ChangeJudgement]:
    ids = [
        places[anchor].statement_id if anchor in places else known
        for anchor, known in zip(anchors, (row.statement_id, row.other_statement_id), strict=True)
    ]
    same = ("id", "batch", "note", "judged_by", "judged_at", "undone_by", "undone_at")
    judgement = ChangeJudgement(
        verdict=CheckVerdict(row.verdict),
        earlier_id=ids[0],
        earlier_words=row.words,
        later_id=ids[1],
        later_words=row.other_words,
        **{name: getattr(row, name) for name in same},
    )
    return [places[anchor] for anchor in anchors if anchor in places], judgement
