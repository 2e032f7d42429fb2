"""The runs of a database, and lookup of a run by the first digits of its id."""

from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, true

from attrib.data import RunSummary
from attrib.errors import AmbiguousNameError, NotFoundError
from attrib.store.database.session import Database
from attrib.store.schema.runs import ExtractionRow, RunRow

SqlRow = Row[*tuple[Any, ...]]

RUN_DIGITS = 16
_DIGITS = set("0123456789abcdef")


def list_runs(database: Database) -> list[RunSummary]:
    """Every run with the numbers of what it has read, the oldest first."""
    with database.session() as session:
        return run_summaries(session)


def run_summaries(session: Connection) -> list[RunSummary]:
    """As `list_runs`, within a session."""
    counts = {row.run_id: row for row in session.execute(_counts())}
    runs = session.execute(select(RunRow.__table__).order_by(RunRow.first_at, RunRow.id))
    return [_summary(row, counts.get(row.id)) for row in runs]


def _counts() -> Select[*tuple[Any, ...]]:
    newest = func.count().filter(ExtractionRow.current == true())
    counts = (func.count().label("documents"), newest.label("newest"), func.sum(ExtractionRow.statements).label("all"))
    columns = (ExtractionRow.run_id, func.max(ExtractionRow.finished_at).label("last_at"), *counts)
    return select(*columns).group_by(ExtractionRow.run_id)


def _summary(row: SqlRow, counted: SqlRow | None) -> RunSummary:
    documents, newest, statements = (counted.documents, counted.newest, counted.all) if counted else (0, 0, 0)
    return RunSummary(
        id=row.id,
        model=row.model,
        weights_digest=row.weights_digest,
        code_version=row.code_version,
        first_at=row.first_at,
        last_at=counted.last_at if counted else None,
        documents=documents,
        current_documents=newest,
        statements=statements,
        settings=row.settings,
    )


def find_run(database: Database, digits: str) -> RunSummary:
    """The run whose id starts with some digits.

    Raises NotFoundError where there is none and AmbiguousNameError where there are several.
    """
    prefix = digits.strip().lower()
    runs = list_runs(database)
    matches = [run for run in runs if prefix and not set(prefix) - _DIGITS and run.id.startswith(prefix)]
    if not matches:
        raise NotFoundError(
            f"no run has the id {digits!r}; ids are {RUN_DIGITS} hexadecimal digits or their first few,"
            " as `attrib db runs` lists them"
        )
    if len(matches) > 1:
        ids = ", ".join(run.id for run in matches)
        raise AmbiguousNameError(f"run id {digits!r} fits several: {ids}; give more digits")
    return matches[0]
