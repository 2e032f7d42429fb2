"""The training loop: fine-tunes one encoder with all heads, averages the weights, measures on dev after each epoch."""

import json
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional
from torch.optim import AdamW
from tqdm import tqdm

from attrib.errors import SettingsError
from attrib.nn.attribution.checkpoint import LoadedModel, load_model, save_model
from attrib.nn.attribution.config import ModelConfig
from attrib.nn.attribution.links import link_loss
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.device import choose_device, choose_dtype
from attrib.nn.encoder.dropout import reseed_dropout
from attrib.nn.encoder.hub import encoder_config, load_encoder, load_tokenizer
from attrib.nn.encoder.tokens import TextEncoder
from attrib.pipeline.detection.detector import Detector
from attrib.training.attribution.batches import UNLABELLED, TrainingBatch, epoch_batches, make_batch
from attrib.training.attribution.material import gather
from attrib.training.attribution.rates import parameter_groups
from attrib.training.attribution.recipe import TrainingConfig
from attrib.training.corpora.polnear import read_polnear
from attrib.training.engine.average import WeightAverage, mean_weights
from attrib.training.engine.rates import descend, rate_scale
from attrib.training.engine.state import load_state, read_progress, save_state
from attrib.training.evaluation.calibration import fit, judge
from attrib.training.evaluation.figures import detect_statements, detection_f1

_SAVE_EVERY_SECONDS = 120.0


