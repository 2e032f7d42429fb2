"""Names that the tags cut or glue.

"Bank of" before "Japan" is one name; "Warren" and "Trump" with a blank line between them are two.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from attrib.data import Mention, Span

_SMALL = frozenset({"of", "the", "and", "for", "de", "do", "da", "del", "&"})
_BEHIND = re.compile(r"[ \u00a0][^\W\d_]*")
_BLANK_LINE = re.compile(r"\n\s*\n\s*")


def mend_cut_names(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mentions in text order without those that run over a blank line or end in a small word ("of", "the").

    One with a blank line is two. One with a small word at its end takes in the mention right behind it, or else the
    capitalised word there; otherwise it ends before its small words, and one that has no other word is left out. Of two
    the kind is that of the first that has other words, the confidence the lower one.
    """
    found: list[Mention] = []
    for mention in chain.from_iterable(_lines(text, mention) for mention in mentions):
        before = found[-1] if found else None
        if before is not None and _is_open(text, before.span) and _is_behind(text, before.span, mention.span):
            kind = before.kind if _closed(text, before.span) else mention.kind
            span = Span(before.span.start, mention.span.end)
            found[-1] = Mention(span, kind, min(before.confidence, mention.confidence))
        else:
            found.append(mention)
    mended = (_ended(text, mention) if _is_open(text, mention.span) else mention for mention in found)
    return tuple(mention for mention in mended if mention is not None)


def _lines(text: str, mention: Mention) -> Iterator[Mention]:
    """A name, or each of the names that stand on either side of its blank lines."""
    start, end = mention.span.start, mention.span.end
    for blank in _BLANK_LINE.finditer(text, start, end):
        if start < blank.start():
            yield Mention(Span(start, blank.start()), mention.kind, mention.confidence)
        start = blank.end()
    if start < end:
        yield Mention(Span(start, end), mention.kind, mention.confidence)


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
