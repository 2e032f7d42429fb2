"""One kind for one name: "Nicoya" is no person in one sentence of a text whose other sentences have it as a place."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from attrib.data import EntityKind, Mention

Votes = dict[EntityKind, float]

_OUTVOTES = 2


def agree_on_kinds(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of a text, with the kind that mentions of the same words have elsewhere where that is much surer.

    A kind outvotes another where the confidences of its mentions together are more than twice those of the other.
    """
    names = [mention.span.of(text).casefold() for mention in mentions]
    votes: dict[str, Votes] = defaultdict(lambda: defaultdict(float))
    for name, mention in zip(names, mentions, strict=True):
        votes[name][mention.kind] += mention.confidence
    return tuple(_outvoted(mention, votes[name]) for name, mention in zip(names, mentions, strict=True))


def _outvoted(mention: Mention, votes: Votes) -> Mention:
    kind = max(votes, key=lambda kind: votes[kind])
    return replace(mention, kind=kind) if votes[kind] > _OUTVOTES * votes[mention.kind] else mention
