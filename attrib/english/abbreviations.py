"""Names that a text gives with their short forms in brackets: "National Port Authority (NPA)".

The idea is Schwartz and Hearst's (A simple algorithm for identifying abbreviation definitions in biomedical text, PSB
2003); here the letters must begin words, as in names of bodies they do.
"""

import re
from collections.abc import Iterator, Sequence

from attrib.data import EntityKind, Mention, Span
from attrib.english.function_words import SMALL_WORDS
from attrib.english.name_kinds import BODY_WORDS
from attrib.english.names import initials, is_acronym_of

_SHORT = re.compile(r"(?<=\w) \(([A-Z][A-Za-z&.-]{1,7})\)")
_WORD = re.compile(r"[\w'’&.-]+")
_BREAK = re.compile(r"[.,;:]\s|\n")  # what no name goes over
_REACH = 120  # characters in front of the bracket that a name may have
_CONFIDENCE = 0.9  # set by hand: the bracket says that the words are a name


def with_defined(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a text, disjoint and in order, with the names of bodies that a short form in brackets defines.

    Example: "Forestry Commission" in front of "(FC)", which no mention covers. Not: "Middle East" in front of "(ME)". A
    mention inside such a name gives way to it, one that reaches out of it stays.
    """
    found = list(mentions)
    for name in _defined(text):
        rivals = [mention for mention in found if mention.span.overlaps(name)]
        if all(name.contains(mention.span) and mention.span != name for mention in rivals):
            mention = Mention(name, EntityKind.ORGANIZATION, _CONFIDENCE)
            found = [other for other in found if other not in rivals] + [mention]
    return sorted(found, key=lambda mention: mention.span)


def _defined(text: str) -> Iterator[Span]:
    """The shortest run of words in front of each bracket whose initials the short form has."""
    for match in _SHORT.finditer(text):
        start = max(0, match.start() - _REACH)
        words = [Span(start + word.start(), start + word.end()) for word in _WORD.finditer(text[start : match.start()])]
        for first in range(len(words) - 2, -1, -1):
            written = words[first].of(text)
            if not written[0].isupper() and written.lower() not in SMALL_WORDS:
                break
            span = Span(words[first].start, match.start())
            name = span.of(text)
            if _BREAK.search(name):
                break
            if written[0].isupper() and _is_short(match.group(1), name):
                if BODY_WORDS & set(name.lower().split()):
                    yield span
                break


def _is_short(short: str, name: str) -> bool:
    """Whether the letters are the initials of all words or of those with capitals, none left out at the end."""
    letters = short.replace(".", "").replace("&", "").lower()
    return is_acronym_of(short, name) and letters[-1] in {name.split()[-1][0].lower(), initials(name)[-1:].lower()}
