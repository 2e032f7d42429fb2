"""The values that flow through attrib: frozen, without files, models or databases."""

from attrib.data.comparison import Change, Difference, Finding, RunComparison
from attrib.data.dates import DatePrecision
from attrib.data.documents import Document, EntityKind, Mention, Problem
from attrib.data.models import DigestCheck, ModelDetails, ModelInfo
from attrib.data.notices import Notice
from attrib.data.queries import DOUBTFUL, FILTERS, NEAREST, SORTS, UNKNOWN, Bound, Filter, Place, StatementQuery
from attrib.data.records import About, ActorSummary, StatementRecord
from attrib.data.reviews import ACCEPTED, NO_STANCE, REJECTED, Review, ReviewField
from attrib.data.runs import Extraction, Run, RunSummary
from attrib.data.spans import Span, Spans
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

__all__ = [
    "ACCEPTED",
    "DOUBTFUL",
    "FILTERS",
    "NEAREST",
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
    "Place",
    "Problem",
    "Reason",
    "Review",
    "ReviewField",
    "Run",
    "RunComparison",
    "RunSummary",
    "Span",
    "Spans",
    "Speaker",
    "Stance",
    "StanceLabel",
    "Statement",
    "StatementQuery",
    "StatementRecord",
    "StatementType",
    "statement_id",
]
