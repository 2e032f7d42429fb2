"""Name mentions of two makes, a model's and capitalisation's, put together."""

from collections.abc import Sequence

from attrib.data import EntityKind, Mention


def merge_mentions(text: str, found: Sequence[Mention], given: Sequence[Mention]) -> list[Mention]:
    """The names that capitals show and those a model gives, as one disjoint list in order.

    The model's kind stands unless a title tells otherwise; of two spans of one person the longer stands, of two of
    anything else the model's. A given mention without a capital letter, or outside the text, is no name.
    """
    inside = (mention for mention in given if 0 <= mention.span.start < mention.span.end <= len(text))
    named = sorted(
        (mention for mention in inside if any(map(str.isupper, mention.span.of(text)))),
        key=lambda mention: mention.span,
    )
    merged: list[Mention] = []
    at = 0
    for mention in found:
        while at < len(named) and named[at].span.end <= mention.span.start:
            merged.append(named[at])
            at += 1
        rivals = []
        while at < len(named) and named[at].span.overlaps(mention.span):
            rivals.append(named[at])
            at += 1
        merged.append(_reconcile(mention, rivals) if rivals else mention)
    return _disjoint([*merged, *named[at:]])


def _reconcile(mention: Mention, rivals: Sequence[Mention]) -> Mention:
    longest = max(rivals, key=lambda other: other.span.end - other.span.start)
    kind = mention.kind if mention.confidence >= 0.9 and mention.kind is EntityKind.PERSON else longest.kind
    if mention.kind is kind is EntityKind.PERSON:
        return Mention(mention.span, kind, max(mention.confidence, longest.confidence))
    return Mention(longest.span, kind, longest.confidence)


def _disjoint(mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.span.start, -mention.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept
