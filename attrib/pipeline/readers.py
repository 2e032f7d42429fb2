"""What a model can tell of one text beside its statements: antecedents, word classes, states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from attrib.data import Reason, Span, Spans
from attrib.english.word_classes import WordClass

if TYPE_CHECKING:
    from torch import Tensor

    from attrib.nn.pointer.questions import AffiliationQuestion, Question, SideQuestion


class AntecedentScorer(Protocol):
    """Scores the candidates for an anaphor of one text; see `attrib.nn.heads.antecedents.AntecedentReader`."""

    def scores(self, anaphor: Span, candidates: Sequence[Span], features: Sequence[Sequence[int]]) -> list[float]:
        """A number for each candidate, the higher the likelier; `features` has the features of each pair.

        That the text names nobody whom the anaphor means has the score 0.
        """
        ...


class WordClassifier(Protocol):
    """Tells the classes of words of one text; see `attrib.nn.heads.word_classes.WordClassReader`."""

    def read(self, spans: Sequence[Span]) -> tuple[WordClass, ...]:
        """The class of the word at each span, in order."""
        ...


PostPart = Literal["role", "affiliation"]


class PostScorer(Protocol):
    """Scores what a text may tell of a speaker's role and affiliation; see `attrib.nn.heads.posts.PostWeights`."""

    def scores(self, part: PostPart, candidates: Sequence[frozenset[str]]) -> list[float]:
        """A number for each candidate, given by the names of its features; the higher the likelier."""
        ...


class StateMeans(Protocol):
    """States of a middle layer of the attribution encoder for one text; see `attrib.nn.encoder.states.TextStates`."""

    digest: str

    def means(self, groups: Sequence[Spans]) -> "Tensor":
        """The mean state of the words of each group of spans, [groups, D] float32; zeros for a group without words."""
        ...


class LinkScorer(Protocol):
    """Scores whom a statement is by; see `attrib.nn.heads.linker.LinkReader`."""

    def probabilities(self, shared: Mapping[str, float], rows: Sequence[Mapping[str, float]]) -> list[float]:
        """The probability of each candidate, from features of the statement and of each candidate."""
        ...

    def confidence(self, probability: float, reason: Reason) -> float:
        """The share of answers of such a probability and reason that are right."""
        ...


class StatementPointer(Protocol):
    """Points from a statement of one text at whoever made it; see `attrib.nn.pointer.reader.PointerReader`."""

    share: float

    def log_probabilities(self, question: "Question") -> list[float]:
        """The log of the probability of each of a question's options."""
        ...

    def confidence(self, probability: float, reason: Reason) -> float:
        """The share of answers of such a probability, joint with the linker's, and reason that are right."""
        ...


class SideReader(Protocol):
    """Tells which sides the statements of one text take; see `attrib.nn.pointer.reader.PointerReader`.

    `least_side` is the least probability at which a side is told.
    """

    least_side: float

    def side_probabilities(self, question: "SideQuestion") -> "Tensor":
        """Of each target the probabilities [T, 3] of no side, support and opposition."""
        ...

    def side_logits(self, question: "SideQuestion") -> "Tensor":
        """The same as logits [T, 3], before they are calibrated."""
        ...

    def calibrated_sides(self, logits: "Tensor") -> "Tensor":
        """The probabilities [T, 3] that such logits stand for."""
        ...

    def side_weights(self, question: "SideQuestion", target: int, side: int) -> list[tuple[int, int, float]]:
        """The start, the end and the weight of each word piece of the statement, for a side towards a target."""
        ...


class AffiliationAnswers(Protocol):
    """Tells for whom those who speak in one text speak; see `attrib.nn.pointer.affiliation_reader.AffiliationReader`.

    `least` is the least probability at which an affiliation is told.
    """

    least: float

    def probabilities(self, question: "AffiliationQuestion") -> list[float]:
        """The probability of each candidate; empty for a speaker that the text does not mention."""
        ...


@dataclass(frozen=True, slots=True)
class TextReaders:
    """What models say of a text beside its statements: whom pronouns mean, what sort its words are, its states.

    `pointer` points at speakers with layers of its own; what it says is joined with what the linker says. `sides` tells
    sides, where the pointer has learned to, and `affiliations` for whom people speak. `posts` weighs what the text
    tells of roles and affiliations, `linker` links the statements; both are the same for every text, and without one
    that which ships serves.
    """

    antecedents: AntecedentScorer | None = None
    word_classes: WordClassifier | None = None
    states: StateMeans | None = None
    posts: PostScorer | None = None
    linker: LinkScorer | None = None
    pointer: StatementPointer | None = None
    sides: SideReader | None = None
    affiliations: AffiliationAnswers | None = None
