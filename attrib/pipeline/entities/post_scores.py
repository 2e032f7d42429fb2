"""How likely descriptions and bodies are told of somebody: probabilities from a scorer, or from plain rules."""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from attrib.nn.catalogue import Kind, find_head
from attrib.nn.heads.posts import load_posts
from attrib.pipeline.readers import PostPart, PostScorer

# Scores for where no model is there, by what stands right beside a name and what does not: chosen by hand.
_PLAIN: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "role": {
            "none": 1.0,
            "known True": 2.5,
            "rank 0": 0.5,
            "place before comma": -1.0,
            "place field": -1.0,
            "place field comma": -1.0,
            "next finite verb": -1.0,
            "before comma behind finite verb": -2.0,
            "inside True": -2.0,
        },
        "affiliation": {
            "none": 1.0,
            "order 0": 0.5,
            "link genitive": 1.0,
            "link nation": 1.0,
            "link party": 1.0,
            "link modifier": 1.0,
            "link code": 2.0,
            "link preposition": 1.0,
            "link led": 1.0,
            "kind organization": 0.5,
            "spokes kind person": 1.5,
            "link noun": -1.0,
            "names role True": -2.0,
            "place of": -1.0,
            "before comma role False": -3.0,
            "place body": -2.0,
        },
    }
)


class PlainScorer:
    """Scores by a few hand-set weights, for where no model of kind "posts" is there."""

    def scores(self, part: PostPart, candidates: Sequence[frozenset[str]]) -> list[float]:
        """A score for each candidate; see `attrib.pipeline.readers.PostScorer`."""
        weights = _PLAIN[part]
        return [sum(weights.get(name, 0.0) for name in candidate) for candidate in candidates]


@cache
def shipped_scorer() -> PostScorer:
    """The scorer of the first model of kind "posts" in the catalogue; the plain one where there is none.

    Raises ModelError where that model is damaged.
    """
    folder = find_head(Kind.POSTS, "")
    return PlainScorer() if folder is None else load_posts(folder)


def probabilities(
    scorer: PostScorer, part: PostPart, none: frozenset[str], candidates: Sequence[frozenset[str]]
) -> tuple[list[float], list[float]]:
    """For each candidate the probability that it is what is told, among all and against none alone.

    The first add up to at most 1, the rest being the probability that nothing is told.
    """
    if not candidates:
        return [], []
    first, *scores = scorer.scores(part, [none, *candidates])
    top = max(first, *scores)
    weights = [math.exp(score - top) for score in scores]
    total = math.exp(first - top) + sum(weights)
    return [weight / total for weight in weights], [1 / (1 + math.exp(min(first - score, 50))) for score in scores]
