"""Who speaks behind a beat: the subject of the sentence before a quotation that nothing else attributes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from attrib.data import Span, Statement, StatementType
from attrib.english.function_words import PREPOSITIONS
from attrib.english.pronouns import PRONOUNS
from attrib.pipeline.detection.coverage import Coverage, coverage
from attrib.pipeline.detection.layout import Layout
from attrib.pipeline.detection.tags import PHRASE
from attrib.text.turn_labels import NAME

# The subject of a sentence that somebody acts in: a phrase, what stands in apposition, and a verb in lower case.
_ACTING = re.compile(
    rf"(?P<subject>[A-Z][a-z]+\s(?:[a-z]+\s){{1,3}}{NAME}|{PHRASE})(?:,\s[^,.;:\"“”]{{1,60}},)?\s(?=[a-z])"
)
_PASSIVE = re.compile(r"(?:is|are|was|were|has been|have been|had been|got)\s\w+(?:ed|en|t)\b")
_ENDED = re.compile(r"[.!?…—–-][\W_]?$")


CONFIDENCE = 0.5
"""That a quotation behind a beat is a statement where detection saw none; set by hand."""


def with_beats(layout: Layout, statements: Sequence[Statement]) -> list[Statement]:
    """The statements; a quotation without cue and source behind an action has its subject as source.

    Example: 'Ruth Bellamy shook her head. "No."' Not: behind a sentence in which somebody is quoted or says something.
    """
    spoken = coverage(span for item in statements if item.source for span in (*item.cue, *item.source))
    found = [_with_subject(layout, item, spoken) for item in statements]
    held = coverage(span for item in found for span in item.content)
    for quotation in layout.quotations:
        if _is_utterance(layout, quotation) and not held.overlaps(quotation):
            source = _subject_before(layout, quotation, spoken)
            if source is not None:
                found.append(Statement(StatementType.DIRECT, (quotation,), (), (source,), CONFIDENCE))
    return found


def _with_subject(layout: Layout, item: Statement, spoken: Coverage) -> Statement:
    if item.cue or item.source or item.content[0] not in layout.quotations:
        return item
    source = _subject_before(layout, item.content[0], spoken)
    return item if source is None else replace(item, source=(source,))


def _is_utterance(layout: Layout, quotation: Span) -> bool:
    """Whether a quotation is whole sentences: it ends with a full stop or the like, and its paragraph or sentence."""
    after = layout.text[quotation.end : quotation.end + 2]
    return bool(_ENDED.search(quotation.of(layout.text))) and (not after.strip() or after[:1].isspace())


def _subject_before(layout: Layout, quotation: Span, spoken: Coverage) -> Span | None:
    """The subject of the sentence right before a quotation in its paragraph, where nobody speaks in it."""
    paragraph = layout.paragraph(quotation.start)
    if quotation.start == paragraph.start:
        return None
    before = layout.sentence(quotation.start - 2)
    if before.start < paragraph.start or before.end > quotation.start or layout.quotations_in(before):
        return None
    if spoken.overlaps(before) or layout.text[before.end - 1] not in ".!…":
        return None
    found = _ACTING.match(layout.text, before.start, before.end)
    if found is None or _PASSIVE.match(layout.text, found.end()):
        return None
    subject = Span(*found.span("subject"))
    return subject if _calls_somebody(layout.text, subject) else None


def _calls_somebody(text: str, subject: Span) -> bool:
    """Whether a subject may be a speaker: of one capitalised word, it must be capitalised within a sentence too."""
    words = subject.of(text)
    if any(word in PREPOSITIONS or word.endswith("ed") for word in words.split()):
        return False  # a clause: "The road opened for Otto Grim"
    if " " in words or words.lower() in PRONOUNS:
        return True
    return re.search(rf"[a-z,]\s(?:\w+\s)?{re.escape(words)}\b", text) is not None
