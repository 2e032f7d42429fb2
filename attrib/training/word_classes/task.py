"""The training of the head for word classes on the frozen states of an attribution model."""

from typing import ClassVar

import numpy as np
import torch
from torch import Tensor

from attrib.english.word_classes import WordClass
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.encoder.device import choose_dtype
from attrib.nn.heads.word_classes import WordClassConfig, WordClassHead
from attrib.pipeline.detection.detector import Detector
from attrib.training.engine.heads import HeadTask
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.task import Workplace, shuffled
from attrib.training.word_classes.loss import class_loss
from attrib.training.word_classes.material import Stretch, read_stretches
from attrib.training.word_classes.recipe import WordClassTraining

_BATCH_TOKENS = 6144
_STRETCHES = 8  # stretches in a batch


class WordClassTask(HeadTask[WordClassTraining, WordClassHead]):
    """Learns the classes of words from CoreNLP's tags. See `engine.task.Task`.

    The head is small: it is trained on the CPU, whatever device the states are read on.
    """

    recipe_class: ClassVar[type[Recipe]] = WordClassTraining
    takes_articles: ClassVar[bool] = False

    def __init__(self, recipe: WordClassTraining, place: Workplace) -> None:
        self.recipe, self.place = recipe, place
        torch.manual_seed(recipe.seed)
        loaded = load_model(recipe.model, place.device)
        layer = min(recipe.layer, int(loaded.model.encoder.config.num_hidden_layers))
        width, classes = loaded.model.roles.in_features, [str(kind) for kind in WordClass]
        self.model = WordClassHead(WordClassConfig(loaded.digest, classes, width, recipe.width, layer, recipe.dropout))
        detector = Detector(loaded, choose_dtype("auto", place.device), _BATCH_TOKENS, word_classes=self.model)
        self.stretches = read_stretches(recipe, place, detector, self.model)

    def batches(self, epoch: int) -> list[list[Stretch]]:
        return shuffled(self.stretches, _STRETCHES, (self.recipe.seed, epoch))

    def loss(self, batch: list[Stretch], _: np.random.Generator) -> Tensor:
        return class_loss(self.model, batch)
