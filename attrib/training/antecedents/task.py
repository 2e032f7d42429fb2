"""The training of the antecedent head on the frozen states of an attribution model."""

from typing import ClassVar

import numpy as np
import torch
from torch import Tensor

from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.encoder.device import choose_dtype
from attrib.nn.heads.antecedents import AntecedentConfig, AntecedentHead
from attrib.pipeline.detection.detector import Detector
from attrib.training.antecedents.examples import Example
from attrib.training.antecedents.loss import ranking_loss
from attrib.training.antecedents.material import read_examples
from attrib.training.antecedents.recipe import AntecedentTraining
from attrib.training.engine.heads import HeadTask
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.task import Workplace, shuffled

_BATCH_TOKENS = 6144
_EXAMPLES = 64  # anaphors in a batch


class AntecedentTask(HeadTask[AntecedentTraining, AntecedentHead]):
    """Learns whom pronouns and descriptions mean. See `engine.task.Task`.

    A batch has one part for each scorer, in an order of its own. The head is small: it is trained on the CPU, whatever
    device the states are read on.
    """

    recipe_class: ClassVar[type[Recipe]] = AntecedentTraining
    takes_articles: ClassVar[bool] = False
    average: ClassVar[float] = 0.995

    def __init__(self, recipe: AntecedentTraining, place: Workplace) -> None:
        self.recipe, self.place = recipe, place
        torch.manual_seed(recipe.seed)
        loaded = load_model(recipe.model, place.device)
        width = loaded.model.roles.in_features
        layer = min(recipe.layer, int(loaded.model.encoder.config.num_hidden_layers))
        self.model = AntecedentHead(
            AntecedentConfig(loaded.digest, width, recipe.width, layer, recipe.dropout, recipe.scorers)
        )
        detector = Detector(loaded, choose_dtype("auto", place.device), _BATCH_TOKENS, self.model)
        self.examples = read_examples(recipe, place, detector)
        place.report(f"{len(self.examples)} anaphors to learn from")

    def batches(self, epoch: int) -> list[tuple[list[Example], ...]]:
        seed = self.recipe.seed
        parts = [shuffled(self.examples, _EXAMPLES, (seed, epoch, number)) for number in range(self.recipe.scorers)]
        return list(zip(*parts, strict=True))

    def loss(self, batch: tuple[list[Example], ...], _: np.random.Generator) -> Tensor:
        parts = zip(self.model.scorers, batch, strict=True)
        return torch.stack([ranking_loss(scorer, own) for scorer, own in parts]).sum()
