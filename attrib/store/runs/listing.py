"""The runs of a database, and one of them by the first digits of its id."""

from typing import Any

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import Session

from attrib.data import RunSummary
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.database.session import Database
from attrib.store.schema.statements import ExtractionRow, RunRow

RUN_DIGITS = 16
_DIGITS = set("0123456789abcdef")


def list_runs(database: Database) -> list[RunSummary]:
    """Every run with how much it has read, the oldest first."""
    with database.session() as session:
        return run_summaries(session)


def run_summaries(session: Session) -> list[RunSummary]:
    """The same within a session."""
    query = _summaries().order_by(RunRow.first_at, RunRow.id)
    settings = {row.id: row.settings for row in session.execute(select(RunRow.id, RunRow.settings))}
    return [RunSummary(*row, settings[row.id]) for row in session.execute(query)]


def _summaries() -> Select[*tuple[Any, ...]]:
    newest = func.count().filter(ExtractionRow.current == true())
    statements = func.coalesce(func.sum(ExtractionRow.statements), 0)
    own = (RunRow.id, RunRow.model, RunRow.weights_digest, RunRow.code_version, RunRow.first_at)
    read = (func.max(ExtractionRow.finished_at), func.count(ExtractionRow.document_key), newest, statements)
    return select(*own, *read).outerjoin(ExtractionRow, ExtractionRow.run_id == RunRow.id).group_by(*own)


def find_run(database: Database, digits: str) -> RunSummary:
    """The run whose id begins with some digits.

    Raises NotFoundError where none does and AmbiguousNameError where several do.
    """
    wanted = digits.strip().lower()
    runs = list_runs(database)
    found = [run for run in runs if wanted and not set(wanted) - _DIGITS and run.id.startswith(wanted)]
    if not found:
        raise NotFoundError(
            f"no run has the id {digits!r}; ids are {RUN_DIGITS} hexadecimal digits or their first few,"
            " as `attrib db runs` lists them"
        )
    if len(found) > 1:
        listed = ", ".join(run.id for run in found)
        raise AmbiguousNameError(f"run id {digits!r} fits several: {listed}; give more digits")
    return found[0]
