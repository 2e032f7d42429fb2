"""Transcripts: where a text prints a conversation as "NAME: words", turn after turn, without quotation marks."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from attrib.data import Span, Spans
from attrib.text.sentences import paragraphs
from attrib.text.word_sets import word_set

_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_WORD = rf"{_CAPITAL}[\w.'’-]{{0,30}}"  # bounded, so that a text of one endless word takes no endless time
_PARTICLE = r"(?:de|del|della|da|di|la|le|van|der|den|von|bin|al|of|the|and)"
_NAME = rf"{_WORD}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0])?{_WORD}){{0,5}}"
# "Q:", "Q." and the "Q  " of the White House; a name, what stands in brackets behind it, and a colon.
_OPENING = re.compile(
    rf"(?:(?P<letter>[QA])(?:(?=:)|\.[ \u00a0]|[ \u00a0\t]{{2,}})"
    rf"|(?P<name>{_NAME})(?:[ \u00a0]?[(\[][^()\[\]\n]{{1,30}}[)\]])?(?=:[ \u00a0\t]))(?P<colon>:)?\s*(?=\S)"
)
QUESTION, ANSWER = "Q", "A"
"""The labels of an interview that names neither side before its words."""

_LETTERS = frozenset({QUESTION.lower(), ANSWER.lower()})
_WORDS = re.compile(r"[^\W\d_]+")
_SURNAME = re.compile(rf"{_WORD}[ \u00a0](?=({_CAPITAL}[\w'’-]{{0,30}}\w))")
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]\.?|[\W_]+")  # "(APPLAUSE)", "* * *"
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|[Uu]s|[Oo]ur)\b")
# What stands before colons in newspapers and is nobody.
_NOBODY = word_set(
    "advertisement also analysis background breaking byline caption category claim comment contributing correction",
    "credit date editor exclusive fact facts false file headline image incorrect listen live location more name news",
    "note opinion photo photos picture pictures poll read reality related report reporting result results ruling score",
    "see source sources subject tags time title topics transcript true truth update updated verdict video watch",
    "cons pros question answer",
)


@dataclass(frozen=True, slots=True)
class ConversationLimits:
    """When labelled paragraphs are turns of a conversation. All set by hand, on the transcripts in PolNeAR's training
    articles and on tables and lists that look like some.

    label: characters of a label, at most.
    turns: of a conversation, at least.
    words: a turn, on average, at least; fewer make a table.
    changes: share of the steps from turn to turn at which the speaker changes, at least.
    answers: share of an interview's answers that say "I", at least; where fewer do, a newspaper explains something to
        its readers.
    between: paragraphs without a label between two turns behind names, at most; a newspaper may tell the story there.
    in_interview: the same behind Q and A, whose answers are long.
    whole: turns behind names of a transcript, at least; fewer are a piece of one inside a story, and a paragraph
        without a label is the newspaper's.
    """

    label: int = 45
    turns: int = 3
    words: int = 4
    changes: float = 1 / 2
    answers: float = 1 / 3
    between: int = 3
    in_interview: int = 8
    whole: int = 8


_LIMITS = ConversationLimits()


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in one go: the label before it, the colon behind that if there is one, the paragraphs."""

    label: Span
    colon: Span | None
    words: Spans

    @property
    def whole(self) -> Span:
        return Span(self.label.start, self.words[-1].end)


def verbatim(quoted: Spans, spoken: Sequence[Turn]) -> Spans:
    """Where people's own words stand, in order: in quotations, which are in order and disjoint, and in turns.

    Of a quotation and a turn that overlap, the turn is left.
    """
    words = [piece for turn in spoken for piece in turn.words]
    return tuple(sorted([*words, *(span for span in quoted if not _touches(span, words))]))


