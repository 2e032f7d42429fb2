"""Reading stored documents again, from their text in the database, with another run than the last."""

from collections.abc import Callable, Generator

from attrib.services.batches import Crew, OpenEncoder
from attrib.services.ingest import Outcome, ingest
from attrib.services.models import Extractor, run_ids
from attrib.store.database.session import Database
from attrib.store.runs.current import count_of_other_runs, documents_of_other_runs


def reread(
    extractor: Extractor,
    database: Database,
    *,
    open_encoder: OpenEncoder | None = None,
    crew: Crew | None = None,
    doing: Callable[[str], None] = lambda _: None,
) -> Generator[Outcome, None, None]:
    """Read every document that another run than the extractor's has read last; each is one transaction.

    The new run stands beside the old one and search shows it; no file is needed. What is stopped half-way goes on when
    it is called again. A document that was never read, one in another language for instance, is left alone. With a crew
    several processes read.
    """
    documents = documents_of_other_runs(database, run_ids(extractor))
    yield from ingest(
        documents, extractor, database, readable=lambda _: True, open_encoder=open_encoder, crew=crew, doing=doing
    )


def waiting(extractor: Extractor, database: Database) -> int:
    """How many documents `reread` would read."""
    return count_of_other_runs(database, run_ids(extractor))
