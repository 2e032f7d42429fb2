"""The training of the head for nested statements on the frozen states of an attribution model."""

from typing import ClassVar

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.encoder.device import choose_dtype
from attrib.nn.heads.nested import NestedHead
from attrib.pipeline.detection.detector import Detector
from attrib.training.engine.heads import HeadTask
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.task import Workplace, shuffled
from attrib.training.nested.material import Content, read_contents
from attrib.training.nested.recipe import NestedTraining

_BATCH_TOKENS = 6144


class NestedTask(HeadTask[NestedTraining, NestedHead]):
    """Learns the statements within each content, decoded on its own. See `engine.task.Task`.

    The head is small: it is trained on the CPU, whatever device the states are read on.
    """

    recipe_class: ClassVar[type[Recipe]] = NestedTraining
    takes_articles: ClassVar[bool] = True

    def __init__(self, recipe: NestedTraining, place: Workplace) -> None:
        self.recipe, self.place = recipe, place
        torch.manual_seed(recipe.seed)
        loaded = load_model(recipe.model, place.device)
        self.model = NestedHead.over(loaded.model, loaded.digest)
        detector = Detector(loaded, choose_dtype("auto", place.device), _BATCH_TOKENS)
        self.contents = read_contents(recipe, place, detector)
        place.report(f"{len(self.contents)} contents to learn from")

    def batches(self, epoch: int) -> list[list[Content]]:
        return shuffled(self.contents, self.recipe.batch, (self.recipe.seed, epoch))

    def loss(self, batch: list[Content], _: np.random.Generator) -> Tensor:
        states = pad_sequence([item.states for item in batch], batch_first=True)
        tags = pad_sequence([item.tags for item in batch], batch_first=True)
        lengths = torch.tensor([len(item.tags) for item in batch])
        mask = torch.arange(tags.shape[1]) < lengths.unsqueeze(1)
        emissions = self.model(functional.dropout(states.float(), self.recipe.dropout))
        loss: Tensor = self.model.crf.negative_log_likelihood(emissions, tags, mask)
        return loss
