"""People's word on whether two statements make the same claim: recorded, listed, undone; none is ever deleted."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, or_, select

from attrib.data.claims import ClaimJudgement, ClaimVerdict
from attrib.errors import StoreError
from attrib.store.claims.anchors import anchored, anchors_of
from attrib.store.claims.clusters import regroup
from attrib.store.claims.locking import lock_claims
from attrib.store.claims.moving import Anchor, places_today, with_older
from attrib.store.database.session import Database
from attrib.store.schema.base import content_key
from attrib.store.schema.claims import ACTIVE_CLAIM_JUDGEMENT, ClaimJudgementRow
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StatementRow
from attrib.store.statements.histories import Decision, decide, judged_before, undo_decided
from attrib.store.statements.ids import beginning_with

LISTED_BY = "attrib claims judgements"
SqlRow = Row[*tuple[Any, ...]]


def judge_claims(
    database: Database, verdict: ClaimVerdict, ids: Sequence[str], by: str, note: str | None = None
) -> str:
    """Judge that the first statement makes the same claim as each other one, or a different one; the batch to undo.

    Raises NotFoundError and AmbiguousNameError for an id, and StoreError for a statement given twice, for what an
    active judgement says already or denies, and for a blank `by`.
    """
    with database.begin() as connection:
        lock_claims(connection)
        statements = [_statement(connection, each) for each in ids]
        if len({row.id for row in statements}) < len(statements) or len(statements) < 2:
            raise StoreError("a judgement is about two statements or more, each given once")
        decision = decide(connection, ClaimJudgementRow, by, note)
        rows = [_row(decision, verdict, statements[0], other) for other in statements[1:]]
        for row in rows:
            _refuse_known(connection, row)
        connection.execute(insert(ClaimJudgementRow), rows)
        _regroup_around(connection, rows)
        return decision.batch


def _statement(connection: Connection, identity: str) -> SqlRow:
    _, number = beginning_with(connection, identity)
    return connection.execute(select(StatementRow.__table__).where(StatementRow.number == number)).one()


def _row(decision: Decision, verdict: ClaimVerdict, one: SqlRow, other: SqlRow) -> dict[str, Any]:
    identity = f"{content_key('claim judgement', decision.batch, one.id, other.id):016x}"
    stamp = {"batch": decision.batch, "judged_by": decision.by, "judged_at": decision.at, "note": decision.note}
    first = {"statement_id": one.id, "document_key": one.document_key, "start": one.start, "end": one.end}
    second = {"statement_id": other.id, "document_key": other.document_key, "start": other.start, "end": other.end}
    places = first | {f"other_{name}": value for name, value in second.items()}
    return dict.fromkeys(ClaimJudgementRow.__table__.columns.keys()) | places | stamp | {
        "id": identity, "verdict": str(verdict)
    }  # fmt: skip


def _refuse_known(connection: Connection, row: dict[str, Any]) -> None:
    """Raise StoreError where an active judgement is about the same two statements."""
    wanted = set(anchors_of(row))
    active = select(ClaimJudgementRow.__table__).where(ACTIVE_CLAIM_JUDGEMENT)
    for known in connection.execute(active.where(_about(connection, [at[0] for at in wanted]))).all():
        if set(places_today(connection, anchors_of(known._asdict())).values()) == wanted:
            says = "so already" if known.verdict == row["verdict"] else f"that they are {known.verdict}"
            raise judged_before(known, says, "attrib claims undo")


def _regroup_around(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Find anew the claims that some judgements are about."""
    places = anchored(connection, {anchor for row in rows for anchor in anchors_of(row)})
    regroup(connection, {found.utterance for found in places.values() if found.utterance is not None})


def undo_judgement(database: Database, identity: str, by: str) -> list[ClaimJudgement]:
    """Undo a judgement, or all of one command, by the start of an id; what was undone.

    Raises NotFoundError, AmbiguousNameError, or StoreError where it is undone already.
    """
    with database.begin() as connection:
        lock_claims(connection)
        active = undo_decided(connection, ClaimJudgementRow, identity, LISTED_BY, by)
        which = ClaimJudgementRow.id.in_([row.id for row in active])
        _regroup_around(connection, [row._asdict() for row in active])
        return _listed(connection, which)


def list_judgements(
    database: Database, *, statement: str | None = None, undone: bool = False, limit: int | None = None
) -> list[ClaimJudgement]:
    """Judgements on claims, the latest first; of one statement's article if given. Raises as `get` for its id."""
    with database.session() as connection:
        restrictions: list[ColumnElement[bool]] = [] if undone else [ACTIVE_CLAIM_JUDGEMENT]
        if statement is not None:
            restrictions.append(_about(connection, [_statement(connection, statement).document_key]))
        return _listed(connection, *restrictions, limit=limit)


def judgements_about(
    connection: Connection, statements: Collection[str], documents: Collection[int]
) -> tuple[ClaimJudgement, ...]:
    """The judgements, undone ones too, on some statements of today, which stand in some documents; the latest first."""
    every = _listed(connection, _about(connection, documents))
    return tuple(item for item in every if item.statement_id in statements or item.other_id in statements)


def _about(connection: Connection, documents: Collection[int]) -> ColumnElement[bool]:
    """A condition: a judgement on a statement of some documents, or of their older texts."""
    keys = sorted(with_older(connection, documents))
    return or_(ClaimJudgementRow.document_key.in_(keys), ClaimJudgementRow.other_document_key.in_(keys))


def _listed(connection: Connection, *which: ColumnElement[bool], limit: int | None = None) -> list[ClaimJudgement]:
    query = select(ClaimJudgementRow.__table__).where(*which).limit(limit)
    rows = connection.execute(query.order_by(ClaimJudgementRow.judged_at.desc(), ClaimJudgementRow.id)).all()
    places = anchored(connection, {anchor for row in rows for anchor in anchors_of(row._asdict())})
    found = []
    for row in rows:
        ids, words = [row.statement_id, row.other_statement_id], []
        for side, anchor in enumerate(anchors_of(row._asdict())):
            if anchor in places:
                ids[side] = places[anchor].statement_id
            words.append(_words(connection, anchor))
        same = ("id", "batch", "note", "judged_by", "judged_at", "undone_by", "undone_at")
        values = {name: getattr(row, name) for name in same}
        judged = ClaimJudgement(verdict=ClaimVerdict(row.verdict), statement_id=ids[0], words=words[0],
                                other_id=ids[1], other_words=words[1], **values)  # fmt: skip
        found.append(judged)
    return found


def _words(connection: Connection, anchor: Anchor) -> str:
    """The words at a place of a document."""
    document, start, end = anchor
    text = connection.scalar(select(DocumentRow.text).where(DocumentRow.key == document))
    return str(text)[start:end]
