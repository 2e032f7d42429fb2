"""One model that learns stance batch by batch: loss, optimizer and the moving average of the weights."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.optim import AdamW
from tqdm import tqdm

from attrib.nn.encoder.device import choose_dtype
from attrib.nn.encoder.dropout import reseed_dropout
from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.stance.config import TASKS
from attrib.nn.stance.inputs import PLAIN, make_stance_batch
from attrib.nn.stance.model import StanceModel, task_classes
from attrib.training.corpora.stance_examples import StanceExample
from attrib.training.engine.average import WeightAverage
from attrib.training.engine.rates import descend
from attrib.training.stance.recipe import StanceTrainingConfig

_UNASKED = -1


class StanceLearner:
    """A model with an optimizer of its own; `autocast` where the settings and the device allow bfloat16."""

    def __init__(self, model: StanceModel, encoder: TextEncoder, config: StanceTrainingConfig) -> None:
        self.model, self.encoder, self.config = model, encoder, config
        self.optimizer = AdamW(_parameter_groups(model, config), weight_decay=config.weight_decay, fused=True)
        self.average = WeightAverage(model, config.average)
        self.autocast = choose_dtype(config.precision, model.device()) == torch.bfloat16
        self.step = 0

    def learn(
        self,
        batches: Sequence[Sequence[StanceExample]],
        seed: tuple[int, ...],
        scale: Callable[[int], float],
        skip: int = 0,
        after: Callable[[int], None] | None = None,
    ) -> float:
        """Go over the batches from number `skip` on; returns the mean loss.

        `scale` gives what the rates are multiplied with at a batch, `after` is told how many batches are done.
        """
        self.model.train()
        losses = []
        bar = tqdm(total=len(batches), initial=skip, desc=f"epoch {seed[-1] + 1}", disable=None, unit="batch")
        for number in range(skip, len(batches)):
            reseed_dropout(self.model, *seed, number)
            losses.append(self._train_step(batches[number], scale(number), np.random.default_rng((*seed, number))))
            bar.update()
            bar.set_postfix(loss=f"{np.mean(losses[-50:]):.3f}")
            if after is not None:
                after(number + 1)
        bar.close()
        return float(np.mean(losses)) if losses else math.nan

    def _train_step(self, examples: Sequence[StanceExample], scale: float, random: np.random.Generator) -> float:
        batch = make_stance_batch([example.row for example in examples], self.encoder, self.config.window)
        if self.config.word_masking and self.encoder.mask is not None:
            drawn = torch.from_numpy(random.random(tuple(batch.ids.shape)) < self.config.word_masking) & batch.mask
            batch.ids[drawn & (batch.ids != self.encoder.first) & (batch.ids != self.encoder.last)] = self.encoder.mask
        if self.config.name_masking and self.encoder.mask is not None:
            # Marks stand under the holder and the targets; those of a topic stand in the second segment.
            told = (random.random(len(examples)) < self.config.name_masking)[:, None]
            batch.ids[torch.from_numpy(told) & (batch.marks != PLAIN) & (batch.segments == 0)] = self.encoder.mask
        device = self.model.device()
        with torch.autocast(device.type, torch.bfloat16, enabled=self.autocast):
            logits = self.model(batch.to(device))
        loss = stance_loss(logits, examples)
        descend(self.optimizer, loss, scale)
        self.step += 1
        self.average.update(self.model, self.step)
        return float(loss.detach())


def stance_loss(logits: Tensor, examples: Sequence[StanceExample]) -> Tensor:
    """The mean of -log p(right class) over all questions [Q, C] that have an answer, each within its own task."""
    labels = torch.tensor([label for example in examples for label in example.labels])
    tasks = [example.task for example in examples for _ in example.labels]
    total = logits.new_zeros(())
    asked = max(1, int((labels != _UNASKED).sum()))
    for task in TASKS:
        chosen = torch.tensor([name == task for name in tasks]) & (labels != _UNASKED)
        if bool(chosen.any()):
            own = logits[chosen.to(logits.device)][:, task_classes(task)]
            total = total + functional.cross_entropy(own, labels[chosen].to(logits.device), reduction="sum")
    return total / asked


def _parameter_groups(model: StanceModel, config: StanceTrainingConfig) -> list[dict[str, object]]:
    trained = [(name, value) for name, value in model.named_parameters() if value.requires_grad]
    encoder = [value for name, value in trained if name.startswith("encoder.")]
    rest = [value for name, value in trained if not name.startswith("encoder.")]
    rates = ((encoder, config.learning_rate), (rest, config.head_rate))
    return [{"params": values, "lr": rate, "initial": rate} for values, rate in rates]
