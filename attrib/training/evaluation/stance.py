"""How good a stance model is on texts with labels: classes predicted, F1 by class, their mean."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from attrib.nn.encoder.tokens import TextEncoder, batches_by_length
from attrib.nn.stance.config import TASKS
from attrib.nn.stance.inputs import make_stance_batch
from attrib.nn.stance.model import StanceModel, task_classes
from attrib.nn.stance.reader import StanceReader
from attrib.training.corpora.stance import LabelledStance
from attrib.training.corpora.stance_examples import prepare

_BATCH_TOKENS = 8192
_UNRELATED = 0.3  # the share of texts about topics that are shown another topic too
Floats = NDArray[np.float64]


def task_logits(model: StanceModel, encoder: TextEncoder, texts: Sequence[LabelledStance]) -> list[Floats]:
    """For each text the logits [questions, classes] of its own task; the model as it is, in evaluation mode."""
    examples = prepare(texts, encoder)
    found: list[Floats] = [np.zeros((0, 0))] * len(texts)
    window = model.config.window
    lengths = [example.row.length(window) for example in examples]
    with torch.inference_mode():
        for group in batches_by_length(lengths, _BATCH_TOKENS):
            batch = make_stance_batch([examples[at].row for at in group], encoder, window)
            logits = model(batch.to(model.device())).float().cpu().numpy()
            start = 0
            for at in group:
                end = start + len(examples[at].labels)
                found[at] = logits[start:end, task_classes(examples[at].task)].astype(np.float64)
                start = end
    return found


def read_texts(reader: StanceReader, texts: Sequence[LabelledStance]) -> list[Floats]:
    """For each text of one task the calibrated probabilities [questions, classes] of its classes."""
    return list(reader.read(texts[0].task, [example.row for example in prepare(texts, reader.encoder)]))


def measure_tasks(
    model: StanceModel, encoder: TextEncoder, sets: Mapping[str, Sequence[LabelledStance]]
) -> dict[str, float]:
    """Figures in percent by set and name, as a training reports them."""
    figures = {}
    for name, texts in sets.items():
        logits = np.concatenate(task_logits(model, encoder, texts))
        labels = np.array([label for text in texts for label in text.labels])
        for key, value in class_figures(texts[0].task, logits, labels).items():
            figures[f"{name.partition('/')[0]} {key}"] = value
    return figures


def with_unrelated(texts: Sequence[LabelledStance], seed: int) -> list[LabelledStance]:
    """Texts about topics, and some of them again beside another's topic, towards which they are neutral."""
    random = np.random.default_rng(seed)
    more = []
    for text in texts:
        other = texts[int(random.integers(len(texts)))]
        if random.random() < _UNRELATED and other.topic != text.topic:
            more.append(replace(text, topic=other.topic, labels=(0,)))
    return [*texts, *more]


def class_figures(task: str, scores: Floats, labels: NDArray[np.int64]) -> dict[str, float]:
    """Accuracy, macro F1 and F1 by class, in percent, of the class with the highest score.

    Of a topic only support and opposition are compared where the labels have nothing else.
    """
    kept = sorted(set(labels.tolist())) if task == "topic" else list(range(len(TASKS[task])))
    predicted = np.array(kept)[scores[:, kept].argmax(1)]
    by_class = {TASKS[task][label]: f1_of(predicted, labels, label) for label in kept}
    accuracy, mean = float((predicted == labels).mean()), float(np.mean(list(by_class.values())))
    figures = {"accuracy": 100 * accuracy, "macro F1": mean}
    if task == "directed":
        figures["p→q F1"] = (by_class["positive p→q"] + by_class["negative p→q"]) / 2
    return {name: round(value, 2) for name, value in (figures | by_class).items()}


def f1_of(predicted: NDArray[np.int64], labels: NDArray[np.int64], label: int) -> float:
    """F1 in percent of one class; 0 where it is neither predicted nor labelled."""
    right = int(((predicted == label) & (labels == label)).sum())
    both = int((predicted == label).sum()) + int((labels == label).sum())
    return 200 * right / both if both else 0.0
