"""The training of the attribution model: one encoder with all heads, measured on dev and calibrated there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from attrib.data import Statement
from attrib.nn.attribution.checkpoint import LoadedModel, load_model, save_model
from attrib.nn.attribution.config import ModelConfig
from attrib.nn.attribution.links import link_loss
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.hub import encoder_config, load_encoder, load_tokenizer
from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.encoder.windows import Window
from attrib.pipeline.detection.detector import Detector
from attrib.training.attribution.batches import UNLABELLED, LabelledTokens, TrainingBatch, epoch_batches, make_batch
from attrib.training.attribution.material import read_mix
from attrib.training.attribution.rates import parameter_groups
from attrib.training.attribution.recipe import AttributionTraining
from attrib.training.attribution.taught import chosen_rows
from attrib.training.corpora.polnear import read_polnear
from attrib.training.engine.average import mean_weights
from attrib.training.engine.rates import rate_scale
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.state import Position
from attrib.training.engine.task import Workplace, half_precision
from attrib.training.evaluation.calibration import fit, label_correctness
from attrib.training.evaluation.figures import detect_statements, f1_figures

Windows = list[tuple[LabelledTokens, Window]]


class AttributionTask:
    """Learns who said what from PolNeAR, labelled articles, and teachers if any. See `engine.task.Task`."""

    recipe_class: ClassVar[type[Recipe]] = AttributionTraining
    takes_articles: ClassVar[bool] = True

    def __init__(self, recipe: AttributionTraining, place: Workplace) -> None:
        self.recipe, self.place = recipe, place
        self.average, self.precision = recipe.average, recipe.precision
        torch.manual_seed(recipe.head_seed)
        self.encoder = TextEncoder(load_tokenizer(recipe.base), recipe.window, recipe.overlap)
        self.dev = read_polnear(place.corpora / recipe.polnear / "dev")
        self.mix = read_mix(recipe, self.encoder, place)
        self.model = _model(recipe, place.device)
        self.model.config = replace(self.model.config, opening=self.mix.reading_piece())

    def groups(self) -> list[dict[str, Any]]:
        return parameter_groups(self.model, self.recipe)

    def rate(self, at: Position, batches: int) -> float:
        return rate_scale(at.step, batches * self.recipe.epochs, self.recipe.warmup)

    def batches(self, epoch: int) -> list[Windows]:
        random = np.random.default_rng((self.recipe.seed, epoch))
        return epoch_batches(self.mix.draw(random), self.encoder, self.recipe.batch_tokens, random)

    def loss(self, batch: Windows, random: np.random.Generator) -> Tensor:
        reach, masking = self.model.config.link_reach, self.recipe.word_masking
        made = make_batch(batch, self.encoder, reach, masking, self.encoder.mask, random)
        return attribution_loss(self.model, made.to(self.place.device), self.recipe)

    def measure(self) -> dict[str, float]:
        return f1_figures(self.dev, self._detect())

    def write(self) -> None:
        save_model(self.place.output, self.model, self.encoder.tokenizer, self.recipe.weight_bits)

    def finish(self) -> dict[str, float]:
        """Fit the model's confidence to dev; returns the figures there."""
        found = self._detect()
        judged = [item for text in label_correctness(self.dev, found) for item in text]
        scale, shift = fit(judged)
        least = self.recipe.least_confidence
        self.model.config = replace(
            self.model.config, confidence_scale=scale, confidence_shift=shift, least_confidence=least
        )
        return f1_figures(self.dev, found)

    def _detect(self) -> Sequence[Sequence[Statement]]:
        with self._detector() as detector:
            return detect_statements(detector, self.dev)

    @contextmanager
    def _detector(self) -> Iterator[Detector]:
        """A detector of the model's weights, in the training's precision."""
        recipe, opening = self.recipe, self.model.config.opening
        encoder = TextEncoder(self.encoder.tokenizer, recipe.window, recipe.overlap, opening)
        loaded = LoadedModel(recipe.name, self.model, encoder, "")
        with half_precision(self.model, self.precision):
            yield Detector(loaded, torch.float32, 2 * self.recipe.batch_tokens)


def _model(recipe: AttributionTraining, device: torch.device) -> AttributionModel:
    """A model with fresh heads on the recipe's base, or the mean of the models that the recipe starts from."""
    base = load_encoder(recipe.base)
    settings = ModelConfig(
        encoder=encoder_config(base),
        base=recipe.base,
        window=recipe.window,
        overlap=recipe.overlap,
        hidden_dropout=recipe.hidden_dropout,
        role_rows=recipe.role_rows,
    )
    model = AttributionModel(settings, base)
    if recipe.start:
        starts = [load_model(name, device).model.state_dict() for name in recipe.start]
        model.load_state_dict(mean_weights(starts))
    return model.to(device)


def attribution_loss(model: AttributionModel, batch: TrainingBatch, recipe: AttributionTraining) -> Tensor:
    """The loss of the roles, and by their weights those of the links and of the entities where these are labelled."""
    hidden, emissions, entities = model(batch.inputs)
    mask, rows = batch.inputs.mask, batch.role_rows
    loss: Tensor = emissions.new_zeros(())
    if len(rows):
        taught = None if batch.taught is None else chosen_rows(batch.taught.roles, rows)
        loss = model.crf.negative_log_likelihood(emissions[rows], batch.roles[rows], mask[rows], taught)
    if model.inner is not None and len(batch.inner_rows):
        rows = batch.inner_rows
        taught = None if batch.taught is None else chosen_rows(batch.taught.inner, rows)
        emissions = model.inner(hidden[rows])
        inner = model.inner.crf.negative_log_likelihood(emissions, batch.inner[rows], mask[rows], taught)
        loss = loss + recipe.inner_weight * inner
    if len(batch.links.spans):
        scores, nothing = model.links(hidden.flatten(0, 1), batch.links)
        loss = loss + recipe.link_weight * link_loss(scores, nothing, batch.links, batch.chosen)
    named = entity_loss(entities, batch)
    return loss if named is None else loss + recipe.entity_weight * named


def entity_loss(logits: Tensor, batch: TrainingBatch) -> Tensor | None:
    """The mean cross entropy of entity logits [B, L, 9] with labels, teachers or both; None where there is neither."""
    known = batch.entities != UNLABELLED
    target = functional.one_hot(batch.entities.clamp(min=0), logits.shape[2]).float() * known.unsqueeze(2)
    if batch.taught is not None:
        answers, share = batch.taught.entities
        taught = answers.sum(2) > 0
        part = (share.unsqueeze(1) * taught).unsqueeze(2)
        target, known = (1 - part) * target + part * answers, known | taught
    return functional.cross_entropy(logits[known].float(), target[known]) if bool(known.any()) else None
