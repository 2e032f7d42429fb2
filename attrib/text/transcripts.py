"""Transcripts: where a text prints a conversation as "NAME: words", turn after turn, without quotation marks."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from attrib.data import Span, Spans
from attrib.text.blocks import Block
from attrib.text.sentences import paragraphs
from attrib.text.turn_labels import ANSWER, ASIDE, LETTERS, WORDS, Labelled, heard, labelled

_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|[Uu]s|[Oo]ur)\b")


@dataclass(frozen=True, slots=True)
class ConversationLimits:
    """When labelled paragraphs are turns of a conversation. All set by hand, on the transcripts in PolNeAR's training
    articles and on tables and lists that look like some.

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
    """What one speaker says in one go: the label before it, the colon behind that if there is one, the paragraphs.

    `speaker` is the name elsewhere of whom a "Q" or "A" stands for, None where the text does not say.
    """

    label: Span
    colon: Span | None
    words: Spans
    speaker: Span | None = None

    @property
    def whole(self) -> Span:
        return Span(self.label.start, self.words[-1].end)


def verbatim(quoted: Spans, spoken: Sequence[Turn | Block]) -> Spans:
    """Where people's own words stand, in order: in quotations, which are in order and disjoint, in turns and blocks.

    Of a quotation and a turn or block that overlap, the quotation is left out.
    """
    words = sorted({piece for turn in spoken for piece in turn.words})
    return tuple(sorted([*words, *(span for span in quoted if not _touches(span, words))]))


def _touches(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span overlaps one of some that are in order and disjoint."""
    at = bisect_right(others, (span.start, span.end))
    return any(span.overlaps(other) for other in others[max(0, at - 1) : at + 1])


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
    for run in _runs(labelled(text, blocks)):
        if _is_conversation(text, [item for item in run if item.sure]):
            found += _with_more(text, blocks, run)
    return tuple(found)


def _runs(items: Sequence[Labelled]) -> list[list[Labelled]]:
    """The labelled paragraphs in runs with little between."""
    runs: list[list[Labelled]] = []
    for item in items:
        most = _LIMITS.in_interview if item.key in LETTERS else _LIMITS.between
        if runs and item.number - runs[-1][-1].number - 1 <= most:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _is_conversation(text: str, run: Sequence[Labelled]) -> bool:
    keys = [item.key for item in run]
    counts = Counter(keys)
    changes = sum(before != after for before, after in pairwise(keys))
    length = sum(len(WORDS.findall(item.words.of(text))) for item in run)
    answers = [item.words.of(text) for item in run if item.label.of(text) == ANSWER]
    return (
        len(run) >= _LIMITS.turns
        and len(counts) > 1
        and max(counts.values()) > 1
        and changes >= _LIMITS.changes * (len(run) - 1)
        and length >= _LIMITS.words * len(run)
        and sum(1 for words in answers if _FIRST_PERSON.search(words)) >= _LIMITS.answers * len(answers)
    )


def _with_more(text: str, blocks: Sequence[Span], run: Sequence[Labelled]) -> list[Turn]:
    """The turns of a run, each with the paragraphs that go on with it."""
    found = []
    whole = len(run) >= _LIMITS.whole
    for at, item in enumerate(run):
        pieces = [item.words]
        goes_on = at + 1 < len(run) and (whole or item.key in LETTERS)
        following = run[at + 1].number if goes_on else item.number + 1
        for block in blocks[item.number + 1 : following]:
            if _speaks_of(block.of(text), item.key):
                break
            if not ASIDE.fullmatch(text, block.start, block.end):
                pieces.append(block)
        found.append(Turn(item.label, item.colon, tuple(pieces), heard(text, blocks[: item.number], item.key)))
    return found


def _speaks_of(paragraph: str, key: str) -> bool:
    """Whether a paragraph has the last word of a label in it, in whatever case: "Later Mr Trump …" """
    return len(key) > 1 and key in (word.lower() for word in WORDS.findall(paragraph))
