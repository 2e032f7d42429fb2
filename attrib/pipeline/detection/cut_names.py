"""Names that the tags cut after a small word: "Bank of" before "Japan" is one name, "The" before "Norland Post" too."""

import re
from collections.abc import Sequence

from attrib.data import Mention, Span

_SMALL = frozenset({"of", "the", "and", "for", "de", "do", "da", "del", "&"})
_BEHIND = re.compile(r"[ \u00a0][^\W\d_]*")


def mend_cut_names(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mentions in text order without those that end in a small word ("of", "the").

    Such a one takes in the mention right behind it, or else the capitalised word there; otherwise it ends before its
    small words, and one that has no other word is left out. Of two the kind is that of the first that has other words,
    the confidence the lower one.
    """
    found: list[Mention] = []
    for mention in mentions:
        before = found[-1] if found else None
        if before is not None and _is_open(text, before.span) and _is_behind(text, before.span, mention.span):
            kind = before.kind if _closed(text, before.span) else mention.kind
            span = Span(before.span.start, mention.span.end)
            found[-1] = Mention(span, kind, min(before.confidence, mention.confidence))
        else:
            found.append(mention)
    mended = (_ended(text, mention) if _is_open(text, mention.span) else mention for mention in found)
    return tuple(mention for mention in mended if mention is not None)


def _is_open(text: str, span: Span) -> bool:
    return _last_word(text[span.start : span.end]).lower() in _SMALL


def _last_word(words: str) -> str:
    return words.rstrip().rpartition(" ")[2].rpartition("\u00a0")[2]


def _is_behind(text: str, first: Span, second: Span) -> bool:
    return text[first.end : second.start] in (" ", "\u00a0")


def _closed(text: str, span: Span) -> str:
    """The words of a name without the small ones at its end."""
    words = text[span.start : span.end]
    while _last_word(words).lower() in _SMALL:
        words = words.rstrip().removesuffix(_last_word(words)).rstrip()
    return words


def _ended(text: str, mention: Mention) -> Mention | None:
    """A name that ends in a small word, with the capitalised word behind it or without its small words."""
    span = mention.span
    behind = _BEHIND.match(text, span.end)
    if behind is not None and behind[0][1:2].isupper():
        return Mention(Span(span.start, behind.end()), mention.kind, mention.confidence)
    words = _closed(text, span)
    return Mention(Span(span.start, span.start + len(words)), mention.kind, mention.confidence) if words else None
