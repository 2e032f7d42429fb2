"""Counts of what is right, and scores of detected spans and linked statements against labelled ones. Pure.

The definitions are those of quotation-attribution work on PolNeAR (Newell et al. 2018) and CofeNet (Wang et al.
2022): a span is right when both ends agree after trimming white space; spans overlap when they share at least half of
the longer one; a linked statement is right when the characters of its content, cue and source each agree by half.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from attrib.data import Span, Spans
from attrib.training.corpora.labels import ROLES, Attribution

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of predicted items and the right ones among them, of labelled items and the ones recalled.

    Where matching is one to one, `right` and `recalled` agree. Precision, recall and F1 are in percent.
    """

    right: int = 0
    predicted: int = 0
    recalled: int = 0
    labelled: int = 0

    @property
    def precision(self) -> float:
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.recalled / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.right + other.right,
            self.predicted + other.predicted,
            self.recalled + other.recalled,
            self.labelled + other.labelled,
        )


def _one_to_one(hits: int, predicted: int, labelled: int) -> Score:
    return Score(hits, predicted, hits, labelled)


def trim(text: str, span: Span) -> Span:
    """The span without the white space at its ends."""
    inside = span.of(text)
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, max(start, span.end - len(inside) + len(inside.rstrip())))


def _overlap(a: Span, b: Span) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared > 0 and 2 * shared >= max(a.end - a.start, b.end - b.start)


def _agree_by_half(a: Spans, b: Spans) -> bool:
    if not a or not b:
        return not a and not b
    left, right = ({index for span in spans for index in range(*span)} for spans in (a, b))
    return 2 * len(left & right) >= max(len(left), len(right))


def _matches(gold: Iterable[T], predicted: Iterable[T], test: Callable[[T, T], bool]) -> int:
    """Greedy one-to-one matching in the order given."""
    left, hits = list(predicted), 0
    for item in gold:
        found = next((index for index, other in enumerate(left) if test(item, other)), None)
        if found is not None:
            del left[found]
            hits += 1
    return hits


def score_document(text: str, gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> dict[str, Score]:
    """Scores of one document by name: each role, each role with `_overlap`, and `linked`."""
    scores: dict[str, Score] = {}
    for role in ROLES:
        wanted = {trim(text, span) for item in gold for span in item.spans(role)}
        found = {trim(text, span) for item in predicted for span in item.spans(role)}
        scores[role] = _one_to_one(len(wanted & found), len(found), len(wanted))
        scores[f"{role}_overlap"] = _one_to_one(
            _matches(sorted(wanted), sorted(found), _overlap), len(found), len(wanted)
        )
    linked = sum(linked_right(gold, predicted))
    return scores | {"linked": _one_to_one(linked, len(predicted), len(gold))}


def linked_right(gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> list[bool]:
    """For each predicted statement whether it is right: one of the labelled agrees by half in each role."""
    left, right = list(enumerate(predicted)), [False] * len(predicted)
    for item in gold:
        found = next(
            (pair for pair in left if all(_agree_by_half(item.spans(r), pair[1].spans(r)) for r in ROLES)), None
        )
        if found is not None:
            left.remove(found)
            right[found[0]] = True
    return right


def total(scores: Iterable[dict[str, Score]]) -> dict[str, Score]:
    """The sum over documents, name by name."""
    sums: dict[str, Score] = {}
    for one in scores:
        for name, score in one.items():
            sums[name] = sums.get(name, Score()) + score
    return sums
