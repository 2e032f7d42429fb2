"""The stretch of text in which a statement's stances are judged: its words, with speaker, content and targets."""

from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor

from attrib.data import Span, Spans, Statement
from attrib.nn.encoder.tokens import EncodedText, token_range
from attrib.nn.stance.inputs import Range, StanceInput
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.stance.target_features import target_features
from attrib.pipeline.stance.targets import Target


@dataclass(frozen=True, slots=True)
class PassageReach:
    """How much of a text is read with a statement, in characters.

    Set by hand; the stance model was trained on passages made with these numbers, so another needs another training.

    parts: from the first to the last of its parts, at most, for source and cue to be read together with the content.
    front: before the content, whose states are read too.
    """

    parts: int = 1200
    front: int = 300


_REACH = PassageReach()


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement as the network is to read it.

    `text` is a stretch of the document from `start` on, behind `added` characters that name the speaker where no source
    does. `holders`, `content` and `targets` are spans of `text`, `told` the features of each target.
    """

    text: str
    start: int
    added: int
    holders: Spans
    content: Spans
    targets: tuple[Spans, ...]
    told: tuple[tuple[int, ...], ...]

    def in_document(self, span: Span) -> Span | None:
        """The part of the document that a span of `text` is; None for the speaker's name that was added."""
        if span.start < self.added:
            return None
        return Span(span.start - self.added + self.start, span.end - self.added + self.start)

    def row(self, text: EncodedText) -> StanceInput:
        """The passage in word pieces, given those of its text."""

        def ranges(spans: Spans) -> tuple[Range, ...]:
            return tuple(place for place in token_range(text.offsets, spans) if place)

        targets = tuple(ranges(spans) for spans in self.targets)
        # A statement has content; where it has no word piece the whole of the row stands for it.
        content = ranges(self.content) or ((0, len(text)),)
        return StanceInput(text, ranges(self.holders), targets, content=content, told=self.told)


def passage(doc: AnnotatedText, statement: Statement, targets: Sequence[Target]) -> Passage:
    """The passage of a statement, from the first to the last of its parts and targets; from its content where the
    others are far."""
    spans = [span for target in targets for span in target.spans]
    parts = (*statement.source, *statement.cue, *statement.content, *spans)
    whole = Span(min(span.start for span in parts), max(span.end for span in parts))
    source = statement.source
    if whole.end - whole.start > _REACH.parts:
        content = (*statement.content, *spans)
        whole = Span(min(span.start for span in content), max(span.end for span in content))
        source = tuple(span for span in source if whole.contains(span))
    added, holders = "", list[Span]()
    if not source and statement.speaker is not None and statement.speaker.name:
        added = f"{statement.speaker.name} said: "
        holders.append(Span(0, len(statement.speaker.name)))

    def moved(given: Sequence[Span]) -> Spans:
        shift = len(added) - whole.start
        return tuple(Span(span.start + shift, span.end + shift) for span in given)

    return Passage(
        added + whole.of(doc.text),
        whole.start,
        len(added),
        (*holders, *moved(source)),
        moved(statement.content),
        tuple(moved(target.spans) for target in targets),
        target_features(doc, statement, targets),
    )


def other_states(doc: AnnotatedText, statement: Statement, digest: str) -> Tensor | None:
    """What the attribution encoder has of a statement [4 D], for a head that was trained with weights of that digest.

    Content, cue, source and the words in front (see OTHER_PARTS in nn.statement_head); None without such states.
    """
    if doc.states is None or doc.states.digest != digest:
        return None
    start = min(statement.content).start
    front = Span(max(0, start - _REACH.front), start)
    means = doc.states.means([statement.content, statement.cue, statement.source, (front,)])
    return means.flatten()
