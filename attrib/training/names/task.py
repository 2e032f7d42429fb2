"""The training of the head for names on the frozen states of an attribution model."""

from typing import ClassVar

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.encoder.device import choose_dtype
from attrib.nn.heads.names import NameConfig, NameHead
from attrib.pipeline.detection.detector import Detector
from attrib.training.engine.heads import HeadTask
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.task import Workplace, shuffled
from attrib.training.names.material import NamedText, read_named
from attrib.training.names.recipe import NameTraining

_BATCH_TOKENS = 6144


class NameTask(HeadTask[NameTraining, NameHead]):
    """Learns names from labels by hand. See `engine.task.Task`.

    The head is small: it is trained on the CPU, whatever device the states are read on.
    """

    recipe_class: ClassVar[type[Recipe]] = NameTraining
    takes_articles: ClassVar[bool] = False

    def __init__(self, recipe: NameTraining, place: Workplace) -> None:
        self.recipe, self.place = recipe, place
        torch.manual_seed(recipe.seed)
        loaded = load_model(recipe.model, place.device)
        layers = int(loaded.model.encoder.config.num_hidden_layers)
        layer, lower, width = min(recipe.layer, layers), min(recipe.lower, layers), loaded.model.roles.in_features
        self.model = NameHead(NameConfig(loaded.digest, width, recipe.width, layer, lower, recipe.dropout))
        detector = Detector(loaded, choose_dtype("auto", place.device), _BATCH_TOKENS, names=self.model)
        self.texts = read_named(recipe, place, detector)

    def batches(self, epoch: int) -> list[list[NamedText]]:
        return shuffled(self.texts, self.recipe.batch, (self.recipe.seed, epoch))

    def loss(self, batch: list[NamedText], _: np.random.Generator) -> Tensor:
        """Mean cross entropy over the word pieces of some texts."""
        scores = torch.cat([self.model(item.last, item.middle, item.lower) for item in batch])
        return functional.cross_entropy(scores, torch.cat([item.tags for item in batch]))
