"""The training of the head for word classes on the frozen states of an attribution model."""

from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor

from attrib.english.word_classes import WordClass
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.encoder.device import choose_dtype
from attrib.nn.heads.checkpoint import save_head
from attrib.nn.heads.word_classes import WordClassConfig, WordClassHead
from attrib.pipeline.detection.detector import Detector
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.state import Position
from attrib.training.engine.task import Workplace, shuffled
from attrib.training.word_classes.loss import class_loss
from attrib.training.word_classes.material import Stretch, read_stretches
from attrib.training.word_classes.recipe import WordClassTraining

_BATCH_TOKENS = 6144
_STRETCHES = 8  # stretches in a batch


class WordClassTask:
    """Learns the classes of words from CoreNLP's tags. See `engine.task.Task`.

    The head is small: it is trained on the CPU, whatever device the states are read on.
    """

    recipe_class: ClassVar[type[Recipe]] = WordClassTraining
    takes_articles: ClassVar[bool] = False
    average: ClassVar[float] = 0.0
    precision: ClassVar[str] = "fp32"

    def __init__(self, recipe: WordClassTraining, place: Workplace) -> None:
        self.recipe, self.place = recipe, place
        torch.manual_seed(recipe.seed)
        loaded = load_model(recipe.model, place.device)
        layer = min(recipe.layer, int(loaded.model.encoder.config.num_hidden_layers))
        width, classes = loaded.model.roles.in_features, [str(kind) for kind in WordClass]
        self.model = WordClassHead(WordClassConfig(loaded.digest, classes, width, recipe.width, layer, recipe.dropout))
        detector = Detector(loaded, choose_dtype("auto", place.device), _BATCH_TOKENS, word_classes=self.model)
        self.stretches = read_stretches(recipe, place, detector, self.model)

    def groups(self) -> list[dict[str, Any]]:
        rate = self.recipe.learning_rate
        return [{"params": list(self.model.parameters()), "lr": rate, "initial": rate}]

    def rate(self, at: Position, batches: int) -> float:
        """Falls in a line to nothing."""
        return 1 - at.step / (batches * self.recipe.epochs)

    def batches(self, epoch: int) -> list[list[Stretch]]:
        return shuffled(self.stretches, _STRETCHES, (self.recipe.seed, epoch))

    def loss(self, batch: list[Stretch], _: np.random.Generator) -> Tensor:
        return class_loss(self.model, batch)

    def measure(self) -> dict[str, float]:
        """No figures: `attrib evaluate` has those of PolNeAR's dev split."""
        return {}

    def write(self) -> None:
        save_head(self.place.output, self.model)

    def finish(self) -> dict[str, float]:
        """Nothing is left to do."""
        return {}
