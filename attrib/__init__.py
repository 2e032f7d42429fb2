"""attrib finds who said what in news, and keeps it with exact provenance.

`extract` reads one article, `open` opens a database of many (a `Desk`), `read` makes documents of files and web pages;
what they answer with are frozen values, and what they raise are `AttribError`s. docs/python.md shows each at work.

Names are imported when they are first used: `import attrib` itself takes a few milliseconds, and neither PyTorch nor
SQLAlchemy. It lets the threads of PyTorch sleep while they wait, see `attrib.threads`, and its libraries keep little
memory, see `attrib.memory`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from attrib._version import __version__
from attrib.memory import keep_few_kernels
from attrib.threads import let_threads_sleep

if TYPE_CHECKING:
    from attrib.data import (
        About,
        ActorKind,
        ActorSummary,
        Assertion,
        Document,
        Extraction,
        Mention,
        Notice,
        Problem,
        Reason,
        Review,
        Run,
        RunSummary,
        Span,
        Speaker,
        Stance,
        StanceLabel,
        Statement,
        StatementQuery,
        StatementRecord,
        StatementType,
    )
    from attrib.data.actors import ActorProfile, Judgement, JudgementResult, KnownActor, KnownRole
    from attrib.data.claims import Claim, ClaimComparison, ClaimJudgement, ClaimSummary
    from attrib.data.document_edits import DocumentEdit, DocumentSummary
    from attrib.data.positions import ActorStances, TargetStances
    from attrib.errors import (
        AmbiguousNameError,
        AttribError,
        CorpusError,
        ModelError,
        NotFoundError,
        ReadError,
        ResourceError,
        SettingsError,
        StoreError,
        WorkerError,
        WriteError,
    )
    from attrib.readers.fetching.settings import FetchSettings
    from attrib.readers.sources import read
    from attrib.services.desk import Desk
    from attrib.services.desk import open_desk as open
    from attrib.services.documents import DocumentsChanged
    from attrib.services.extract import extract
    from attrib.services.ingest import Fate, Outcome
    from attrib.services.ingest_report import IngestReport
    from attrib.services.reviews import Reviewed
    from attrib.services.runs import RunDiff
    from attrib.services.search import Answer
    from attrib.settings import ExtractSettings

_DATA = (
    "About ActorKind ActorSummary Assertion Document Extraction Mention Notice Problem Reason Review Run RunSummary "
    "Span Speaker Stance StanceLabel Statement StatementQuery StatementRecord StatementType"
)
_ERRORS = (
    "AmbiguousNameError AttribError CorpusError ModelError NotFoundError ReadError ResourceError SettingsError "
    "StoreError WorkerError WriteError"
)
_MODULES = {
    "attrib.data": _DATA,
    "attrib.data.actors": "ActorProfile Judgement JudgementResult KnownActor KnownRole",
    "attrib.data.positions": "ActorStances TargetStances",
    "attrib.data.claims": "Claim ClaimComparison ClaimJudgement ClaimSummary",
    "attrib.data.document_edits": "DocumentEdit DocumentSummary",
    "attrib.errors": _ERRORS,
    "attrib.readers.fetching.settings": "FetchSettings",
    "attrib.readers.sources": "read",
    "attrib.services.desk": "Desk",
    "attrib.services.documents": "DocumentsChanged",
    "attrib.services.extract": "extract",
    "attrib.services.ingest": "Fate Outcome",
    "attrib.services.ingest_report": "IngestReport",
    "attrib.services.reviews": "Reviewed",
    "attrib.services.runs": "RunDiff",
    "attrib.services.search": "Answer",
    "attrib.settings": "ExtractSettings",
}
# Each public name's module, and its name there.
_HOMES = {name: (module, name) for module, names in _MODULES.items() for name in names.split()}
_HOMES["open"] = ("attrib.services.desk", "open_desk")

__all__ = [
    "About",
    "ActorKind",
    "ActorProfile",
    "ActorStances",
    "ActorSummary",
    "AmbiguousNameError",
    "Answer",
    "Assertion",
    "AttribError",
    "Claim",
    "ClaimComparison",
    "ClaimJudgement",
    "ClaimSummary",
    "CorpusError",
    "Desk",
    "Document",
    "DocumentEdit",
    "DocumentSummary",
    "DocumentsChanged",
    "ExtractSettings",
    "Extraction",
    "Fate",
    "FetchSettings",
    "IngestReport",
    "Judgement",
    "JudgementResult",
    "KnownActor",
    "KnownRole",
    "Mention",
    "ModelError",
    "NotFoundError",
    "Notice",
    "Outcome",
    "Problem",
    "ReadError",
    "Reason",
    "ResourceError",
    "Review",
    "Reviewed",
    "Run",
    "RunDiff",
    "RunSummary",
    "SettingsError",
    "Span",
    "Speaker",
    "Stance",
    "StanceLabel",
    "Statement",
    "StatementQuery",
    "StatementRecord",
    "StatementType",
    "StoreError",
    "TargetStances",
    "WorkerError",
    "WriteError",
    "__version__",
    "extract",
    "open",
    "read",
]

# Both hold for whatever imports PyTorch after this package, which all of attrib's own modules do.
let_threads_sleep()
keep_few_kernels()


def __getattr__(name: str) -> object:
    """A public name, imported now (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'attrib' has no attribute {name!r}")
    module, own = _HOMES[name]
    value = getattr(import_module(module), own)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
