"""New statements are compared with all others, as soon as they are there."""

from collections.abc import Iterator

from attrib.data import Notice
from attrib.errors import ModelError
from attrib.services import models
from attrib.services.claim_model import open_scorer
from attrib.store.database.session import Database


def compare_new(database: Database) -> Iterator[int]:
    """Compare the statements that have not been compared; yields numbers of statements done.

    Raises ModelError where the model that tells claims is missing or damaged.
    """
    from attrib.store.claims.update import update_claims  # with numpy, which most commands do without

    yield from update_claims(database, open_scorer(), models.encoder_id())


def compare_ingested(database: Database) -> list[Notice]:
    """Compare what an ingest has stored; a notice where that fails."""
    try:
        for _ in compare_new(database):
            pass
    except ModelError as error:
        return [Notice(f"repeated claims are not told until `attrib claims update` has run: {error}")]
    return []
