"""Words that somebody says no to are another's: of "rejected claims that …" the claims are not the rejecter's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from attrib.data import Span, Spans, Statement, StatementType
from attrib.english.function_words import ARTICLES, PREPOSITIONS
from attrib.english.pronouns import POSSESSIVES
from attrib.english.speech_acts import CLAIM_NOUNS, acts
from attrib.pipeline.detection.layout import Layout
from attrib.text.word_sets import word_set

_WORD = re.compile(r"[^\W_](?:[\w’'-]*[^\W_])?")
_AHEAD = 120  # characters from a cue's start within which the noun stands
_BETWEEN = 4  # words between the verb and the noun, at most: "rejected the widely repeated claims"
_OPENING = word_set("that of to about for over against they he she it his her their its")
_DETERMINERS = ARTICLES | POSSESSIVES | word_set("any all such those these some")
_BY = re.compile(r"\s(?:from|by|made by)\s(?P<source>[^,.;:“”\"]{2,80}?)\s(?=(?:that|to|of|about|for)\b)")


@dataclass(frozen=True, slots=True)
class _Rebuttal:
    """Where a statement tells of words that are rejected: the noun with what belongs to it, its source, its content."""

    phrase: int
    noun: Span
    source: Spans
    content: int


def with_rebutted(layout: Layout, statements: Sequence[Statement]) -> list[Statement]:
    """The statements; of one that rejects somebody's words, these words are a statement of their own.

    Example: "The island rejected | claims that it hides money" and, within, "claims | that it hides money", by nobody
    the text names; "claims from Otto Grim that" are by him. Not: "rejected the plan", "denied that", "claims that".
    """
    cues = [span for item in statements for span in item.cue]
    found = []
    for item in statements:
        rebuttal = _rebuttal(layout, item)
        if rebuttal is None:
            found.append(item)
            continue
        found.append(_outer(layout.text, item, rebuttal))
        if not any(cue.overlaps(rebuttal.noun) and cue not in item.cue for cue in cues):
            found.append(_inner(item, rebuttal))
    return found


def _rebuttal(layout: Layout, item: Statement) -> _Rebuttal | None:
    """What a statement rejects, where its cue or the start of its content says so in the sentence of both."""
    if not item.cue or item.content[0].start < item.cue[-1].end:
        return None
    cue, content = item.cue[-1], item.content[0]
    limit = min(content.end, cue.start + _AHEAD, layout.sentence(cue.start).end)
    words = [(match[0].lower(), Span(*match.span())) for match in _WORD.finditer(layout.text, cue.start, limit)]
    for at in range(len(words)):
        if "deny" in acts([word for word, _ in words[at : at + 2]]) and words[at][0] not in CLAIM_NOUNS:
            return _behind(layout, words[at + 1 :], content)
    return None


def _behind(layout: Layout, words: Sequence[tuple[str, Span]], content: Span) -> _Rebuttal | None:
    """The noun behind a verb that rejects; None where none is near, or no words of somebody follow it."""
    for at, (word, noun) in enumerate(words[: _BETWEEN + 1]):
        if word not in CLAIM_NOUNS or layout.is_quoted(noun.start) != layout.is_quoted(content.end - 1):
            continue
        phrase = at
        while phrase and words[phrase - 1][0] not in PREPOSITIONS and words[phrase - 1][0] in _DETERMINERS:
            phrase -= 1
        by = _BY.match(layout.text, noun.end, content.end)
        start = noun.end + 1 if by is None else by.end()
        opening = _WORD.match(layout.text, start)
        if opening is None or opening[0].lower() not in _OPENING or start >= content.end:
            return None
        source = () if by is None else (Span(*by.span("source")),)
        return _Rebuttal(words[phrase][1].start, noun, source, start)
    return None


def _outer(text: str, item: Statement, rebuttal: _Rebuttal) -> Statement:
    """The statement of who rejects: the noun and what stands with it are its content, not its cue."""
    cue, content = item.cue[-1], item.content[0]
    if content.start <= rebuttal.phrase:
        return item
    start = rebuttal.phrase
    if cue.end <= start:  # "sought | to tamp down speculation that …"
        start = cue.end + len(text[cue.end : start]) - len(text[cue.end : start].lstrip())
    shorter = Span(cue.start, min(cue.end, cue.start + len(text[cue.start : start].rstrip())))
    return replace(item, cue=(*item.cue[:-1], shorter), content=(Span(start, content.end), *item.content[1:]))


def _inner(item: Statement, rebuttal: _Rebuttal) -> Statement:
    """The words that are rejected."""
    content = (Span(rebuttal.content, item.content[0].end), *item.content[1:])
    return Statement(StatementType.INDIRECT, content, (rebuttal.noun,), rebuttal.source, item.confidence)
