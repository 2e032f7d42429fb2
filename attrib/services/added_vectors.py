"""Statements that people add, and quotes that they correct, are found by meaning as soon as they are there."""

from collections.abc import Iterable

from attrib.data import Notice, Review, ReviewField
from attrib.errors import ModelError
from attrib.services import models
from attrib.settings import ExtractSettings
from attrib.store.database.session import Database


def embed_added(database: Database) -> list[Notice]:
    """Add the vectors that added statements and corrected quotes lack, in articles whose others have theirs.

    A notice where that fails.
    """
    from attrib.store.search.added_vectors import embed_added as embed  # with numpy, which most reviews do without

    try:
        embed(database, lambda: models.open_encoder(ExtractSettings()), models.encoder_id())
    except ModelError as error:
        return [Notice(f"what was added or corrected is found by words alone until `attrib db embed` has run: {error}")]
    return []


def redrawn(reviews: Iterable[Review]) -> bool:
    """Whether among some reviews is one that says which words a statement has."""
    return any(review.field in (ReviewField.ADDED, ReviewField.QUOTE) for review in reviews)
