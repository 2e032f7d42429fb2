"""Statements as a row of a table shows them: a search for an export of many makes nothing that no cell holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from attrib.data.checks import CheckMatch
from attrib.data.dates import DatePrecision
from attrib.data.occasions import SaidDates
from attrib.data.statements import StanceLabel


@dataclass(frozen=True, slots=True)
class TabularDocument:
    """What the statements of one document share; the attributes are those of StatementRecord."""

    document_sha256: str
    title: str | None
    outlet: str | None
    author: str | None
    url: str | None
    document: str
    published_at: datetime | None
    published_precision: DatePrecision | None
    raw_sha256: str | None
    archive_url: str | None
    modified_at: datetime | None
    modified_precision: DatePrecision | None


class TabularStance(NamedTuple):
    """A stance as target and label."""

    target: str
    label: StanceLabel


class TabularStatement(NamedTuple):
    """A statement with the attributes of StatementRecord that cells are made of; those of its document stand apart.

    A named tuple, because it takes a third of the time of a frozen dataclass to make. `dates` are those of the
    record's occasion.
    """

    source: TabularDocument
    statement_id: str
    speaker: str | None
    actor: str | None
    speaker_kind: str | None
    role: str | None
    affiliation: str | None
    stances: list[TabularStance]
    type: str
    quote: str
    cue: str
    source_text: str
    context: str
    citation: str
    start: int
    end: int
    page: int | None
    last_page: int | None
    confidence: float
    speaker_confidence: float | None
    model: str
    reviewed: str
    assertion: str | None
    dates: SaidDates | None
    time: str | None
    addressee: str | None
    place: str | None
    worth: float | None
    check: CheckMatch | None

    @property
    def document_sha256(self) -> str:
        return self.source.document_sha256
