"""New statements are compared with all others, as soon as they are there."""

import sys
from collections.abc import Iterator

from attrib.data import Notice
from attrib.errors import ModelError
from attrib.services import models
from attrib.services.claim_model import open_scorer, scorer_id
from attrib.store.database.session import Database

_MANY = 100  # articles to compare for which PyTorch, whose import takes a second, multiplies vectors
MOST_ANEW = 1_000
"""Articles of older rules that an ingest compares anew: these take minutes, and 50,000 would take hours."""


def compare_new(database: Database) -> Iterator[int]:
    """Compare the statements that have not been compared; yields numbers of statements done.

    Raises ModelError where the model that tells claims is missing or damaged.
    """
    from attrib.store.claims.waiting import in_line, waiting

    name, encoder = scorer_id(), models.encoder_id()
    if in_line(database, name, encoder):
        return
    from attrib.store.claims.candidates import float_products  # with numpy, which most commands do without
    from attrib.store.claims.update import update_claims

    scorer = open_scorer()
    products = None
    if "torch" in sys.modules or waiting(database, name, encoder) > _MANY:
        from attrib.nn.byte_products import byte_products

        products = byte_products()
    yield from update_claims(database, scorer, encoder, products or float_products)


def uncompared_claims(database: Database) -> list[Notice]:
    """Notices of the articles whose statements make no claims yet, or claims that older rules or another model told."""
    from attrib.store.claims.listing import uncompared
    from attrib.store.claims.waiting import marks_of

    try:
        scorer = open_scorer()
    except ModelError as error:
        return [Notice(f"nobody can tell whether the claims are of today's rules: {error}")]
    new, older = uncompared(database, marks_of(scorer.id))
    told = []
    if new:
        have = "1 article has" if new == 1 else f"{new} articles have"
        words = f"{have} not been compared with others yet; attrib claims update compares what is new."
        told.append(Notice(words, warning=False))
    if older:
        were = "1 article was" if older == 1 else f"{older} articles were"
        words = f"{were} compared by older rules or another model, whose claims these are"
        told.append(Notice(f"{words}; attrib claims update compares anew."))
    return told


def compare_ingested(database: Database) -> list[Notice]:
    """Compare what an ingest has stored; notices where that fails, or where too much would have to be compared anew."""
    from attrib.store.claims.waiting import has_many_of_others

    try:
        if has_many_of_others(database, scorer_id(), MOST_ANEW):
            return uncompared_claims(database)
        for _ in compare_new(database):
            pass
    except ModelError as error:
        return [Notice(f"repeated claims are not told until `attrib claims update` has run: {error}")]
    return []
