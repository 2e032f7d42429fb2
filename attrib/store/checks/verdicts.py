"""What people's judgements on statements and fact checks say of the statements of today."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from attrib.store.claims.anchors import anchored
from attrib.store.claims.moving import Anchor, newest_of
from attrib.store.database.chunks import chunks
from attrib.store.schema.checks import CheckJudgementRow, CheckMatchRow

SqlRow = Row[*tuple[Any, ...]]


def anchor_of(row: SqlRow) -> Anchor:
    """The place that a row of `check_judgements`, or of `statements`, is about."""
    return row.document_key, row.start, row.end


def apply_verdicts(connection: Connection, documents: Collection[int]) -> None:
    """Set the verdicts of the matches in some documents to what the active judgements say; of two the latest holds.

    Judgements on older texts of a document count where their words stand in the newest.
    """
    rows: list[SqlRow] = []
    for some in chunks(sorted(_judged_in(connection, documents))):
        query = select(CheckJudgementRow.__table__).where(CheckJudgementRow.document_key.in_(some))
        rows += connection.execute(query.order_by(CheckJudgementRow.judged_at, CheckJudgementRow.id))
    places = anchored(connection, map(anchor_of, rows))
    said: dict[int, dict[int, str]] = defaultdict(dict)
    for row in rows:
        if anchor_of(row) in places:
            verdicts = said[places[anchor_of(row)].number]
            if row.undone_at is None:
                verdicts[row.check_key] = row.verdict
    for number, verdicts in said.items():
        _set(connection, number, verdicts)


def _judged_in(connection: Connection, documents: Collection[int]) -> set[int]:
    """The documents with judgements that have the same newest text as one of some documents."""
    judged = set(connection.scalars(select(CheckJudgementRow.document_key).distinct()))
    newest = newest_of(connection, judged | set(documents))
    wanted = {newest[document] for document in documents}
    return {document for document in judged if newest[document] in wanted}


def _set(connection: Connection, number: int, verdicts: dict[int, str]) -> None:
    """Set the verdicts on the matches of one statement, and no others; what only people told goes with their word."""
    here = CheckMatchRow.statement_number == number
    connection.execute(update(CheckMatchRow).where(here).values(verdict=None))
    connection.execute(delete(CheckMatchRow).where(here, CheckMatchRow.score.is_(None)))
    known = set(connection.scalars(select(CheckMatchRow.check_key).where(here)))
    for key, verdict in verdicts.items():
        if key in known:
            same = (here, CheckMatchRow.check_key == key)
            connection.execute(update(CheckMatchRow).where(*same).values(verdict=verdict))
        else:
            row = {"statement_number": number, "check_key": key, "verdict": verdict}
            connection.execute(insert(CheckMatchRow), [row])
