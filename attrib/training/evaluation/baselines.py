"""What a stance model has to beat: always saying the commonest class, and a bag of words."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from attrib.data import Spans
from attrib.nn.stance.config import TASKS
from attrib.training.corpora.stance import LabelledStance

_WORDS = re.compile(r"[^\W_]+|[!?]")
_RAREST, _STEPS, _RATE, _DECAY = 3, 60, 0.3, 1e-4
_ZONES = 3  # before the first actor, between two, after the last: who comes first matters

Floats = NDArray[np.float64]


def always_neutral(labels: NDArray[np.int64], task: str) -> Floats:
    """Scores [N, classes] that choose the class neutral, or where the labels have none of it the commonest."""
    scores = np.zeros((len(labels), len(TASKS[task])))
    counts = np.bincount(labels, minlength=len(TASKS[task]))
    scores[:, 0 if counts[0] else int(counts.argmax())] = 1
    return scores


class BagOfWords:
    """Multinomial logistic regression over words, each beside the zone of the text that it stands in."""

    def __init__(self, texts: Sequence[LabelledStance]) -> None:
        """Learn from texts of one task."""
        self.task = texts[0].task
        rows = [words for text in texts for words in _questions(text)]
        counts = Counter(word for words in rows for word in set(words))
        known = sorted(word for word, count in counts.items() if count >= _RAREST)
        self.columns = {word: number for number, word in enumerate(known)}
        labels = torch.tensor([label for text in texts for label in text.labels])
        self.weights = torch.zeros(len(self.columns) + 1, len(TASKS[self.task]), requires_grad=True)
        inputs = self._inputs(rows)
        optimizer = torch.optim.Adam([self.weights], lr=_RATE)
        for _ in range(_STEPS):
            loss = functional.cross_entropy(torch.sparse.mm(inputs, self.weights), labels)
            loss = loss + _DECAY * self.weights.square().sum()
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()

    def scores(self, texts: Sequence[LabelledStance]) -> Floats:
        """Logits [questions, classes] of all texts together."""
        rows = [words for text in texts for words in _questions(text)]
        with torch.no_grad():
            logits = torch.sparse.mm(self._inputs(rows), self.weights)
        return np.asarray(logits.numpy(), np.float64)

    def _inputs(self, rows: Sequence[Sequence[str]]) -> torch.Tensor:
        """Rows of word counts [N, words and a constant], each divided by its length, as a sparse matrix."""
        places: list[tuple[int, int]] = []
        values: list[float] = []
        for number, words in enumerate(rows):
            kept = Counter(self.columns[word] for word in words if word in self.columns)
            length = sum(count * count for count in kept.values()) ** 0.5
            places += [(number, column) for column in kept]
            values += [count / length for count in kept.values()]
            places.append((number, len(self.columns)))
            values.append(1.0)
        indices = torch.tensor(places).T
        size = len(rows), len(self.columns) + 1
        return torch.sparse_coo_tensor(indices, torch.tensor(values), size, check_invariants=True).coalesce()


def _questions(text: LabelledStance) -> list[list[str]]:
    """The words of each question: of a text beside a topic both, else words by their zone among holder and target."""
    if text.topic is not None:
        told, topic = _words(text.text), _words(text.topic)
        shared = set(told) & set(topic)
        return [[*told, *(f"topic {word}" for word in topic), *(f"shared {word}" for word in shared)]]
    return [_zoned(text.text, (*text.holders, *spans)) for spans in text.targets]


def _zoned(text: str, actors: Spans) -> list[str]:
    found = []
    for match in _WORDS.finditer(text):
        zone = sum(match.start() >= span.end for span in actors)
        if not any(span.start <= match.start() < span.end for span in actors):
            found += [match.group().lower(), f"{min(zone, _ZONES - 1)} {match.group().lower()}"]
    return found


def _words(text: str) -> list[str]:
    return [match.group().lower() for match in _WORDS.finditer(text)]