class Trainer:
    """One run in one folder: `run` trains to the end, from the last saved state where there is one."""

    def __init__(
        self,
        config: TrainingConfig,
        corpora: Path,
        articles: Path | None,
        output: Path,
        report: Callable[[str], None],
        device: str = "auto",
    ) -> None:
        self.config, self.output = config, output
        self.device = choose_device(device)
        torch.manual_seed(config.head_seed)
        tokenizer = load_tokenizer(config.base)
        self.encoder = TextEncoder(tokenizer, config.window, config.overlap)
        self.dev = read_polnear(corpora / config.polnear / "dev")
        self.material = gather(config, self.encoder, corpora, articles, output, self.device, report)
        base = load_encoder(config.base)
        settings = ModelConfig(
            encoder=encoder_config(base),
            base=config.base,
            window=config.window,
            overlap=config.overlap,
            hidden_dropout=config.hidden_dropout,
        )
        self.model = AttributionModel(settings, base)
        if config.start:
            starts = [load_model(name, self.device).model.state_dict() for name in config.start]
            self.model.load_state_dict(mean_weights(starts))
        self.model.to(self.device)
        self.optimizer = AdamW(parameter_groups(self.model, config), weight_decay=config.weight_decay, fused=True)
        self.average = WeightAverage(self.model, config.average)
        self.autocast = choose_dtype(config.precision, self.device) == torch.bfloat16
        self.step = 0

    def run(self, report: Callable[[str], None]) -> dict[str, float]:
        """Train to the last epoch and write the model folder; returns its dev figures."""
        state = self.output / "state.safetensors"
        epoch, done, seconds = 0, 0, 0.0
        if state.is_file():
            epoch, done, seconds = self._resume(state)
            report(f"resumed at epoch {epoch + 1}, batch {done}")
        figures: dict[str, float] = {}
        while epoch < self.config.epochs:
            started = time.monotonic()
            loss = self._epoch(epoch, done, seconds)
            epoch, done, seconds = epoch + 1, 0, seconds + time.monotonic() - started
            figures = self._measure()
            with self.average.applied(self.model):
                save_model(self.output, self.model, self.encoder.tokenizer)
            # After the model: a state that says an epoch is done must find its model whole.
            self._save(epoch, 0, seconds)
            line = {"epoch": epoch, "loss": round(loss, 4), "seconds": round(seconds), **figures}
            with (self.output / "log.jsonl").open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(line) + "\n")
            report(" ".join(f"{key} {value}" for key, value in line.items()))
        self._calibrate()
        (self.output / "training.json").write_text(
            json.dumps(
                {"config": asdict(self.config), "config_digest": self.config.digest, "seconds": round(seconds)},
                indent=2,
            )
            + "\n",
            encoding="utf-8",
        )
        return figures or self._measure()

    def _epoch(self, epoch: int, skip: int, seconds: float) -> float:
        """One epoch from batch `skip` on; returns the mean loss."""
        config = self.config
        random = np.random.default_rng((config.seed, epoch))
        batches = epoch_batches(self.material.draw(random), self.encoder, config.batch_tokens, random)
        self.model.train()
        losses = []
        saved = started = time.monotonic()
        steps = len(batches) * config.epochs
        bar = tqdm(
            total=len(batches), initial=skip, desc=f"epoch {epoch + 1}/{config.epochs}", disable=None, unit="batch"
        )
        for number in range(skip, len(batches)):
            reseed_dropout(self.model, config.seed, epoch, number)
            drawn = np.random.default_rng((config.seed, epoch, number))
            batch = make_batch(
                batches[number],
                self.encoder,
                self.model.config.link_reach,
                config.word_masking,
                self.encoder.mask,
                drawn,
            )
            losses.append(self._train_step(batch.to(self.device), steps))
            bar.update()
            bar.set_postfix(loss=f"{np.mean(losses[-50:]):.3f}")
            if time.monotonic() - saved > _SAVE_EVERY_SECONDS:
                saved = time.monotonic()
                self._save(epoch, number + 1, seconds + saved - started)
        bar.close()
        return float(np.mean(losses)) if losses else math.nan

    def _train_step(self, batch: TrainingBatch, steps: int) -> float:
        scale = rate_scale(self.step, steps, self.config.warmup)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.autocast):
            loss = self._loss(batch)
        descend(self.optimizer, loss, scale)
        self.step += 1
        self.average.update(self.model, self.step)
        return float(loss.detach())

    def _loss(self, batch: TrainingBatch) -> torch.Tensor:
        hidden, emissions, entities = self.model(batch.inputs)
        mask = batch.inputs.mask
        loss: torch.Tensor = self.model.crf.negative_log_likelihood(emissions, batch.roles, mask, batch.taught)
        if len(batch.links.spans):
            scores, nothing = self.model.links(hidden.flatten(0, 1), batch.links)
            loss = loss + self.config.link_weight * link_loss(scores, nothing, batch.links, batch.chosen)
        if bool((batch.entities != UNLABELLED).any()):
            named = functional.cross_entropy(
                entities.flatten(0, 1).float(), batch.entities.flatten(), ignore_index=UNLABELLED
            )
            loss = loss + self.config.entity_weight * named
        return loss

    @contextmanager
    def _detector(self) -> Iterator[Detector]:
        """A detector of the averaged weights, in the training's precision."""
        with self.average.applied(self.model):
            self.model.eval()
            loaded = LoadedModel(self.config.name, self.model, self.encoder, "")
            with torch.autocast(self.device.type, torch.bfloat16, enabled=self.autocast):
                yield Detector(loaded, torch.float32, 2 * self.config.batch_tokens)

    def _measure(self) -> dict[str, float]:
        with self._detector() as detector:
            return detection_f1(detector, self.dev)

    def _calibrate(self) -> None:
        """Fit the model's confidence to dev, and write the model with it."""
        with self._detector() as detector:
            scale, shift = fit(
                [item for text in judge(self.dev, detect_statements(detector, self.dev)) for item in text]
            )
            kept = self.model.config
            self.model.config = replace(
                kept,
                confidence_scale=scale,
                confidence_shift=shift,
                least_confidence=self.config.least_confidence,
            )
            save_model(self.output, self.model, self.encoder.tokenizer)
            self.model.config = kept

    def _save(self, epoch: int, done: int, seconds: float) -> None:
        progress: dict[str, object] = {
            "epoch": epoch,
            "done": done,
            "step": self.step,
            "seconds": seconds,
            "config": self.config.digest,
        }
        save_state(self.output, self.model, self.average, self.optimizer, progress)

    def _resume(self, state: Path) -> tuple[int, int, float]:
        progress = read_progress(state)
        if progress["config"] != self.config.digest:
            raise SettingsError(
                f"{state} was begun with config {progress['config']}, this one is {self.config.digest}; "
                "give another output folder, or delete that file to train from the start"
            )
        load_state(state, self.model, self.average, self.optimizer)
        self.step = progress["step"]
        return progress["epoch"], progress["done"], progress["seconds"]


def train(
    config: TrainingConfig,
    corpora: Path,
    articles: Path | None,
    output: Path,
    report: Callable[[str], None],
    device: str = "auto",
) -> dict[str, float]:
    """Train the model of a config into the folder `output`, resuming what is there; returns its dev figures."""
    output.mkdir(parents=True, exist_ok=True)
    return Trainer(config, corpora, articles, output, report, device).run(report)
