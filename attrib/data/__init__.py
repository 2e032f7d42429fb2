"""The values that flow through attrib: frozen, without files, models or databases.

Names are imported when they are first used, because a search needs few of them and waits for each.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attrib.data.comparison import Change, Difference, Finding, RunComparison
    from attrib.data.dates import DatePrecision
    from attrib.data.documents import Document, EntityKind, Mention, Problem
    from attrib.data.models import DigestCheck, ModelDetails, ModelInfo
    from attrib.data.notices import Notice, Way
    from attrib.data.occasions import Occasion, SaidBasis, SaidDates, SaidPrecision
    from attrib.data.queries import DOUBTFUL, FILTERS, NEAREST, SORTS, UNKNOWN, Bound, Filter, Place, StatementQuery
    from attrib.data.records import About, ActorSummary, StatementRecord
    from attrib.data.reviews import ACCEPTED, DELETED, NO_STANCE, NOT_IN_NEWER, REJECTED, Review, ReviewField
    from attrib.data.runs import Extraction, Run, RunSummary
    from attrib.data.spans import PrintedLine, Span, Spans
    from attrib.data.statements import (
        ActorKind,
        Assertion,
        Reason,
        Speaker,
        Stance,
        StanceLabel,
        Statement,
        StatementType,
        statement_id,
    )

_MODULES = {
    "attrib.data.comparison": "Change Difference Finding RunComparison",
    "attrib.data.dates": "DatePrecision",
    "attrib.data.documents": "Document EntityKind Mention Problem",
    "attrib.data.models": "DigestCheck ModelDetails ModelInfo",
    "attrib.data.notices": "Notice Way",
    "attrib.data.occasions": "Occasion SaidBasis SaidDates SaidPrecision",
    "attrib.data.queries": "DOUBTFUL FILTERS NEAREST SORTS UNKNOWN Bound Filter Place StatementQuery",
    "attrib.data.records": "About ActorSummary StatementRecord",
    "attrib.data.reviews": "ACCEPTED DELETED NOT_IN_NEWER NO_STANCE REJECTED Review ReviewField",
    "attrib.data.runs": "Extraction Run RunSummary",
    "attrib.data.spans": "PrintedLine Span Spans",
    "attrib.data.statements": (
        "ActorKind Assertion Reason Speaker Stance StanceLabel Statement StatementType statement_id"
    ),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [
    "ACCEPTED",
    "DELETED",
    "DOUBTFUL",
    "FILTERS",
    "NEAREST",
    "NOT_IN_NEWER",
    "NO_STANCE",
    "REJECTED",
    "SORTS",
    "UNKNOWN",
    "About",
    "ActorKind",
    "ActorSummary",
    "Assertion",
    "Bound",
    "Change",
    "DatePrecision",
    "Difference",
    "DigestCheck",
    "Document",
    "EntityKind",
    "Extraction",
    "Filter",
    "Finding",
    "Mention",
    "ModelDetails",
    "ModelInfo",
    "Notice",
    "Occasion",
    "Place",
    "PrintedLine",
    "Problem",
    "Reason",
    "Review",
    "ReviewField",
    "Run",
    "RunComparison",
    "RunSummary",
    "SaidBasis",
    "SaidDates",
    "SaidPrecision",
    "Span",
    "Spans",
    "Speaker",
    "Stance",
    "StanceLabel",
    "Statement",
    "StatementQuery",
    "StatementRecord",
    "StatementType",
    "Way",
    "statement_id",
]


def __getattr__(name: str) -> object:
    """A name of one of the modules, imported now (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'attrib.data' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
