"""The training of the pointer: upper layers or adapters of them, over the frozen states of a middle one."""

from functools import cached_property
from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor

from attrib.errors import SettingsError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.catalogue import Kind, find_model
from attrib.nn.encoder.load import load_base
from attrib.nn.pointer.checkpoint import pointer_config, save_pointer, take_weights
from attrib.nn.pointer.config import PointerConfig
from attrib.nn.pointer.network import Pointer
from attrib.training.engine.rates import rate_scale, two_rates
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.state import Position
from attrib.training.engine.task import Workplace
from attrib.training.linker.material import load_detector, parts_of
from attrib.training.pointer.calibration import calibrate, calibrate_whole
from attrib.training.pointer.corpora import corpus_windows
from attrib.training.pointer.loss import pointing_loss, sides_loss
from attrib.training.pointer.material import PointerWindow, article_windows, batches, padded
from attrib.training.pointer.reading import read_pointed
from attrib.training.pointer.recipe import PointerTraining
from attrib.training.pointer.side_calibration import calibrate_sides


class PointerTask:
    """Learns whom statements are by, and where it judges which sides they take. See `engine.task.Task`."""

    recipe_class: ClassVar[type[Recipe]] = PointerTraining
    takes_articles: ClassVar[bool] = True
    average: ClassVar[float] = 0.0
    precision: ClassVar[str] = "auto"

    def __init__(self, recipe: PointerTraining, place: Workplace) -> None:
        self.recipe, self.place = recipe, place
        torch.manual_seed(recipe.seed)
        loaded = load_model(recipe.model, place.device)
        width = loaded.model.roles.in_features
        self.judges = recipe.sides_weight > 0
        sizes = recipe.layer, recipe.rank, recipe.width, recipe.window, recipe.dropout, recipe.share, self.judges
        self.encoder = loaded.model.encoder
        self.model = Pointer(PointerConfig(loaded.digest, width, *sizes), self.encoder)
        if recipe.base:
            self.model.take_upper(load_base(recipe.base)[0])
            self.model.to(place.device)
        if recipe.start:
            self._start_from(recipe.start)
        detector = load_detector(recipe.model, place, words=self.judges)
        detector.pointer = self.model
        self.first = list(corpus_windows(recipe, place, detector))
        for item in read_pointed(recipe.taught, place, detector):
            self.first += article_windows(item.article, item.layer, recipe.name_weight)
        read = read_pointed(recipe.articles, place, detector, sides=self.judges)
        self.articles = [item.article for item in read]
        self.parts = parts_of([article.group for article in self.articles], recipe.parts)
        self.windows = [
            window
            for item, part in zip(read, self.parts, strict=True)
            if part != recipe.without
            for window in article_windows(item.article, item.layer, recipe.name_weight, item.sides)
        ]
        unseen = recipe.calibrated_on if self.judges or recipe.held_out else ()
        self.unseen = read_pointed(unseen, place, detector, sides=self.judges)
        place.report(
            f"{sum(len(window.asked) for window in self.windows)} statements to learn from, "
            f"{sum(len(window.sided) for window in self.windows)} with targets, {len(self.first)} texts before them"
        )

    def _start_from(self, name: str) -> None:
        """Start from the weights of another pointer. Raises SettingsError for one of other sizes."""
        folder = find_model(name, Kind.POINTER)
        configs = self.model.config, pointer_config(folder, self.encoder)
        own, given = ((config.layer, config.rank, config.width, config.judges) for config in configs)
        if own != given:
            raise SettingsError(
                f"start = {name!r} is a pointer of other sizes: layer, rank, width and whether it judges sides are "
                f"{given}, not {own}; give these or another start"
            )
        take_weights(self.model, folder)

    def groups(self) -> list[dict[str, Any]]:
        """Upper layers at one rate, all else at another; the encoder's own weights are not trained."""
        return two_rates(self.model, self.model.upper, self.recipe.rate, self.recipe.head_rate)

    def rate(self, at: Position, batches: int) -> float:
        """The first epoch is longer by what comes before the articles."""
        own = batches if at.epoch else batches - len(self._before)
        return rate_scale(at.step, own * self.recipe.epochs + len(self._before), self.recipe.warmup)

    def batches(self, epoch: int) -> list[list[PointerWindow]]:
        """The windows of the articles; in the first epoch those of taught articles and corpora come before."""
        found = batches(self.windows, self.recipe.batch_tokens, (self.recipe.seed, epoch))
        return found if epoch else [*self._before, *found]

    @cached_property
    def _before(self) -> list[list[PointerWindow]]:
        return batches(self.first, self.recipe.batch_tokens, (self.recipe.seed, self.recipe.epochs))

    def loss(self, batch: list[PointerWindow], _: np.random.Generator) -> Tensor:
        """The loss of speakers, and that of sides times its weight; see `loss`."""
        read = self.model.encode(*padded(batch))
        asked = [(row, item) for row, window in enumerate(batch) for item in window.asked]
        found = torch.zeros(())
        if asked:
            scores = self.model(read, [row for row, _ in asked], [item.question for _, item in asked])
            found = found + pointing_loss(scores, [item for _, item in asked])
        sided = [(row, item) for row, window in enumerate(batch) for item in window.sided]
        if sided and self.model.sides is not None:
            rows, questions = [row for row, _ in sided], [item.question for _, item in sided]
            logits, taken = self.model.sides(read, rows, questions)
            own = sides_loss(logits, taken, [item for _, item in sided], self.recipe)
            found = found + self.recipe.sides_weight * own
        return found

    def measure(self) -> dict[str, float]:
        """No figures: what is held out is measured once, when the confidence is calibrated."""
        return {}

    def finish(self) -> dict[str, float]:
        """Calibrate speakers by a pointer that has not learned from a part of the outlets, then all by others."""
        figures: dict[str, float] = {}
        if self.recipe.held_out:
            figures |= calibrate(self.model, self.encoder, self.recipe, self.place, self.articles, self.parts)
            articles = [item.article for item in self.unseen]
            figures |= calibrate_whole(self.model, self.recipe, self.place, articles) if articles else {}
        if self.judges:
            unseen = [(item.layer, example) for item in self.unseen for example in item.sides if example.classes]
            figures |= calibrate_sides(self.model, unseen, self.place, self.recipe.precision)
        return figures

    def write(self) -> None:
        save_pointer(self.place.output, self.model)
