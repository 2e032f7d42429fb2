"""The model that says when two statements make the same claim, opened from the catalogue."""

from functools import lru_cache
from typing import TYPE_CHECKING

from attrib.claims.scorer import RULES, PairScorer

if TYPE_CHECKING:
    from attrib.nn.heads.claim_pairs import ClaimPairWeights

CLAIMS = "claims"
"""The name of the model that ships."""


@lru_cache(maxsize=1)
def open_scorer() -> PairScorer:
    """The scorer of pairs that ships with attrib, or the first of its name in ATTRIB_MODELS.

    Raises ModelError where it is missing or damaged.
    """
    from attrib.nn.catalogue import Kind, find_model
    from attrib.nn.heads.claim_pairs import load_claim_pairs

    return scorer_of(load_claim_pairs(find_model(CLAIMS, Kind.CLAIMS)))


def scorer_id() -> str:
    """What names that scorer in a database; its weights are not read. Raises ModelError as `open_scorer`."""
    from attrib.nn.catalogue import Kind, find_model, weights_id

    return _named(weights_id(find_model(CLAIMS, Kind.CLAIMS)))


def scorer_of(model: "ClaimPairWeights") -> PairScorer:
    """The scorer that some weights make."""
    config = model.config
    return PairScorer(
        _named(model.id),
        model.weights,
        config.bias,
        config.threshold,
        config.min_cosine,
        model.rarities,
        config.rarest,
    )


def _named(weights: str) -> str:
    return f"{weights} {RULES}"
