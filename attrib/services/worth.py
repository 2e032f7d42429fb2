"""How much statements are worth checking: the model that says it, and the scoring of what is new."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from attrib.data import Notice
from attrib.errors import ModelError
from attrib.store.database.session import Database

if TYPE_CHECKING:
    from attrib.claims.worth import WorthScorer

WORTH = "worth"
"""The name of the model that ships."""


@lru_cache(maxsize=1)
def open_scorer() -> "WorthScorer":
    """The scorer that ships with attrib, or the first of its name in ATTRIB_MODELS.

    Raises ModelError where it is missing, damaged, or of another attrib.
    """
    from attrib.claims.worth import FEATURES, WorthScorer
    from attrib.nn.catalogue import Kind, find_model
    from attrib.nn.heads.worth import load_worth

    model = load_worth(find_model(WORTH, Kind.WORTH))
    if set(model.config.features) != set(FEATURES):
        raise ModelError(
            f"the model {WORTH!r} weighs features that this attrib does not make; install it again, or fit it with "
            "python -m scripts.fit_worth"
        )
    return WorthScorer(model.id, model.config.encoder, model.weights, model.directions, model.config.bias)


def score_new(database: Database) -> Iterator[int]:
    """Score the statements that have not been scored; yields numbers of statements done. Errors as `open_scorer`.

    Those whose vectors are of another encoder than the model weighs are left alone.
    """
    from attrib.nn.catalogue import Kind, find_model, read_config, weights_id
    from attrib.store.search.worth import is_scored, score_lacking

    folder = find_model(WORTH, Kind.WORTH)
    encoder = read_config(folder, Kind.WORTH).get("encoder")
    if not isinstance(encoder, str) or not is_scored(database, weights_id(folder), encoder):
        yield from score_lacking(database, open_scorer())


def score_ingested(database: Database) -> list[Notice]:
    """Score what an ingest has stored; a notice where that fails."""
    try:
        for _ in score_new(database):
            pass
    except ModelError as error:
        return [Notice(f"what is worth checking is not told until `attrib db embed` has run: {error}")]
    return []
