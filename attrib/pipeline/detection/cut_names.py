"""Names that the tags cut or glue.

"Bank of" before "Japan" is one name; "Warren" and "Trump" with a blank line between them are two. What begins with the
"s" of a genitive goes on from the name before it, and the number of a court or a regiment belongs to its name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from attrib.data import EntityKind, Mention, Span
from attrib.english.name_kinds import BODY_WORDS
from attrib.english.roles import BODIES

_SMALL = frozenset({"of", "the", "and", "for", "de", "do", "da", "del", "&"})
_BEHIND = re.compile(r"[ \u00a0][^\W\d_]*")
_BLANK_LINE = re.compile(r"\n\s*\n\s*")
_GENITIVE = re.compile(r"[sS]\s+")
_APOSTROPHES = frozenset("'\u2019")
_ORDINAL = re.compile(r"(?<![\w.,-])\d{1,3}(?:st|nd|rd|th)[ \u00a0]\Z")
_LONGEST_ORDINAL = 6
_NUMBERED = frozenset(
    {"circuit", "district", "precinct", "division", "regiment", "battalion", "brigade", "infantry", "squadron", "fleet"}
)
"""Words in the name of a body that has a number among its like."""
_PARTS = _NUMBERED | BODIES | BODY_WORDS  # of a body that another one has: "Norland Police’s Traffic Division"


def mend_cut_names(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mentions in text order without those that run over a blank line or end in a small word ("of", "the").

    A part of a body that begins with the "s" of a genitive ("s Fourth Precinct") is one with the mention right before
    it; any other name begins behind the "s". A body takes in the number before it ("5th U.S. Circuit Court").

    One with a blank line is two. One with a small word at its end takes in the mention right behind it, or else the
    capitalised word there; otherwise it ends before its small words, and one that has no other word is left out. Of two
    the kind is that of the first that has other words, the confidence the lower one.
    """
    found: list[Mention] = []
    apart = chain.from_iterable(_lines(text, mention) for mention in mentions)
    for mention in _over_genitives(text, apart):
        before = found[-1] if found else None
        if before is not None and _is_open(text, before.span) and _is_behind(text, before.span, mention.span):
            found[-1] = _joined(before, mention, before.kind if _closed(text, before.span) else mention.kind)
        else:
            found.append(mention)
    mended = (_ended(text, mention) if _is_open(text, mention.span) else mention for mention in found)
    return tuple(_numbered(text, mention) for mention in mended if mention is not None)


def _over_genitives(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Names of which none begins with the "s" of a genitive."""
    found: list[Mention] = []
    for mention in mentions:
        start, end = mention.span.start, mention.span.end
        genitive = _GENITIVE.match(text, start, end) if text[start - 1 : start] in _APOSTROPHES else None
        if genitive is None:
            found.append(mention)
        elif found and found[-1].span.end == start - 1 and _is_part(text[start:end], mention.kind):
            found[-1] = _joined(found[-1], mention, mention.kind)
        elif genitive.end() < end:
            found.append(Mention(Span(genitive.end(), end), mention.kind, mention.confidence))
    return found


def _joined(first: Mention, second: Mention, kind: EntityKind) -> Mention:
    """One name from the start of a mention to the end of a later one."""
    return Mention(Span(first.span.start, second.span.end), kind, min(first.confidence, second.confidence))


def _is_part(words: str, kind: EntityKind) -> bool:
    """Whether a name is that of a body within another: "Traffic Division". Not: "Google" of "Alphabet’s Google"."""
    return kind is EntityKind.ORGANIZATION and not _PARTS.isdisjoint(words.lower().split())


def _numbered(text: str, mention: Mention) -> Mention:
    """A body that is one of several of its kind with the number before it."""
    start, end = mention.span.start, mention.span.end
    if mention.kind is not EntityKind.ORGANIZATION or _NUMBERED.isdisjoint(text[start:end].lower().split()):
        return mention
    ordinal = _ORDINAL.search(text, max(0, start - _LONGEST_ORDINAL), start)
    return mention if ordinal is None else Mention(Span(ordinal.start(), end), mention.kind, mention.confidence)


def _lines(text: str, mention: Mention) -> Iterator[Mention]:
    """A name, or each of the names that stand on either side of its blank lines."""
    start, end = mention.span.start, mention.span.end
    for blank in _BLANK_LINE.finditer(text, start, end):
        words = text[start : blank.start()].rstrip()
        if words:
            yield Mention(Span(start, start + len(words)), mention.kind, mention.confidence)
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
