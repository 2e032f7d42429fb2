"""What the pointer learns from: windows of texts, each with questions and their right answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from attrib.nn.encoder.tokens import rounded_up
from attrib.nn.pointer.placing import PlacedQuestion, place, window_of
from attrib.nn.pointer.placing_sides import PlacedSides, place_sides, sides_window
from attrib.nn.pointer.questions import OptionKind
from attrib.nn.pointer.reader import PointerReader
from attrib.pipeline.readers import TextReaders
from attrib.training.linker.examples import LinkArticle, LinkExample, examples
from attrib.training.pointer.stances import SideExample

_ROUND = 32  # word pieces that the lengths of windows are rounded up to
_JITTER = 60  # word pieces by which the order of lengths is disturbed


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in a window, which of its options are right, and how much it counts."""

    question: PlacedQuestion
    right: tuple[bool, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Sided:
    """A question of sides in a window: of each placed target the class, and which sides the statement takes at all."""

    question: PlacedSides
    classes: tuple[int, ...]
    taken: tuple[bool, bool] | None


@dataclass(frozen=True, slots=True)
class PointerWindow:
    """States [L, D] of a window in bfloat16, and the questions that stand in it, of speakers and of sides."""

    states: Tensor
    asked: tuple[Asked, ...]
    sided: tuple[Sided, ...] = ()


def read_layer(readers: TextReaders) -> PointerReader:
    """The pointer of a text. Raises TypeError where it was read by a detector without one."""
    if not isinstance(readers.pointer, PointerReader):
        raise TypeError("the detector has no pointer whose states could be read")
    return readers.pointer


def article_windows(
    article: LinkArticle, layer: PointerReader, name_weight: float, sides: Sequence[SideExample] = ()
) -> Iterator[PointerWindow]:
    """The windows of an article that have something to learn, the speakers before each statement as labelled.

    `layer` holds the article's states.
    """
    found = [*examples(article, detected=False), *examples(article, detected=True)]
    ranges = layer.windows
    placed: dict[tuple[int, int], list[Asked]] = {window: [] for window in ranges}
    for example in found:
        window = window_of(example.question, layer.offsets, ranges)
        asked = _asked(example, place(example.question, layer.offsets, window), name_weight)
        if asked is not None:
            placed[window].append(asked)
    sided: dict[tuple[int, int], list[Sided]] = {window: [] for window in ranges}
    for side in sides:
        window = sides_window(side.question, layer.offsets, ranges)
        one = place_example(side, layer, window)
        if one.classes:
            sided[window].append(one)
    for window, own in placed.items():
        if own or sided[window]:
            yield PointerWindow(layer.states[window[0] : window[1]], tuple(own), tuple(sided[window]))


def place_example(example: SideExample, layer: PointerReader, window: tuple[int, int]) -> Sided:
    """A question of sides in a window, with the answers of the targets that it mentions."""
    question = place_sides(example.question, layer.offsets, window)
    return Sided(question, tuple(example.classes[at] for at, _, _ in question.targets), example.taken)


def _asked(example: LinkExample, question: PlacedQuestion, name_weight: float) -> Asked | None:
    """What is learned from an example; None where no right answer can be seen in the window."""
    if not example.learned:
        return None
    right = seen_answers(question, example.right)
    if not any(right):
        return None
    return Asked(question, right, name_weight if example.question.form == "name" else 1.0)


def seen_answers(question: PlacedQuestion, right: Sequence[bool]) -> tuple[bool, ...]:
    """Which answers of a question are right and can be seen in its window."""
    alone = (OptionKind.ITSELF, OptionKind.NOBODY)
    return tuple(
        wanted and (kind in alone or bool(mentions))
        for wanted, (kind, mentions) in zip(right, question.options, strict=True)
    )


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
