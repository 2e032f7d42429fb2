"""What the pointer learns from: windows of labelled articles, each with questions and their right answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from attrib.nn.encoder.tokens import rounded_up
from attrib.nn.pointer.placing import PlacedQuestion, place, window_of
from attrib.nn.pointer.questions import OptionKind
from attrib.nn.pointer.reader import PointerReader
from attrib.training.linker.examples import LinkArticle, LinkExample, examples

_ROUND = 32  # word pieces that the lengths of windows are rounded up to
_JITTER = 60  # word pieces by which the order of lengths is disturbed


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in a window, which of its options are right, and how much it counts."""

    question: PlacedQuestion
    right: tuple[bool, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class PointerWindow:
    """States [L, D] of a window in bfloat16, and the questions that stand in it."""

    states: Tensor
    asked: tuple[Asked, ...]


def article_windows(article: LinkArticle, name_weight: float) -> Iterator[PointerWindow]:
    """The windows of an article that have something to learn, the speakers before each statement as labelled.

    Raises TypeError where the article was read by a detector without a pointer.
    """
    layer = article.text.doc.pointer
    if not isinstance(layer, PointerReader):
        raise TypeError("the detector has no pointer whose states could be read")
    found = [*examples(article, detected=False), *examples(article, detected=True)]
    ranges = layer.windows
    placed: dict[tuple[int, int], list[Asked]] = {window: [] for window in ranges}
    for example in found:
        window = window_of(example.question, layer.offsets, ranges)
        asked = _asked(example, place(example.question, layer.offsets, window), name_weight)
        if asked is not None:
            placed[window].append(asked)
    for (start, end), own in placed.items():
        if own:
            yield PointerWindow(layer.states[start:end], tuple(own))


def _asked(example: LinkExample, question: PlacedQuestion, name_weight: float) -> Asked | None:
    """What is learned from an example; None where no right answer can be seen in the window."""
    if not example.learned:
        return None
    alone = (OptionKind.ITSELF, OptionKind.NOBODY)
    right = tuple(
        wanted and (kind in alone or bool(mentions))
        for wanted, (kind, mentions) in zip(example.right, question.options, strict=True)
    )
    if not any(right):
        return None
    return Asked(question, right, name_weight if example.question.form == "name" else 1.0)


def batches(items: Sequence[PointerWindow], tokens: int, seed: Sequence[int]) -> list[list[PointerWindow]]:
    """The windows in batches of at most so many word pieces, padding included, in an order drawn from the seed."""
    random = np.random.default_rng(seed)
    lengths = [len(item.states) for item in items]
    order = sorted(range(len(items)), key=lambda at: lengths[at] + _JITTER * random.random())
    found: list[list[PointerWindow]] = []
    longest = 0
    for at in order:
        longest = max(longest, rounded_up(lengths[at], _ROUND))
        if not found or longest * (len(found[-1]) + 1) > tokens:
            found.append([])
            longest = rounded_up(lengths[at], _ROUND)
        found[-1].append(items[at])
    return [found[int(at)] for at in random.permutation(len(found))]


def padded(items: Iterable[PointerWindow]) -> tuple[Tensor, Tensor]:
    """The states [B, L, D] float32 of windows, and where there are some [B, L] bool."""
    states = [item.states for item in items]
    length = rounded_up(max(len(own) for own in states), _ROUND)
    whole = torch.zeros(len(states), length, states[0].shape[1])
    there = torch.zeros(len(states), length, dtype=torch.bool)
    for row, own in enumerate(states):
        whole[row, : len(own)] = own.float()
        there[row, : len(own)] = True
    return whole, there
