"""Scores of when, to whom and where statements were made, given the labelled statements. Pure.

An occasion is right by overlap where its words share characters with the label's, at the place nearest to the
statement, and exact where both are the same words but for the prepositions and articles that open them.
"""

import re
from collections.abc import Callable
from datetime import date

from attrib.data import Occasion, Span, Spans, Statement, StatementType
from attrib.english.function_words import ARTICLES, PREPOSITIONS
from attrib.training.corpora.labels import OCCASION, Attribution, OccasionLabel
from attrib.training.corpora.polnear import LabelledText
from attrib.training.evaluation.metrics import Score

Find = Callable[[Statement], Occasion]
_NAMES = (*("time", "time, exact", "time, dated", "addressee", "addressee, exact", "place", "place, exact"),)
_OPENING = PREPOSITIONS | ARTICLES


def score_occasions(text: LabelledText, find: Find) -> dict[str, Score]:
    """The scores of one text whose occasions are labelled; `find` tells the occasion of a labelled statement.

    "dated" are the times that mean dates: those that attrib is sure of.
    """
    tally = dict.fromkeys(_NAMES, Score())
    for located, label in zip(text.annotations[0], text.occasions, strict=True):
        attribution = rejoined(text.text, located)
        statement = Statement(StatementType.INDIRECT, attribution.content, attribution.cue, attribution.source)
        found = find(statement)
        for name, score in _scores(text.text, attribution, label, found):
            tally[name] += score
    return tally


def _scores(text: str, where: Attribution, label: OccasionLabel, found: Occasion) -> list[tuple[str, Score]]:
    scores = []
    for part in OCCASION:
        span, words = getattr(found, part), getattr(label, part)
        right = span is not None and bool(words) and overlaps(text, span, words, where)
        same = span is not None and bool(words) and plain(span.of(text)) == plain(words)
        scores.append((part, _score(right, span is not None, bool(words))))
        scores.append((f"{part}, exact", _score(same, span is not None, bool(words))))
        if part == "time":
            dated = found.dates is not None
            scores.append(("time, dated", _score(right and dated, dated, bool(words))))
    return scores


def _score(right: bool, told: bool, labelled: bool) -> Score:
    return Score(int(right), int(told), int(right), int(labelled))


def overlaps(text: str, span: Span, words: str, where: Attribution) -> bool:
    """Whether a span shares characters with the words of a label, where they stand nearest to a statement."""
    places = [Span(*match.span()) for match in re.finditer(re.escape(words), text)]
    near = (where.cue or where.content)[0]
    nearest = min(places, key=lambda place: max(place.start - near.end, near.start - place.end), default=None)
    return plain(span.of(text)) == plain(words) or (nearest is not None and nearest.overlaps(span))


def rejoined(text: str, label: Attribution) -> Attribution:
    """The label with cue and source at the places that lie closest together and to the content.

    Labels give them as words; the reader of the corpus takes the cue nearest to the content, which may be the next
    statement's: "Prosecutors said in court it was. They said".
    """
    if not label.cue or not label.source:
        return label
    cues, sources = (_places(text, spans[0].of(text), label.content) for spans in (label.cue, label.source))
    pairs = [
        (min(_gap(cue, edge) for edge in label.content) + _gap(source, cue), cue, source)
        for cue in cues
        for source in sources
        if not cue.overlaps(source)
    ]
    if not pairs:
        return label
    _, cue, source = min(pairs)
    return Attribution(label.content, (cue,), (source,))


def _places(text: str, words: str, taken: Spans) -> list[Span]:
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
    found = [Span(*match.span()) for match in re.finditer(pattern, text)]
    return [span for span in found if not any(span.overlaps(other) for other in taken)]


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end)


def plain(words: str) -> str:
    """The words in lower case without what opens them and the marks around them."""
    found = re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", words.lower())
    while found and found[0] in _OPENING:
        found = found[1:]
    return " ".join(found)


def read_day(written: str) -> date | None:
    """The day of a label's date in ISO 8601; None for none, or where no day is known."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None
