"""What a stance model learns from: batches with words and names masked, and the loss over their questions."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.stance.config import TASKS
from attrib.nn.stance.inputs import PLAIN, StanceBatch, make_stance_batch
from attrib.nn.stance.model import task_classes
from attrib.training.corpora.stance_examples import StanceExample
from attrib.training.stance.recipe import StanceTraining

_UNASKED = -1


def masked_batch(
    examples: Sequence[StanceExample], encoder: TextEncoder, recipe: StanceTraining, random: np.random.Generator
) -> StanceBatch:
    """The inputs of some examples with the recipe's shares of word pieces, and of holders and targets, masked."""
    batch = make_stance_batch([example.row for example in examples], encoder, recipe.window)
    if encoder.mask is None:
        return batch
    if recipe.word_masking:
        drawn = torch.from_numpy(random.random(tuple(batch.ids.shape)) < recipe.word_masking) & batch.mask
        batch.ids[drawn & (batch.ids != encoder.first) & (batch.ids != encoder.last)] = encoder.mask
    if recipe.name_masking:
        # Marks stand under the holder and the targets; those of a topic stand in the second segment.
        hidden = (random.random(len(examples)) < recipe.name_masking)[:, None]
        batch.ids[torch.from_numpy(hidden) & (batch.marks != PLAIN) & (batch.segments == 0)] = encoder.mask
    return batch


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
