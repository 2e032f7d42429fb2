"""The roles and affiliations among which a scorer chooses, with their features: the same in use and in training."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from attrib.pipeline.entities.descriptions import Description, role_text
from attrib.pipeline.entities.post_features import (
    Candidate,
    Features,
    Subject,
    body_features,
    no_post,
    role_features,
)
from attrib.pipeline.entities.post_scores import probabilities
from attrib.pipeline.entities.tagged import TaggedText
from attrib.pipeline.readers import PostPart, PostScorer

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Choices(Generic[Item]):
    """Candidates for one part of a post: what each is read from, its text and features, and those of "nothing told"."""

    part: PostPart
    items: tuple[Item, ...]
    texts: tuple[str, ...]
    features: tuple[Features, ...]
    none: Features

    def likeliest(self, scorer: PostScorer) -> tuple[Item | None, float]:
        """The candidate whose text is likeliest, and the probability of the text: equal texts add theirs up."""
        shares, _ = probabilities(scorer, self.part, self.none, self.features)
        sums: dict[str, float] = defaultdict(float)
        for text, share in zip(self.texts, shares, strict=True):
            sums[text.lower()] += share
        if not sums:
            return None, 0.0
        best = max(sums, key=sums.__getitem__)
        at = next(index for index, text in enumerate(self.texts) if text.lower() == best)
        return self.items[at], sums[best]

    def alone(self, scorer: PostScorer) -> list[float]:
        """The probability of each candidate against nothing being told."""
        return probabilities(scorer, self.part, self.none, self.features)[1]


def role_choices(doc: TaggedText, found: Sequence[Description], subject: Subject) -> Choices[Description]:
    """The descriptions of some that have a role."""
    items = [item for item in found if item.role is not None]
    texts = [role_text(doc, item.role) for item in items if item.role is not None]
    features = [role_features(doc, items, at, subject) for at in range(len(items))]
    none = no_post(subject, len(items), role=bool(items))
    return Choices("role", tuple(items), tuple(texts), tuple(features), none)


def affiliation_choices(doc: TaggedText, found: Sequence[Description], subject: Subject) -> Choices[Candidate]:
    """The bodies that some descriptions name; a number is none."""
    items = [Candidate(item, body) for item in found for body in item.bodies if any(map(str.isalpha, body.name))]
    features = [body_features(doc, items, at, subject) for at in range(len(items))]
    none = no_post(subject, len(items), role=any(item.role is not None for item in found))
    texts = tuple(" ".join(item.body.name.split()) for item in items)
    return Choices("affiliation", tuple(items), texts, tuple(features), none)
