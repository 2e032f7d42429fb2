"""The training of the second row of role tags on the frozen states of an attribution model."""

from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from attrib.errors import SettingsError
from attrib.nn.attribution.checkpoint import load_model, save_model
from attrib.nn.attribution.model import InnerRoles
from attrib.nn.encoder.device import choose_dtype
from attrib.pipeline.detection.detector import Detector
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.state import Position
from attrib.training.engine.task import Workplace, shuffled
from attrib.training.nested.material import Content, read_contents
from attrib.training.nested.recipe import NestedTraining

_BATCH_TOKENS = 6144


class NestedTask:
    """Learns the statements within each content, decoded on its own. See `engine.task.Task`.

    In the training of the whole model the second row has one content in eight to learn from, among all words of a text;
    here it has nothing else. It is small: it is trained on the CPU, whatever device the states are read on.
    """

    recipe_class: ClassVar[type[Recipe]] = NestedTraining
    takes_articles: ClassVar[bool] = True
    average: ClassVar[float] = 0.0
    precision: ClassVar[str] = "fp32"

    def __init__(self, recipe: NestedTraining, place: Workplace) -> None:
        self.recipe, self.place = recipe, place
        torch.manual_seed(recipe.seed)
        self.whole = load_model(recipe.model, place.device)
        if self.whole.model.inner is None:
            raise SettingsError(f"model = {recipe.model!r} has no second row of tags; train one with role_rows = 2")
        detector = Detector(self.whole, choose_dtype("auto", place.device), _BATCH_TOKENS)
        self.contents = read_contents(recipe, place, detector)
        place.report(f"{len(self.contents)} contents to learn from")
        self.model = InnerRoles(self.whole.model.roles.in_features)
        self.whole.model.inner = self.model

    def groups(self) -> list[dict[str, Any]]:
        rate = self.recipe.learning_rate
        return [{"params": list(self.model.parameters()), "lr": rate, "initial": rate}]

    def rate(self, at: Position, batches: int) -> float:
        """Falls in a line to nothing."""
        return 1 - at.step / (batches * self.recipe.epochs)

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

    def measure(self) -> dict[str, float]:
        """No figures: `attrib evaluate` has those of labelled articles."""
        return {}

    def write(self) -> None:
        """Write the whole model with its new second row."""
        save_model(self.place.output, self.whole.model, self.whole.encoder.tokenizer, self.recipe.weight_bits)

    def finish(self) -> dict[str, float]:
        """Nothing is left to do."""
        return {}