def _touches(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span overlaps one of some that are in order and disjoint."""
    at = bisect_right(others, (span.start, span.end))
    return any(span.overlaps(other) for other in others[max(0, at - 1) : at + 1])


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A paragraph that a label opens; `sure` where the label is certain to call somebody."""

    number: int
    label: Span
    colon: Span | None
    words: Span
    key: str  # the label's last word, by which turns of one speaker are known: "MR. TRUMP", "trump"
    sure: bool


def turns(text: str) -> tuple[Turn, ...]:
    """The turns of the conversations that a text prints, in order; none where nobody converses.

    A conversation is three turns or more, close to each other, of two speakers or more, who take turns and of whom one
    at least speaks twice, each called by capitals, a name of two words or one that the text has in full, or Q and A. In
    an interview and a transcript of some length a paragraph without a label goes on with the turn before it, if another
    turn follows and it does not speak of the turn's own speaker: the reporter does that. Linear in the length of the
    text.
    """
    blocks = paragraphs(text)
    found: list[Turn] = []
    for run in _runs(_labelled(text, blocks)):
        if _is_conversation(text, [item for item in run if item.sure]):
            found += _with_more(text, blocks, run)
    return tuple(found)


def _labelled(text: str, blocks: Sequence[Span]) -> list[_Labelled]:
    matches = [(number, block, _OPENING.match(text, block.start, block.end)) for number, block in enumerate(blocks)]
    surnames = {match[1] for match in _SURNAME.finditer(text)} if any(match for *_, match in matches) else set()
    found = []
    for number, block, match in matches:
        if match is None:
            continue
        label = Span(*match.span("letter" if match["letter"] else "name"))
        words = _WORDS.findall(label.of(text))
        if label.end - label.start <= _LIMITS.label and not any(word.lower() in _NOBODY for word in words):
            mark = Span(*match.span("colon")) if match["colon"] else None
            sure = len(words) > 1 or label.of(text).isupper() or label.of(text) in surnames
            said = Span(match.end(), block.end)
            found.append(_Labelled(number, label, mark, said, words[-1].lower(), sure))
    headline = len(found) > 1 and found[0].number == 0 and found[1].number > 1
    return found[1:] if headline else found


def _runs(labelled: Sequence[_Labelled]) -> list[list[_Labelled]]:
    """The labelled paragraphs in runs with little between."""
    runs: list[list[_Labelled]] = []
    for item in labelled:
        most = _LIMITS.in_interview if item.key in _LETTERS else _LIMITS.between
        if runs and item.number - runs[-1][-1].number - 1 <= most:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _is_conversation(text: str, run: Sequence[_Labelled]) -> bool:
    keys = [item.key for item in run]
    counts = Counter(keys)
    changes = sum(before != after for before, after in pairwise(keys))
    length = sum(len(_WORDS.findall(item.words.of(text))) for item in run)
    answers = [item.words.of(text) for item in run if item.label.of(text) == ANSWER]
    return (
        len(run) >= _LIMITS.turns
        and len(counts) > 1
        and max(counts.values()) > 1
        and changes >= _LIMITS.changes * (len(run) - 1)
        and length >= _LIMITS.words * len(run)
        and sum(1 for words in answers if _FIRST_PERSON.search(words)) >= _LIMITS.answers * len(answers)
    )


def _with_more(text: str, blocks: Sequence[Span], run: Sequence[_Labelled]) -> list[Turn]:
    """The turns of a run, each with the paragraphs that go on with it."""
    found = []
    whole = len(run) >= _LIMITS.whole
    for at, item in enumerate(run):
        pieces = [item.words]
        goes_on = at + 1 < len(run) and (whole or item.key in _LETTERS)
        following = run[at + 1].number if goes_on else item.number + 1
        for block in blocks[item.number + 1 : following]:
            if _speaks_of(block.of(text), item.key):
                break
            if not _ASIDE.fullmatch(text, block.start, block.end):
                pieces.append(block)
        found.append(Turn(item.label, item.colon, tuple(pieces)))
    return found


def _speaks_of(paragraph: str, key: str) -> bool:
    """Whether a paragraph has the last word of a label in it, in whatever case: "Later Mr Trump …" """
    return len(key) > 1 and key in (word.lower() for word in _WORDS.findall(paragraph))
