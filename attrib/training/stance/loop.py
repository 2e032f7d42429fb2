"""The stance training: on corpora, measured each epoch; then a head for statements, and calibration."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch

from attrib.errors import SettingsError
from attrib.nn.encoder.device import choose_device
from attrib.nn.encoder.hub import load_encoder, load_tokenizer
from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.stance.checkpoint import base_digest, load_stance_model, save_stance_model
from attrib.nn.stance.config import StanceConfig
from attrib.nn.stance.model import StanceModel
from attrib.training.corpora.stance import LabelledStance, dev_texts, train_texts
from attrib.training.corpora.stance_articles import LabelledStatement
from attrib.training.corpora.stance_examples import prepare
from attrib.training.engine.average import mean_weights
from attrib.training.engine.rates import rate_scale
from attrib.training.engine.state import load_state, read_progress, save_state
from attrib.training.evaluation.stance import measure_tasks, task_logits, with_unrelated
from attrib.training.stance.calibration import fit_scaling
from attrib.training.stance.learner import StanceLearner
from attrib.training.stance.material import stance_batches, vary
from attrib.training.stance.recipe import StanceTrainingConfig
from attrib.training.stance.statement_fit import fit_statements

_SAVE_EVERY_SECONDS = 120.0
_STATE = "state.safetensors"


class StanceTrainer:
    """One run in one folder: `run` trains to the end, from the last saved state where there is one."""

    def __init__(
        self,
        config: StanceTrainingConfig,
        corpora: Path,
        statements: Sequence[LabelledStatement],
        topics: Sequence[LabelledStance],
        output: Path,
        device: str = "auto",
        encoder_digest: str = "",
    ) -> None:
        """`statements` are those of labelled articles, with states of attribution weights of the digest given.

        Without any the model has no statement head. `topics` are the articles' stances as texts beside a topic, which
        serve calibration alone.
        """
        self.config, self.output = config, output
        torch.manual_seed(config.seed)
        self.encoder = TextEncoder(load_tokenizer(config.base), config.window, 0)
        self.dev = dev_texts(corpora)
        self.corpora = prepare(train_texts(corpora), self.encoder)
        self.statements, self.topics = statements, topics
        settings = StanceConfig(
            config.base, base_digest(config.base), window=config.window, hidden_dropout=config.hidden_dropout,
            scorers=config.scorers if statements else 0, made_for=encoder_digest,
        )  # fmt: skip
        self.model = StanceModel(settings, load_encoder(config.base))
        if config.start:
            _take_over(self.model, [load_stance_model(name, torch.device("cpu")).model for name in config.start])
        self.model.to(choose_device(device))
        self.learner = StanceLearner(self.model, self.encoder, config)

    def run(self, report: Callable[[str], None]) -> dict[str, float]:
        """Train to the last epoch and write the model folder; returns its figures on the development splits."""
        epoch, done, seconds = 0, 0, 0.0
        if (self.output / _STATE).is_file():
            epoch, done, seconds = self._resume()
            report(f"resumed at epoch {epoch + 1}, batch {done}")
        while epoch < self.config.epochs:
            started = time.monotonic()
            loss = self._epoch(epoch, done, seconds)
            epoch, done, seconds = epoch + 1, 0, seconds + time.monotonic() - started
            with self.learner.average.applied(self.model):
                figures = self._measure()
                save_stance_model(self.output, self.model)
            self._save(epoch, 0, seconds)
            self._log({"epoch": epoch, "loss": round(loss, 4), "seconds": round(seconds), **figures}, report)
        started = time.monotonic()
        with self.learner.average.applied(self.model):
            self._finish(report)
            figures = self._measure()
            save_stance_model(self.output, self.model)
        seconds += time.monotonic() - started
        self._log({"epoch": "finished", "seconds": round(seconds), **figures}, report)
        record = {"config": asdict(self.config), "config_digest": self.config.digest, "seconds": round(seconds)}
        (self.output / "training.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
        return figures

    def _epoch(self, epoch: int, skip: int, seconds: float) -> float:
        """One epoch over the corpora from batch `skip` on; returns the mean loss."""
        config = self.config
        random = np.random.default_rng((config.seed, epoch))
        batches = stance_batches(vary(self.corpora, config, random), config, random)
        before, steps = epoch * len(batches), config.epochs * len(batches)
        saved = started = time.monotonic()

        def save_now_and_then(done: int) -> None:
            nonlocal saved
            if time.monotonic() - saved > _SAVE_EVERY_SECONDS:
                saved = time.monotonic()
                self._save(epoch, done, seconds + saved - started)

        def scale(number: int) -> float:
            return rate_scale(before + number, steps, config.warmup)

        return self.learner.learn(batches, (config.seed, epoch), scale, skip, save_now_and_then)

    def _finish(self, report: Callable[[str], None]) -> None:
        """Fit the statement head to the articles, and calibrate on what was not learnt."""
        self.model.eval()
        temperatures: dict[str, float] = {}
        shifts: dict[str, list[float]] = {}
        topics = [
            text
            for some in (self.dev["perspectrum/dev"], self.topics)
            for text in with_unrelated(some, self.config.seed)
        ]
        sets = {"directed": self.dev["directed-sentiment/valid"], "author": self.dev["newsmtsc/devtest_mt"]}
        for task, texts in (sets | {"topic": topics}).items():
            logits = np.concatenate(task_logits(self.model, self.encoder, texts))
            labels = np.array([label for text in texts for label in text.labels])
            temperatures[task], shifts[task] = fit_scaling(logits, labels, shifted=task != "directed")
        self.model.config = replace(self.model.config, temperatures=temperatures, shifts=shifts)
        if self.statements:
            fit_statements(self.model, self.encoder, self.config, self.statements, report)
        report(f"calibrated: {self.model.config}")

    def _measure(self) -> dict[str, float]:
        self.model.eval()
        with torch.autocast(self.model.device().type, torch.bfloat16, enabled=self.learner.autocast):
            return measure_tasks(self.model, self.encoder, self.dev)

    def _log(self, line: dict[str, object], report: Callable[[str], None]) -> None:
        with (self.output / "log.jsonl").open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")
        report(" ".join(f"{key} {value}" for key, value in line.items()))

    def _save(self, epoch: int, done: int, seconds: float) -> None:
        progress: dict[str, object] = {"epoch": epoch, "done": done, "step": self.learner.step, "seconds": seconds}
        progress |= {"config": self.config.digest}
        save_state(self.output, self.model, self.learner.average, self.learner.optimizer, progress)

    def _resume(self) -> tuple[int, int, float]:
        state = self.output / _STATE
        progress = read_progress(state)
        if progress["config"] != self.config.digest:
            raise SettingsError(
                f"{state} was begun with config {progress['config']}, this one is {self.config.digest}; "
                "give another output folder, or delete that file to train from the start"
            )
        load_state(state, self.model, self.learner.average, self.learner.optimizer)
        self.learner.step = progress["step"]
        return progress["epoch"], progress["done"], progress["seconds"]


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
