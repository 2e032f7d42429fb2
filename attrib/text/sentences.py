"""Where paragraphs and sentences begin and end in a news text."""

import re
from dataclasses import dataclass

from attrib.data import Span, Spans
from attrib.text.marks import CLOSERS, OPENERS, any_of
from attrib.text.word_sets import word_set

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_ITEM = re.compile(r"(?:[•·*‣▪–—-]|\d{1,2}[.)])\s")  # what opens an item of a list
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t\u00a0]*(?:\r\n|\n|\r)|[\u2028\u2029]")

_OPENING, _CLOSING = any_of(OPENERS, "(["), any_of(CLOSERS, ")]")
# Marks of full width bring their own space.
_SENTENCE_END = re.compile(rf"(?<![.!?…])[.!?…]++[{_CLOSING}]*(\s+|(?=[＂「『〝]))(?=[{_OPENING}]*[^\W_a-zß-öø-ÿ])")
_LAST_WORD = re.compile(r"[^\W_]{1,16}(?:[.'’-][^\W_]{1,16}){0,8}$")  # within AbbreviationReach.before

# Abbreviations that a name follows: a full stop after them ends no sentence.
_LEADING = word_set(
    "mr mrs ms messrs mx dr drs prof profs sen sens rep reps gov govs gen gens col lt lieut sgt capt cmdr cdr adm maj",
    "brig cpl pvt pte pfc supt insp det rev hon rt fr msgr mgr mme mlle ald cllr cong del sec mt vs v pres atty asst",
    "cf approx est",
)
_MONTHS = word_set("jan feb mar apr jun jul aug sept sep oct nov dec")
# Words elsewhere, and abbreviations only before a number: "No. 10", not "She said no. Then she left".
_NUMBERED = word_set("no nos fig figs vol vols pp")
# Abbreviations that may end a sentence too: they do only where a word that starts sentences follows.
_TRAILING = _MONTHS | word_set(
    "u.s u.k u.n e.u d.c u.s.a l.a n.y a.m p.m inc corp co ltd plc bros etc jr sr st ft ave blvd dept dist assoc univ",
)
_STARTERS = word_set(
    "the a an he she it they we i you but and in on at for this that these those there his her their its our when",
    "while after before if as so however meanwhile mr mrs ms",
)
_INITIALS = re.compile(r"[^\W\d_a-zß-öø-ÿ](?:\.-?[^\W\d_a-zß-öø-ÿ])*")  # "J", "H.R", "J.-P"
_FOLLOWING_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class WrapLimits:
    """What makes a text hard-wrapped. All set by hand.

    narrowest, widest: characters of its longest line; a text with a longer one was not wrapped by hand or by mail
        software.
    full: share of the longest line that a line and the word after it must pass for the line to have been full.
    """

    narrowest: int = 40
    widest: int = 120
    full: float = 0.85


@dataclass(frozen=True, slots=True)
class AbbreviationReach:
    """How far around a full stop its words are looked for, in characters; bounds that keep the walk linear.

    before: back to the beginning of the word, longer than every abbreviation.
    after: to the end of the next word, longer than every word that starts sentences.
    """

    before: int = 16
    after: int = 20


_WRAP, _AROUND = WrapLimits(), AbbreviationReach()


def paragraphs(text: str) -> Spans:
    """The paragraphs of a text, in order, without the white space around them.

    A line break parts paragraphs unless the text is hard-wrapped: paragraphs parted by blank lines, no long line, and
    the next line's first word would not have fitted on this one. Linear in the length of the text.
    """
    lines = [Span(*match.span()) for match in _LINE.finditer(text) if not match.group().isspace()]
    width = max((end - start for start, end in lines), default=0)
    wrapped = _WRAP.narrowest <= width <= _WRAP.widest and _BLANK_LINE.search(text) is not None
    found: list[Span] = []
    for at, line in enumerate(lines):
        item = found and _ITEM.match(text, line.start) and _ITEM.match(text, found[-1].start)
        if at and wrapped and not item and _goes_on(text, lines[at - 1], line, width):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return tuple(trim(text, span) for span in found)


def _goes_on(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the following line continues the paragraph of the line before it in a hard-wrapped text."""
    if _BLANK_LINE.search(text, line.end, following.start) or text[following.start].isspace():
        return False
    first_word = text[following.start : following.start + width].split(None, 1)[0]
    return line.end - line.start + 1 + len(first_word) > _WRAP.full * width


def trim(text: str, span: Span) -> Span:
    """The span without the white space at its ends."""
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))


def sentences(text: str) -> Spans:
    """The sentences of a text, in order; a paragraph's end always ends one, an abbreviation or initial does not."""
    found: list[Span] = []
    for paragraph in paragraphs(text):
        start = paragraph.start
        for match in _SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
            if _abbreviates(text, start, match):
                continue
            found.append(Span(start, match.start(1)))
            start = match.end()
        if start < paragraph.end:
            found.append(Span(start, paragraph.end))
    return tuple(found)


def _abbreviates(text: str, sentence_start: int, match: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation or an initial rather than ending the sentence."""
    if match.group()[0] != "." or match.start(1) - match.start() > 1:
        return False
    last = _LAST_WORD.search(text, max(sentence_start, match.start() - _AROUND.before), match.start())
    if last is None:
        return False
    word = last.group().lower()
    if word.rpartition(".")[2] in _LEADING:  # "reports.Col." where a space was lost
        return True
    if word in _NUMBERED or (word in _MONTHS and text[match.end()].isdigit()):
        return text[match.end()].isdigit()
    if word in _TRAILING or (word != "i" and _INITIALS.fullmatch(last.group())):
        return not _starts_sentence(text, match.end())
    return False


def _starts_sentence(text: str, at: int) -> bool:
    """Whether the next word is one that starts sentences, and no initial: the "A" of "C. A. Lee"."""
    following = _FOLLOWING_WORD.search(text, at, at + _AROUND.after)
    return (
        following is not None and following.group().lower() in _STARTERS and not text.startswith(".", following.end())
    )
