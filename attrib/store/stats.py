"""Counts of a database's contents, for `attrib db stats`."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, Select, func, select, text, true

from attrib.data import RunSummary
from attrib.store.database.migrate import current
from attrib.store.database.session import Database
from attrib.store.reviews.listing import FOLLOWED_NOWHERE
from attrib.store.runs.listing import run_summaries
from attrib.store.schema.actors import ActorRow, ReviewRow
from attrib.store.schema.columns import moment
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.runs import ExtractionRow
from attrib.store.schema.statements import UNDATED, StanceRow, StatementRow

Tally = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of a database's contents.

    `statements` are those that search shows: neither those of earlier runs, which are `older_statements`, nor those of
    the newest that people have rejected, `rejected_statements`. `copies` are documents that copy another one, and
    `copied_statements` the statements that they have of it; `outlets` are those of documents, `independent` counts the
    ones that have published something of their own.
    """

    url: str
    schema: str
    size: int
    documents: int
    extracted: int
    copies: int
    independent: int
    statements: int
    copied_statements: int
    older_statements: int
    rejected_statements: int
    with_speaker: int
    actors: int
    stances: int
    reviews: int
    first_at: datetime | None
    last_at: datetime | None
    types: Tally
    assertions: Tally
    kinds: Tally
    outlets: Tally
    languages: Tally
    runs: tuple[RunSummary, ...]


def stats(database: Database) -> Stats:
    """Count everything; `size` is in bytes, dates are of publication, the most frequent come first."""
    schema = current(database.engine) or ""
    canonical = StatementRow.current == true()
    counted = select(func.count()).select_from(StatementRow)
    of_run = (StatementRow.document_key == ExtractionRow.document_key) & (StatementRow.run_id == ExtractionRow.run_id)
    by_run = counted.join(ExtractionRow, of_run)
    newest = ExtractionRow.current == true()
    documents = select(func.count()).select_from(DocumentRow)
    outlets = select(func.count(DocumentRow.outlet.distinct()))
    dated = select(func.max(StatementRow.date_order), func.min(StatementRow.date_order))
    with database.session() as session:
        first, last = session.execute(dated.where(canonical, StatementRow.date_order < UNDATED)).one()
        return Stats(
            url=database.url,
            schema=schema,
            size=_size(session, database),
            documents=_count(session, documents),
            extracted=_count(session, select(func.count(ExtractionRow.document_key.distinct()))),
            copies=_count(session, documents.where(DocumentRow.copy_of.is_not(None))),
            independent=_count(session, outlets.where(DocumentRow.copy_of.is_(None))),
            statements=_count(session, counted.where(canonical)),
            copied_statements=_count(session, counted.where(canonical, StatementRow.copied == true())),
            older_statements=_count(session, by_run.where(~newest)),
            rejected_statements=_count(session, by_run.where(newest, ~canonical)),
            with_speaker=_count(session, counted.where(canonical, StatementRow.actor_id.is_not(None))),
            actors=_count(session, select(func.count()).select_from(ActorRow).where(ActorRow.canonical_id.is_(None))),
            stances=_count(session, select(func.count()).select_from(StanceRow)),
            reviews=_count(session, select(func.count()).select_from(ReviewRow).where(FOLLOWED_NOWHERE)),
            first_at=moment(first),
            last_at=moment(last),
            types=_tally(session, select(StatementRow.type, func.count()).where(canonical).group_by(StatementRow.type)),
            assertions=_tally(
                session, select(StatementRow.assertion, func.count()).where(canonical).group_by(StatementRow.assertion)
            ),
            kinds=_tally(session, _kinds()),
            outlets=_tally(session, select(DocumentRow.outlet, func.count()).group_by(DocumentRow.outlet)),
            languages=_tally(session, select(DocumentRow.language, func.count()).group_by(DocumentRow.language)),
            runs=tuple(run_summaries(session)),
        )


def _kinds() -> Select[str, int]:
    """The number of canonical actors of each kind."""
    kind: ColumnElement[str] = func.coalesce(ActorRow.given_kind, ActorRow.kind)
    return select(kind, func.count()).where(ActorRow.canonical_id.is_(None)).group_by(kind)


def _count(session: Connection, query: Select[int]) -> int:
    return session.scalars(query).one()


def _tally(session: Connection, query: Select[str | None, int] | Select[str, int]) -> Tally:
    counts = [(value or "unknown", count) for value, count in session.execute(query)]
    return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0])))


def _size(session: Connection, database: Database) -> int:
    """Bytes on disk, with the write-ahead log on SQLite; 0 for a database in memory."""
    if database.dialect == "postgresql":
        return int(session.scalars(text("SELECT pg_database_size(current_database())")).one())
    file = database.engine.url.database or ""
    return sum(path.stat().st_size for path in (Path(file), Path(file + "-wal")) if path.is_file())
