"""The label sets of the token heads, and conversion between BIO tags and spans."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

ROLES = ("source", "cue", "content")
ENTITIES = ("person", "organization", "location", "misc")


class TokenSpan(NamedTuple):
    """A half-open range of tokens with its label: a role of ROLES or an entity type of ENTITIES."""

    start: int
    end: int
    label: str


def bio_tags(labels: Sequence[str]) -> tuple[str, ...]:
    """`O`, then `B-` and `I-` for each label: tag index 1 + 2k starts label k and 2 + 2k continues it."""
    return ("O", *(f"{prefix}-{label}" for label in labels for prefix in "BI"))


ROLE_TAGS = bio_tags(ROLES)
ENTITY_TAGS = bio_tags(ENTITIES)


def allowed_transitions(tags: Sequence[str]) -> list[list[bool]]:
    """Whether a tag (column) may follow another (row): `I-x` only after `B-x` or `I-x`."""
    return [[not after.startswith("I-") or before[2:] == after[2:] for after in tags] for before in tags]


def encode_bio(spans: Iterable[TokenSpan], length: int, labels: Sequence[str]) -> list[int]:
    """Tag indices of shape [length]; where spans overlap, the earlier span keeps its tokens."""
    tags = [0] * length
    for start, end, label in spans:
        if any(tags[start:end]) or start >= end:
            continue
        begin = 1 + 2 * labels.index(label)
        tags[start] = begin
        tags[start + 1 : end] = [begin + 1] * (end - start - 1)
    return tags


def whole_words(tags: Sequence[int], goes_on: Sequence[bool]) -> list[int]:
    """The tags with one label for all pieces of a word: the commonest, and a label rather than none in a tie.

    `goes_on` says of each token whether it continues the previous token's word.
    """
    result = list(tags)
    start = 0
    for end in range(1, len(result) + 1):
        if end < len(result) and goes_on[end]:
            continue
        if end - start > 1:
            pieces = result[start:end]
            labels = [(tag + 1) // 2 for tag in pieces]
            label = max(labels, key=lambda label: (labels.count(label), label > 0))
            begin = 2 * label - 1
            first = begin if begin in pieces else begin + 1
            result[start:end] = [first, *[begin + 1] * (end - start - 1)] if label else [0] * (end - start)
        start = end
    return result


def decode_bio(tags: Sequence[int], labels: Sequence[str]) -> list[TokenSpan]:
    """The spans of a tag sequence; an `I-` that continues nothing starts a span of its own."""
    spans: list[TokenSpan] = []
    start, current = 0, -1
    for index, tag in enumerate((*tags, 0)):
        label = (tag - 1) // 2 if tag else -1
        goes_on = tag and tag % 2 == 0 and label == current
        if goes_on:
            continue
        if current >= 0:
            spans.append(TokenSpan(start, index, labels[current]))
        start, current = index, label
    return spans
