"""The second part of a stance training: what corpora taught, adapted to the statements of labelled articles."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from attrib.nn.encoding import TextEncoder
from attrib.nn.stance_model import StanceModel, task_classes
from attrib.training.rates import rate_scale
from attrib.training.stance_config import StanceTrainingConfig
from attrib.training.stance_corpora import LabelledStance
from attrib.training.stance_evaluate import task_logits
from attrib.training.stance_learner import StanceLearner
from attrib.training.stance_material import StanceExample, prepare, stance_batches, vary

_DIRECTED = (0, 1, 3)  # the classes of directed sentiment that statements begin with: neutral, and p towards q
_LATER = 1000  # seeds of these epochs, apart from those of the first part


def adapt(
    model: StanceModel,
    encoder: TextEncoder,
    config: StanceTrainingConfig,
    articles: Sequence[LabelledStance],
    corpora: Sequence[StanceExample],
) -> None:
    """Train the model in place on the articles, with a share of the corpora so that nothing is forgotten."""
    begin_statements(model)
    # Articles are few: small batches, and an average over the last hundred steps rather than thousands.
    config = replace(config, batch_tokens=config.adapt_batch_tokens, average=config.adapt_average)
    learner = StanceLearner(model, encoder, config)
    own = prepare(articles, encoder) * config.articles_weight
    for epoch in range(config.adapt_epochs):
        random = np.random.default_rng((config.seed, _LATER + epoch))
        replayed = random.permutation(len(corpora))[: int(config.replay * len(corpora))]
        batches = stance_batches(vary([*own, *(corpora[at] for at in replayed)], config, random), config, random)
        before, steps = epoch * len(batches), config.adapt_epochs * len(batches)

        def scale(number: int, before: int = before, steps: int = steps) -> float:
            return config.adapt_rate * rate_scale(before + number, steps, config.warmup)

        learner.learn(batches, (config.seed, _LATER + epoch), scale)
    for name, value in model.named_parameters():
        value.data.copy_(learner.average.weights[name])
    model.eval()


def cross_fit(
    model: StanceModel,
    encoder: TextEncoder,
    config: StanceTrainingConfig,
    articles: Sequence[LabelledStance],
    corpora: Sequence[StanceExample],
    report: Callable[[str], None],
) -> list[tuple[LabelledStance, NDArray[np.float64]]]:
    """Every text of the articles with the logits that a model gives it which was adapted to the other articles.

    In `folds` parts; the model is left as it was.
    """
    start = {name: value.detach().clone() for name, value in model.state_dict().items()}
    found: list[tuple[LabelledStance, NDArray[np.float64]]] = []
    for fold, (own, others) in enumerate(_parts(articles, config.folds), 1):
        adapt(model, encoder, config, others, corpora)
        found += zip(own, task_logits(model, encoder, own), strict=True)
        _restore(model, start)
        report(f"fold {fold} of {config.folds}: adapted to {len(others)} texts, judged {len(own)}")
    return found


def _parts(texts: Sequence[LabelledStance], folds: int) -> Iterator[tuple[list[LabelledStance], list[LabelledStance]]]:
    """Each part of the articles, and all others; an article's texts stay together."""
    names = sorted({text.group for text in texts})
    for fold in range(folds):
        chosen = set(names[fold::folds])
        yield [text for text in texts if text.group in chosen], [text for text in texts if text.group not in chosen]


def _restore(model: StanceModel, weights: dict[str, Tensor]) -> None:
    model.load_state_dict(weights)


@torch.no_grad()
def begin_statements(model: StanceModel) -> None:
    """Let statements begin with what the model says of p towards q in directed sentiment."""
    statement, directed = task_classes("statement").start, task_classes("directed").start
    for at, other in enumerate(_DIRECTED):
        model.answers.weight[statement + at] = model.answers.weight[directed + other]
        model.answers.bias[statement + at] = model.answers.bias[directed + other]
