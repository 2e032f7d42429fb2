"""Statements that people add are found by meaning too, as soon as they are there."""

from attrib.data import Notice
from attrib.errors import ModelError
from attrib.services import models
from attrib.settings import ExtractSettings
from attrib.store.database.session import Database


def embed_added(database: Database) -> list[Notice]:
    """Add the vectors of added statements where the others of their article have some; a notice where that fails."""
    from attrib.store.search.added_vectors import embed_added as embed  # with numpy, which most reviews do without

    try:
        embed(database, lambda: models.open_encoder(ExtractSettings()), models.encoder_id())
    except ModelError as error:
        return [Notice(f"what was added is found by words alone until `attrib db embed` has run: {error}")]
    return []
