"""The numbers of a report: by speaker, outlet, target, date, confidence and reviewer."""

from collections import Counter
from collections.abc import Mapping, Sequence

from attrib.data import StanceLabel, StatementQuery, StatementRecord
from attrib.data.report import ReportNumbers
from attrib.services.rankings import by_outlet, by_speaker, by_target
from attrib.services.timeline import timeline
from attrib.store.search.behind import Behind

_LISTED = 15  # speakers, outlets and targets
_BANDS = (0.9, 0.7, 0.5, 0.3, 0.0)

Sides = Mapping[str, frozenset[StanceLabel]]


def numbers_of(records: Sequence[StatementRecord], known: Behind, query: StatementQuery) -> ReportNumbers:
    """The numbers of some statements, with what is known of what stands behind them and the query that found them."""
    sides = {record.statement_id: _sides(record, known.sides, query) for record in records}
    return ReportNumbers(
        speakers=by_speaker(records, sides, _LISTED),
        outlets=by_outlet(records, sides, _LISTED),
        targets=by_target(records, _LISTED),
        documents=len({record.document_sha256 for record in records}),
        independent=known.independent,
        sides=_side_numbers(records, sides),
        timeline=timeline(records, sides),
        bands=_bands(records),
        reviewed=sum(bool(record.reviews) for record in records),
        reviewers=_reviewers(records),
    )


def _sides(record: StatementRecord, stored: Sides, query: StatementQuery) -> frozenset[StanceLabel]:
    """The sides of a statement that a report counts: towards the topic if it is of one, else those asked for."""
    if query.about is not None and not query.target and record.about is not None:
        stance = record.about.stance
        return frozenset() if stance in (None, StanceLabel.NEUTRAL) else frozenset({stance})
    return stored.get(record.statement_id, frozenset())


def _side_numbers(records: Sequence[StatementRecord], sides: Sides) -> tuple[int, int, int]:
    support, oppose = (
        sum(label in sides[record.statement_id] for record in records)
        for label in (StanceLabel.SUPPORT, StanceLabel.OPPOSE)
    )
    reviewed = sum(any(stance.reviewed for stance in record.stances) for record in records)
    return support, oppose, reviewed


def _bands(records: Sequence[StatementRecord]) -> tuple[tuple[float, float, int], ...]:
    """The numbers of statements by confidence, the surest first."""
    counted = Counter(next(low for low in _BANDS if record.confidence >= low or low == 0) for record in records)
    return tuple((low, high, counted[low]) for low, high in zip(_BANDS, (1.0, *_BANDS), strict=False))


def _reviewers(records: Sequence[StatementRecord]) -> tuple[tuple[str, int], ...]:
    """Who reviewed how many of the statements, the busiest first."""
    pairs = {(review.reviewed_by, record.statement_id) for record in records for review in record.reviews}
    counted = Counter(name for name, _ in pairs)
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
