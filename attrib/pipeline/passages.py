"""The stretches of text in which a stance is judged: short, with the speaker and the targets marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from attrib.data import Span, Spans, Statement
from attrib.pipeline.scene import Scene
from attrib.pipeline.targets import Target

_WHOLE = 320  # characters up to which a statement is one passage, from its first word to its last
_FRAME = 160  # and up to which source and cue stand before each sentence of a longer one


@dataclass(frozen=True, slots=True)
class Passage:
    """Text of a statement, put together from stretches of the document, as the network is to read it.

    `pieces` says where each stretch begins in `text` and which part of the document it is. `holders` and `targets` are
    spans of `text`; the numbers in `targets` are indices into the statement's targets.
    """

    text: str
    pieces: tuple[tuple[int, Span], ...]
    holders: Spans
    targets: tuple[tuple[int, Spans], ...]

    def in_document(self, span: Span) -> Span | None:
        """The part of the document that a span of `text` is; None where it is in no stretch, or in two."""
        for at, piece in self.pieces:
            if at <= span.start and span.end <= at + piece.end - piece.start:
                return Span(piece.start + span.start - at, piece.start + span.end - at)
        return None


def passages(scene: Scene, statement: Statement, targets: Sequence[Target]) -> list[Passage]:
    """The passages of a statement that name any of its targets; each target stands in at least one of them."""
    parts = (*statement.source, *statement.cue, *statement.content, *(span for item in targets for span in item.spans))
    whole = Span(min(span.start for span in parts), max(span.end for span in parts))
    if not targets:
        return []
    if whole.end - whole.start <= _WHOLE:
        return [_put_together(scene, statement, targets, [whole])]
    frame = _frame(statement)
    found = []
    for sentence in _sentences(scene, whole):
        if not any(sentence.overlaps(span) for target in targets for span in target.spans):
            continue
        stretches = [sentence]
        if frame is not None and frame.overlaps(sentence):
            stretches = [Span(min(frame.start, sentence.start), max(frame.end, sentence.end))]
        elif frame is not None:
            stretches = [frame, sentence]
        found.append(_put_together(scene, statement, targets, stretches))
    return found


def _frame(statement: Statement) -> Span | None:
    """Source and cue with what stands between them; None where that is far too long, or they are missing."""
    parts = (*statement.source, *statement.cue)
    if not parts:
        return None
    frame = Span(min(span.start for span in parts), max(span.end for span in parts))
    if frame.end - frame.start > _FRAME:
        frame = statement.cue[0] if statement.cue else statement.source[0]
    return frame if frame.end - frame.start <= _FRAME else None


def _sentences(scene: Scene, whole: Span) -> Iterator[Span]:
    """The sentences of the document from the first to the last that the statement touches, cut to it."""
    for at in range(scene.sentence_at(whole.start), scene.sentence_at(whole.end - 1) + 1):
        sentence = scene.sentences[at] if scene.sentences else whole
        cut = Span(max(sentence.start, whole.start), min(sentence.end, whole.end))
        if cut.start < cut.end:
            yield cut


def _put_together(scene: Scene, statement: Statement, targets: Sequence[Target], stretches: Sequence[Span]) -> Passage:
    """A passage of these stretches; a speaker whom none of them names is put in front by name."""
    text, holders = "", list[Span]()
    named = any(span.overlaps(stretch) for span in statement.source for stretch in stretches)
    if not named and statement.speaker is not None and statement.speaker.name:
        text = f"{statement.speaker.name} said: "
        holders.append(Span(0, len(statement.speaker.name)))
    pieces: list[tuple[int, Span]] = []
    for stretch in stretches:
        text += " " if pieces else ""
        pieces.append((len(text), stretch))
        text += stretch.of(scene.text)
    holders += _moved(statement.source, pieces)
    marked = [(number, _moved(target.spans, pieces)) for number, target in enumerate(targets)]
    return Passage(text, tuple(pieces), tuple(holders), tuple((number, spans) for number, spans in marked if spans))


def _moved(spans: Sequence[Span], pieces: Sequence[tuple[int, Span]]) -> Spans:
    """The parts of document spans that lie in the pieces, as spans of the passage's text."""
    found = []
    for at, piece in pieces:
        for span in spans:
            start, end = max(span.start, piece.start), min(span.end, piece.end)
            if start < end:
                found.append(Span(at + start - piece.start, at + end - piece.start))
    return tuple(found)
