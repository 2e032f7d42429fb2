"""Finding words in a text as a person copies them: line breaks, styles of quotation marks and of dashes aside."""

import re
from difflib import SequenceMatcher

from attrib.data import Span, Spans
from attrib.text.marks import DOUBLE, SINGLE, any_of

ELISION = re.compile(r"(?:(?<!\s)\s+)?\[(?:…|\.\.\.)\]\s*")
"""What joins the pieces of a quote: " […] "."""

_DASHES = frozenset("-‐‑‒–—―")
_ALIKE = (DOUBLE, SINGLE, _DASHES)
_WORD = re.compile(r"\w+")


def occurrences(text: str, words: str) -> Spans:
    """Every place of some words in a text, in order; one may overlap another.

    White space is as good as any other, a quotation mark as good as another of its kind (double or single), a dash as
    good as another. Nothing else differs, case included.
    """
    parts = words.split()
    if not parts:
        return ()
    pattern = re.compile("(?=(" + r"\s+".join("".join(map(_likeness, part)) for part in parts) + "))")
    return tuple(Span(*match.span(1)) for match in pattern.finditer(text))


def quotes(text: str, words: str) -> tuple[Spans, ...]:
    """Every place of a quote, whose pieces are joined by " […] ": each further piece at its first place after the last.

    Empty where the text has no such quote.
    """
    first, *others = ELISION.split(words.strip())
    found: list[Spans] = []
    rest = [occurrences(text, piece) for piece in others]
    for start in occurrences(text, first):
        pieces = [start]
        for places in rest:
            after = next((place for place in places if place.start >= pieces[-1].end), None)
            if after is None:
                break
            pieces.append(after)
        else:
            found.append(tuple(pieces))
    return tuple(found)


def nearest_passage(text: str, words: str) -> Span | None:
    """The passage that shares the longest run of words with some words, as long as these; None where none is shared."""
    there = list(_WORD.finditer(text))
    wanted = [word.lower() for word in _WORD.findall(words)]
    matcher = SequenceMatcher(None, [match.group().lower() for match in there], wanted, autojunk=False)
    shared = matcher.find_longest_match()
    if shared.size == 0:
        return None
    first = max(0, shared.a - shared.b)
    last = min(len(there), first + len(wanted)) - 1
    return Span(there[first].start(), there[last].end())


def _likeness(character: str) -> str:
    for kind in _ALIKE:
        if character in kind:
            return f"[{any_of(kind)}]"
    return re.escape(character)
