"""Stances summed up: how many for and against, first and last, and where neighbours in time differ."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, literal_column, select, true

from attrib.data import StanceLabel
from attrib.data.positions import Reversal, StanceTaken
from attrib.store.schema.actors import CANONICAL, ActorRow
from attrib.store.schema.statements import UNDATED, StanceRow, StatementRow
from attrib.store.search.dates import DATE_KNOWN, date_text
from attrib.store.search.meanings import Meanings, short_targets
from attrib.store.search.nearness import join_by_vectors
from attrib.store.statements.records import records

_BATCH = 400
StanceRows = list[Row[*tuple[Any, ...]]]
Stance = Row[*tuple[Any, ...]]
Pair = tuple[Stance, Stance]
Taken = dict[tuple[int, int], StanceTaken]


def stance_rows(session: Connection, restrictions: Sequence[ColumnElement[bool]]) -> StanceRows:
    """The stances that fit, the oldest first and undated ones before them, with speaker, document and actor."""
    # The sign keeps SQLite from scanning all current statements.
    sqlite = session.dialect.name == "sqlite"
    current = literal_column("+statements.current") == 1 if sqlite else StatementRow.current == true()
    query = (
        select(
            StanceRow.__table__,
            StatementRow.date_order,
            DATE_KNOWN.label("date_known"),
            StatementRow.document_key,
            StatementRow.actor_id.label("speaker_id"),
            CANONICAL.label("canonical"),
        )
        .join(StatementRow, StatementRow.number == StanceRow.statement_number)
        .outerjoin(ActorRow, ActorRow.id == StanceRow.target_actor_id)
        .where(*restrictions, current)
        .order_by(
            StatementRow.date_order.desc(), StatementRow.document_key, StatementRow.start, StatementRow.number,
            StanceRow.position,
        )
    )  # fmt: skip
    return list(session.execute(query))


def meanings_of(
    session: Connection,
    rows: StanceRows,
    restrictions: Sequence[ColumnElement[bool]],
    encoder: str | None,
    only: Sequence[ColumnElement[bool]] = (),
) -> Meanings:
    """What targets mean that are short for others, in their article or, by sentence vectors, in that of another row.

    `restrictions` choose the documents, `only` the stances there that are looked at.
    """
    short = short_targets(session, restrictions, only)
    if encoder is None:
        return short
    topics = [row for row in rows if row.target_kind == "topic"]
    return join_by_vectors(
        session, encoder, short, [(row.statement_number, row.document_key, row.target_key) for row in topics]
    )


def without_neutral(rows: StanceRows, *, neutral: bool) -> tuple[StanceRows, int]:
    """The rows with a side, and how many statements are left out for it; all rows with `neutral`."""
    if neutral:
        return rows, 0
    kept = [row for row in rows if row.label != StanceLabel.NEUTRAL]
    return kept, len({row.statement_number for row in rows} - {row.statement_number for row in kept})


def reversals(rows: Sequence[Stance]) -> list[Pair]:
    """(newer, older) neighbours in time with opposite labels, the newest first; rows come oldest first."""
    sides = [row for row in rows if row.label != StanceLabel.NEUTRAL and row.date_order != UNDATED]
    pairs = [
        (newer, older)
        for older, newer in pairwise(sides)
        if newer.label != older.label and newer.statement_number != older.statement_number
    ]
    return pairs[::-1]


def stances_taken(session: Connection, pairs: Iterable[Sequence[Pair]]) -> Taken:
    """The stances of some reversals with their statements, by statement number and position."""
    rows = [row for some in pairs for pair in some for row in pair]
    numbers = sorted({row.statement_number for row in rows})
    by_number = {
        number: record
        for start in range(0, len(numbers), _BATCH)
        for number, record in zip(
            numbers[start : start + _BATCH], records(session, numbers[start : start + _BATCH]), strict=True
        )
    }
    taken: Taken = {}
    for row in rows:
        record = by_number[row.statement_number]
        taken[row.statement_number, row.position] = StanceTaken(
            statement_id=record.statement_id,
            label=StanceLabel(row.label),
            score=row.score,
            published_at=record.published_at,
            outlet=record.outlet or record.title,
            quote=record.quote,
            url=record.url,
            reviewed=row.reviewed,
            target=row.target,
            cue=record.cue,
            assertion=record.assertion,
            published_precision=record.published_precision,
        )
    return taken


def sum_up(rows: Sequence[Stance], pairs: Sequence[Pair], taken: Taken) -> dict[str, Any]:
    """The fields of `Sides` for some stances; several with one side in one statement count once."""
    counts = Counter(label for _, label in {(row.statement_number, row.label) for row in rows})
    dates = [row.date_known for row in rows if row.date_known is not None]
    return {
        "support": counts[StanceLabel.SUPPORT],
        "oppose": counts[StanceLabel.OPPOSE],
        "neutral": counts[StanceLabel.NEUTRAL],
        "score": sum(row.score for row in rows) / len(rows),
        "first": date_text(max(dates, default=None)),
        "last": date_text(min(dates, default=None)),
        "reversals": tuple(Reversal(*(taken[row.statement_number, row.position] for row in pair)) for pair in pairs),
    }
