"""Statements held against a transcript's turns: what is said in one is its speaker's."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import Span, Statement, StatementType
from attrib.english.pronouns import PRONOUNS
from attrib.text.transcripts import Turn, turns


@dataclass(frozen=True, slots=True)
class TurnLimits:
    """How sure it is that a turn of a transcript is a statement.

    confidence: between 0 and 1, set by hand. PolNeAR's annotators labelled the turns of three of the four transcripts
        in its training articles as content, the name before them as source and the colon as cue; in the fourth only
        what is reported within turns.
    """

    confidence: float = 0.9


_LIMITS = TurnLimits()


def add_transcript_turns(
    text: str, statements: Sequence[Statement], more: Sequence[Turn] = ()
) -> tuple[Statement, ...]:
    """The statements in order, with one for each turn of the conversations that the text prints, and for more turns.

    Of the statements given, those that touch a turn stay only where all of it stands in the turn, with a cue and a
    source that is somebody else and no pronoun: "My aide says …". What one of them gives to a turn's label behind the
    turn becomes the turn's.
    """
    spoken = _disjoint([*turns(text), *more])
    if not spoken:
        return tuple(statements)
    kept = [item for item in statements if _stands(text, item, spoken)]
    said = [_said(turn, _behind(turn, statements, spoken)) for turn in spoken]
    return tuple(sorted((*kept, *said), key=lambda item: (item.start, -item.end)))


def _disjoint(spoken: Sequence[Turn]) -> list[Turn]:
    """The turns in order, without those that share words with one before them in the sequence."""
    kept: list[Turn] = []
    for turn in spoken:
        if not any(turn.whole.overlaps(other.whole) for other in kept):
            kept.append(turn)
    return sorted(kept, key=lambda turn: turn.label)


def _said(turn: Turn, behind: Sequence[Span]) -> Statement:
    cue = () if turn.colon is None else (turn.colon,)
    return Statement(
        StatementType.DIRECT, (*turn.words, *behind), cue, (turn.speaker or turn.label,), _LIMITS.confidence
    )


def _behind(turn: Turn, statements: Sequence[Statement], spoken: Sequence[Turn]) -> list[Span]:
    """The contents behind a turn whose source is the turn's label."""
    own = [item for item in statements if any(span.overlaps(turn.label) for span in item.source)]
    found = {span for item in own for span in item.content if span.start >= turn.whole.end}
    return sorted(span for span in found if not any(other.whole.overlaps(span) for other in spoken))


def _stands(text: str, item: Statement, spoken: Sequence[Turn]) -> bool:
    parts = (*item.content, *item.cue, *item.source)
    whole = Span(min(span.start for span in parts), max(span.end for span in parts))
    touched = [turn for turn in spoken if turn.whole.overlaps(whole)]
    if not touched:
        return True
    inside = Span(touched[0].words[0].start, touched[0].whole.end)
    return inside.contains(whole) and bool(item.cue and item.source) and item.source[0].of(text).lower() not in PRONOUNS
