"""Whether search shows a document: neither a deleted one, nor one with a newer text."""

from sqlalchemy import Connection, false, select, update

from attrib.store.copies.regrouping import regroup
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.runs import ExtractionRow
from attrib.store.schema.statements import SHOWN_OR_NOT, StatementRow


def is_hidden(connection: Connection, key: int) -> bool:
    """Whether a document is deleted or replaced."""
    columns = select(DocumentRow.deleted, DocumentRow.replaced_by).where(DocumentRow.key == key)
    deleted, replaced = connection.execute(columns).one()
    return deleted or replaced is not None


def refresh_shown(connection: Connection, key: int) -> None:
    """Bring in line what search shows of a document: its newest extraction, or nothing where it is hidden."""
    regroup(connection, key)
    here = ExtractionRow.document_key == key
    statements = update(StatementRow).where(SHOWN_OR_NOT, StatementRow.document_key == key)
    shown = connection.scalar(select(ExtractionRow.run_id).where(here, ExtractionRow.current))
    if is_hidden(connection, key):
        connection.execute(update(ExtractionRow).where(here, ExtractionRow.current).values(current=False))
        connection.execute(statements.values(current=False))
        return
    latest = select(ExtractionRow.run_id).where(here).order_by(ExtractionRow.finished_at.desc(), ExtractionRow.run_id)
    run = shown or connection.scalar(latest.limit(1))
    if run is None:
        return
    connection.execute(update(ExtractionRow).where(here).values(current=ExtractionRow.run_id == run))
    current = (StatementRow.run_id == run) & (StatementRow.rejected == false())
    connection.execute(statements.values(current=current))
