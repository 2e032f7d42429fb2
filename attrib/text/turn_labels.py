"""Labels of a conversation's turns: the name or letter that opens a paragraph, with offices and parties in brackets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import Span
from attrib.text.word_sets import word_set

# The capitals of Latin, Greek and Cyrillic letters, those of Vietnamese too.
_CAPITAL = f"[{''.join(chr(code) for code in (*range(0x41, 0x530), *range(0x1E00, 0x1F00)) if chr(code).isupper())}]"
CAPITALIZED = rf"{_CAPITAL}[\w.'’-]{{0,30}}"  # bounded, so that a text of one endless word takes no endless time
_PARTICLE = r"(?:de|del|della|da|di|la|le|van|der|den|von|bin|al|of|for|the|and)"
SPACE = r"[ \u00a0]"
NAME = rf"{CAPITALIZED}(?:{SPACE}(?:{_PARTICLE}{SPACE})?{CAPITALIZED}){{0,5}}"
_BRACKET = rf"{SPACE}?[(\[][^()\[\]\n]{{1,80}}[)\]]"
# "Q:", "Q." and the "Q  " of the White House; an office with its holder in brackets; a name. Constituency, party,
# office and time may stand in brackets behind, and a colon.
_OPENING = re.compile(
    rf"(?:(?P<letter>[QA])(?:(?=:)|\.{SPACE}|[ \u00a0\t]{{2,}}+)"
    rf"|(?:The{SPACE}[^()\[\]:\n]{{3,120}}\((?P<holder>(?={CAPITALIZED}{SPACE}){NAME})\)|(?P<name>{NAME}))"
    rf"(?P<more>(?:{_BRACKET}){{0,4}})(?=:[ \u00a0\t]))(?P<colon>:)?\s*(?=\S)"
)
# Who puts the questions of a hearing, and who answers them: "BY MS. HALE:", "IDA QUILL, having been sworn, …".
_EXAMINER = re.compile(rf"(?:[A-Z ]{{1,120}}{SPACE})?B[Yy]{SPACE}(?P<name>{NAME}):")
_WITNESS = re.compile(rf"(?P<name>{NAME}),[^.:]{{0,80}}\b(?:sworn|affirmed|called as a witness)\b")
QUESTION, ANSWER = "Q", "A"
"""The labels of an interview that names neither side before its words."""

LETTERS = frozenset({QUESTION.lower(), ANSWER.lower()})
WORDS = re.compile(r"[^\W\d_]+")
_SURNAME = re.compile(rf"{CAPITALIZED}[ \u00a0](?=({_CAPITAL}[\w'’-]{{0,30}}\w))")
# "(APPLAUSE)", "* * *", "Members interjecting—", "BY MS. HALE:"
ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]\.?|[\W_]+|[^.!?…]{1,80}[—–:-]|[^.!?…]{1,60} interject(?:ing|ed|s)\W*")
# What stands before colons in newspapers and is nobody.
NOBODY = word_set(
    "advertisement also analysis background breaking byline caption category claim comment contributing correction",
    "credit date editor exclusive fact facts false file headline image incorrect listen live location more name news",
    "note opinion photo photos picture pictures poll read reality related report reporting result results ruling score",
    "see source sources subject tags time title topics transcript true truth update updated verdict video watch",
    "cons pros question answer",
)
_LONGEST = 45  # characters of a label
_HEARING = 200  # paragraphs from a question back to the line that names the examiner, at most


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paragraph that a label opens; `sure` where the label is certain to call somebody."""

    number: int
    label: Span
    colon: Span | None
    words: Span
    key: str  # the label's last word, by which turns of one speaker are known: "MR. TRUMP", "trump"
    sure: bool


def labelled(text: str, blocks: Sequence[Span]) -> list[Labelled]:
    """The paragraphs that a label opens, without a headline's."""
    matches = [(number, block, _OPENING.match(text, block.start, block.end)) for number, block in enumerate(blocks)]
    surnames = {match[1] for match in _SURNAME.finditer(text)} if any(match for *_, match in matches) else set()
    found = []
    for number, block, match in matches:
        if match is None:
            continue
        label = Span(*match.span(next(part for part in ("letter", "holder", "name") if match[part])))
        words = WORDS.findall(label.of(text))
        if label.end - label.start <= _LONGEST and not any(word.lower() in NOBODY for word in words):
            mark = Span(*match.span("colon")) if match["colon"] else None
            sure = len(words) > 1 or label.of(text).isupper() or label.of(text) in surnames or bool(match["more"])
            said = Span(match.end(), block.end)
            found.append(Labelled(number, label, mark, said, words[-1].lower(), sure))
    return found[1:] if _is_headline(text, blocks, found) else found


def _is_headline(text: str, blocks: Sequence[Span], found: Sequence[Labelled]) -> bool:
    """Whether the first label, in a text's first line, opens a headline: the story goes on behind it."""
    if len(found) < 2 or found[0].number or found[1].number < 2:
        return False
    bracketed = text[: found[0].words.start].rstrip(": \u00a0").endswith((")", "]"))
    return not bracketed and not ASIDE.fullmatch(text, *blocks[1])


def heard(text: str, before: Sequence[Span], key: str) -> Span | None:
    """The examiner or witness for whom a letter stands in a hearing: the last one that a paragraph before names."""
    if key not in LETTERS:
        return None
    form = _EXAMINER if key == QUESTION.lower() else _WITNESS
    for block in reversed(before[-_HEARING:]):
        if found := form.match(text, block.start, block.end):
            return Span(*found.span("name"))
    return None
