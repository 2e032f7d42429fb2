"""People's word on whether a fact check is about what a statement claims: recorded, listed, undone; none is deleted."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select

from attrib.data.checks import CheckJudgement, CheckVerdict
from attrib.errors import StoreError
from attrib.store.checks.listing import check_key
from attrib.store.checks.verdicts import anchor_of, apply_verdicts
from attrib.store.claims.anchors import anchored
from attrib.store.claims.moving import with_older
from attrib.store.database.session import Database
from attrib.store.schema.base import content_key
from attrib.store.schema.checks import ACTIVE_CHECK_JUDGEMENT, CheckJudgementRow, FactCheckRow
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StatementRow
from attrib.store.statements.checks import check_id
from attrib.store.statements.histories import decide, judged_before, undo_decided
from attrib.store.statements.ids import beginning_with

LISTED_BY = "attrib checks judgements"
SqlRow = Row[*tuple[Any, ...]]


def judge_match(
    database: Database, verdict: CheckVerdict, statement: str, checks: Sequence[str], by: str, note: str | None = None
) -> str:
    """Judge that fact checks are about what a statement claims, or are not; the batch to undo.

    Raises NotFoundError and AmbiguousNameError for an id, and StoreError for a check given twice, for what an active
    judgement says already or denies, and for a blank `by`.
    """
    with database.begin() as connection:
        row = _statement(connection, statement)
        keys = [check_key(connection, each) for each in checks]
        if not keys or len(set(keys)) < len(keys):
            raise StoreError("a judgement is about one fact check or more, each given once")
        decision = decide(connection, CheckJudgementRow, by, note)
        for key in keys:
            _refuse_known(connection, row, key, verdict)
        place = {"statement_id": row.id, "document_key": row.document_key, "start": row.start, "end": row.end}
        stamp = {"batch": decision.batch, "note": decision.note, "judged_by": decision.by, "judged_at": decision.at}
        rows = [
            place | stamp | {
                "id": f"{content_key('check judgement', decision.batch, row.id, str(key)):016x}",
                "verdict": str(verdict), "check_key": key,
            }
            for key in keys
        ]  # fmt: skip
        connection.execute(insert(CheckJudgementRow), rows)
        apply_verdicts(connection, {row.document_key})
        return decision.batch


def _statement(connection: Connection, identity: str) -> SqlRow:
    _, number = beginning_with(connection, identity)
    return connection.execute(select(StatementRow.__table__).where(StatementRow.number == number)).one()


def _refuse_known(connection: Connection, row: SqlRow, key: int, verdict: CheckVerdict) -> None:
    """Raise StoreError where an active judgement is about the same statement and check."""
    documents = with_older(connection, {row.document_key})
    same = (CheckJudgementRow.document_key.in_(documents), CheckJudgementRow.check_key == key)
    judged = connection.execute(select(CheckJudgementRow.__table__).where(ACTIVE_CHECK_JUDGEMENT, *same)).all()
    own = anchor_of(row)
    places = anchored(connection, {own, *map(anchor_of, judged)})
    for known in judged:
        if anchor_of(known) != own and (own not in places or places.get(anchor_of(known)) != places[own]):
            continue
        says = "so already" if known.verdict == verdict else f"the contrary ({known.verdict})"
        raise judged_before(known, says, "attrib checks undo")


def undo_match_judgement(database: Database, identity: str, by: str) -> list[CheckJudgement]:
    """Undo a judgement, or all of one command, by the start of an id; what was undone.

    Raises NotFoundError, AmbiguousNameError, or StoreError where it is undone already.
    """
    with database.begin() as connection:
        active = undo_decided(connection, CheckJudgementRow, identity, LISTED_BY, by)
        which = CheckJudgementRow.id.in_([row.id for row in active])
        apply_verdicts(connection, {row.document_key for row in active})
        return _listed(connection, which)


def list_match_judgements(
    database: Database, *, statement: str | None = None, undone: bool = False, limit: int | None = None
) -> list[CheckJudgement]:
    """Judgements on matches, the latest first; of one statement's article if given. Raises as `get` for its id."""
    with database.session() as connection:
        restrictions: list[ColumnElement[bool]] = [] if undone else [ACTIVE_CHECK_JUDGEMENT]
        if statement is not None:
            documents = with_older(connection, {_statement(connection, statement).document_key})
            restrictions.append(CheckJudgementRow.document_key.in_(documents))
        return _listed(connection, *restrictions, limit=limit)


def _listed(connection: Connection, *which: ColumnElement[bool], limit: int | None = None) -> list[CheckJudgement]:
    length = CheckJudgementRow.end - CheckJudgementRow.start
    words = func.substr(DocumentRow.text, CheckJudgementRow.start + 1, length).label("words")
    query = (
        select(CheckJudgementRow.__table__, FactCheckRow.claim, words)
        .join(FactCheckRow, FactCheckRow.key == CheckJudgementRow.check_key)
        .join(DocumentRow, DocumentRow.key == CheckJudgementRow.document_key)
        .where(*which)
        .order_by(CheckJudgementRow.judged_at.desc(), CheckJudgementRow.id)
        .limit(limit)
    )
    rows = connection.execute(query).all()
    places = anchored(connection, map(anchor_of, rows))
    same = ("id", "batch", "words", "claim", "note", "judged_by", "judged_at", "undone_by", "undone_at")
    return [
        CheckJudgement(
            verdict=CheckVerdict(row.verdict),
            statement_id=places[anchor_of(row)].statement_id if anchor_of(row) in places else row.statement_id,
            check_id=check_id(row.check_key),
            **{name: getattr(row, name) for name in same},
        )
        for row in rows
    ]
