"""Statements and fact checks are matched as soon as there are both."""

from collections.abc import Iterator

from attrib.data import Notice
from attrib.errors import ModelError
from attrib.services import models
from attrib.settings import ExtractSettings
from attrib.store.checks.none_there import none_there
from attrib.store.database.session import Database


def match_new(database: Database) -> Iterator[int]:
    """Read the claims of new fact checks and match what has not been matched; yields a number a step.

    Raises ModelError where the sentence encoder is missing or damaged.
    """
    if none_there(database):
        return
    from attrib.store.checks.corpus import read_claims  # with numpy, which most commands do without
    from attrib.store.checks.matching import match_statements

    encoder = models.encoder_id()
    yield from read_claims(database, lambda: models.open_encoder(ExtractSettings()), encoder)
    yield from match_statements(database, encoder)


def match_ingested(database: Database) -> list[Notice]:
    """Match what an ingest has stored with the fact checks there are; a notice where that fails."""
    try:
        for _ in match_new(database):
            pass
    except ModelError as error:
        return [Notice(f"fact checks are not matched until `attrib checks update` has run: {error}")]
    return []
