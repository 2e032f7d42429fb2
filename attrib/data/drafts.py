"""Drafts of ClaimReviews: a statement as the claim that a fact-checker reviews."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class OwnReview:
    """What a fact-checker says of their own review: their name, its address and date, the rating; any may lack."""

    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    rating: str | None = None

    def __bool__(self) -> bool:
        return any((self.publisher, self.url, self.date, self.rating))


@dataclass(frozen=True, slots=True)
class Draft:
    """A ClaimReview as JSON-LD, and the properties that it lacks: those that must be there, and those that should."""

    statement_id: str
    review: Mapping[str, Any]
    lacks_required: tuple[str, ...]
    lacks_recommended: tuple[str, ...]
