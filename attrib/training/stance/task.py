"""The training of the stance model: on three corpora; then a head for statements of articles, and calibration."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor

from attrib.errors import SettingsError
from attrib.nn.encoder.hub import load_encoder, load_tokenizer
from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.stance.checkpoint import base_digest, load_stance_model, save_stance_model
from attrib.nn.stance.config import StanceConfig
from attrib.nn.stance.model import StanceModel
from attrib.nn.stance.statement_head import OTHER_PARTS
from attrib.training.corpora.stance import dev_texts, train_texts
from attrib.training.corpora.stance_examples import StanceExample, prepare
from attrib.training.engine.average import mean_weights
from attrib.training.engine.rates import rate_scale
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.state import Position
from attrib.training.engine.task import Workplace, half_precision
from attrib.training.evaluation.stance import measure_tasks, task_logits, with_unrelated
from attrib.training.stance.calibration import fit_scaling
from attrib.training.stance.loss import masked_batch, stance_loss
from attrib.training.stance.material import ArticleStances, read_articles, stance_batches, vary
from attrib.training.stance.recipe import StanceTraining
from attrib.training.stance.statement_fit import fit_statements


class StanceTask:
    """Learns stance from corpora, and from labelled articles if the recipe names any. See `engine.task.Task`."""

    recipe_class: ClassVar[type[Recipe]] = StanceTraining
    takes_articles: ClassVar[bool] = True

    def __init__(self, recipe: StanceTraining, place: Workplace, articles: ArticleStances | None = None) -> None:
        """`articles` takes the place of those read from the folders that the recipe names, where it is given."""
        self.recipe, self.place = recipe, place
        self.average, self.precision = recipe.average, recipe.precision
        self.articles = read_articles(recipe, place) if articles is None else articles
        torch.manual_seed(recipe.seed)
        self.encoder = TextEncoder(load_tokenizer(recipe.base), recipe.window, 0)
        self.dev = dev_texts(place.corpora)
        self.examples = prepare(train_texts(place.corpora), self.encoder)
        self.model = self._model()

    def _model(self) -> StanceModel:
        recipe, articles = self.recipe, self.articles
        settings = StanceConfig(
            recipe.base,
            base_digest(recipe.base),
            window=recipe.window,
            hidden_dropout=recipe.hidden_dropout,
            scorers=recipe.scorers if articles.statements else 0,
            made_for=articles.encoder_digest,
            states_width=states_width(articles),
        )
        model = StanceModel(settings, load_encoder(recipe.base))
        if recipe.start:
            _take_over(model, [load_stance_model(name, torch.device("cpu")).model for name in recipe.start])
        return model.to(self.place.device)

    def groups(self) -> list[dict[str, Any]]:
        trained = [(name, value) for name, value in self.model.named_parameters() if value.requires_grad]
        encoder = [value for name, value in trained if name.startswith("encoder.")]
        rest = [value for name, value in trained if not name.startswith("encoder.")]
        rates = ((encoder, self.recipe.learning_rate), (rest, self.recipe.head_rate))
        return [{"params": values, "lr": rate, "initial": rate} for values, rate in rates]

    def rate(self, at: Position, batches: int) -> float:
        return rate_scale(at.epoch * batches + at.done, self.recipe.epochs * batches, self.recipe.warmup)

    def batches(self, epoch: int) -> list[list[StanceExample]]:
        random = np.random.default_rng((self.recipe.seed, epoch))
        return stance_batches(vary(self.examples, self.recipe, random), self.recipe, random)

    def loss(self, batch: list[StanceExample], random: np.random.Generator) -> Tensor:
        inputs = masked_batch(batch, self.encoder, self.recipe, random).to(self.place.device)
        logits = self.model(inputs)
        with torch.autocast(self.place.device.type, enabled=False):
            return stance_loss(logits, batch)

    def measure(self) -> dict[str, float]:
        with half_precision(self.model, self.precision):
            return measure_tasks(self.model, self.encoder, self.dev)

    def write(self) -> None:
        save_stance_model(self.place.output, self.model)

    def finish(self) -> dict[str, float]:
        """Calibrate on the development splits, and fit the statement head to the articles."""
        temperatures: dict[str, float] = {}
        shifts: dict[str, list[float]] = {}
        topics = [
            text
            for some in (self.dev["perspectrum/dev"], self.articles.topics)
            for text in with_unrelated(some, self.recipe.seed)
        ]
        sets = {"directed": self.dev["directed-sentiment/valid"], "author": self.dev["newsmtsc/devtest_mt"]}
        for task, texts in (sets | {"topic": topics}).items():
            logits = np.concatenate(task_logits(self.model, self.encoder, texts))
            labels = np.array([label for text in texts for label in text.labels])
            temperatures[task], shifts[task] = fit_scaling(logits, labels, shifted=task != "directed")
        self.model.config = replace(self.model.config, temperatures=temperatures, shifts=shifts)
        if self.articles.statements:
            fit_statements(self.model, self.encoder, self.recipe, self.articles.statements, self.place.report)
        self.place.report(f"calibrated: {self.model.config}")
        return self.measure()


def states_width(articles: ArticleStances) -> int:
    """The width of the attribution model's states that statements carry; 0 where none does."""
    sizes = {len(statement.states) for statement in articles.statements if statement.states is not None}
    return max(sizes, default=0) // OTHER_PARTS


def _take_over(model: StanceModel, starts: Sequence[StanceModel]) -> None:
    """Give a model the mean weights of others that have its base and window, all but those of the statement head."""
    for start in starts:
        for name in ("base_sha256", "window"):
            wanted, found = getattr(model.config, name), getattr(start.config, name)
            if wanted != found:
                raise SettingsError(f"a model that start names has {name} {found}, the config {wanted}; make them one")
    states = [start.state_dict() for start in starts]
    own = [{name: value for name, value in state.items() if not name.startswith("statements.")} for state in states]
    model.load_state_dict(mean_weights(own), strict=False)
