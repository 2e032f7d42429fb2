"""The stance training: first on corpora, then on labelled articles; averages the weights and measures each epoch."""

import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import AdamW
from tqdm import tqdm

from attrib.errors import SettingsError
from attrib.nn.base import load_encoder, load_tokenizer
from attrib.nn.device import choose_device, choose_dtype
from attrib.nn.dropout import reseed_dropout
from attrib.nn.encoding import TextEncoder
from attrib.nn.stance_checkpoint import base_digest, save_stance_model
from attrib.nn.stance_config import TASKS, StanceConfig
from attrib.nn.stance_inputs import make_stance_batch
from attrib.nn.stance_model import StanceModel, task_classes
from attrib.training.average import WeightAverage
from attrib.training.rates import rate_scale
from attrib.training.stance_config import StanceTrainingConfig
from attrib.training.stance_corpora import LabelledStance, read_directed, read_newsmtsc, read_perspectrum
from attrib.training.stance_evaluate import measure_tasks
from attrib.training.stance_material import StanceExample, prepare, stance_batches, vary
from attrib.training.state import load_state, read_progress, save_state

_SAVE_EVERY_SECONDS = 120.0
_UNASKED = -1


def train_texts(config: StanceTrainingConfig, corpora: Path) -> list[LabelledStance]:
    """The training splits of the three corpora."""
    return [
        *read_directed(corpora / config.directed / "train.txt"),
        *read_newsmtsc(corpora / config.newsmtsc / "train.jsonl"),
        *read_perspectrum(corpora / config.perspectrum / "train.jsonl"),
    ]


def dev_texts(config: StanceTrainingConfig, corpora: Path) -> dict[str, list[LabelledStance]]:
    """The splits that serve development, by name."""
    return {
        "directed-sentiment/valid": read_directed(corpora / config.directed / "valid.txt"),
        "newsmtsc/devtest_mt": read_newsmtsc(corpora / config.newsmtsc / "devtest_mt.jsonl"),
        "perspectrum/dev": read_perspectrum(corpora / config.perspectrum / "dev.jsonl"),
    }


class StanceTrainer:
    """One run in one folder: `run` trains to the end, from the last saved state where there is one."""

    def __init__(
        self,
        config: StanceTrainingConfig,
        corpora: Path,
        articles: Sequence[LabelledStance],
        output: Path,
        device: str = "auto",
    ) -> None:
        """`articles` are the statements of labelled articles; there must be some where adapt_epochs is not 0."""
        self.config, self.output = config, output
        self.device = choose_device(device)
        torch.manual_seed(config.seed)
        tokenizer = load_tokenizer(config.base)
        self.encoder = TextEncoder(tokenizer, config.window, 0)
        self.mask_id = tokenizer.token_to_id("[MASK]") or tokenizer.token_to_id("<mask>")
        self.dev = dev_texts(config, corpora)
        self.corpora = prepare(train_texts(config, corpora), self.encoder)
        self.articles = prepare(articles, self.encoder)
        settings = StanceConfig(
            config.base, base_digest(config.base), window=config.window, hidden_dropout=config.hidden_dropout
        )
        self.model = StanceModel(settings, load_encoder(config.base)).to(self.device)
        groups = _parameter_groups(self.model, config)
        self.optimizer = AdamW(groups, weight_decay=config.weight_decay, fused=True)
        self.average = WeightAverage(self.model, config.average)
        self.autocast = choose_dtype(config.precision, self.device) == torch.bfloat16
        self.step = 0

    def run(self, report: Callable[[str], None]) -> dict[str, float]:
        """Train to the last epoch and write the model folder; returns its figures on the development splits."""
        state = self.output / "state.safetensors"
        epoch, done, seconds = 0, 0, 0.0
        if state.is_file():
            epoch, done, seconds = self._resume(state)
            report(f"resumed at epoch {epoch + 1}, batch {done}")
        figures: dict[str, float] = {}
        while epoch < self.config.epochs + self.config.adapt_epochs:
            started = time.monotonic()
            loss = self._epoch(epoch, done, seconds)
            epoch, done, seconds = epoch + 1, 0, seconds + time.monotonic() - started
            with self.average.applied(self.model):
                figures = self.measure()
                save_stance_model(self.output, self.model)
            self._save(epoch, 0, seconds)
            line = {"epoch": epoch, "loss": round(loss, 4), "seconds": round(seconds), **figures}
            with (self.output / "log.jsonl").open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(line) + "\n")
            report(" ".join(f"{key} {value}" for key, value in line.items()))
        record = {"config": asdict(self.config), "config_digest": self.config.digest, "seconds": round(seconds)}
        (self.output / "training.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
        return figures

    def measure(self) -> dict[str, float]:
        self.model.eval()
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.autocast):
            return measure_tasks(self.model, self.encoder, self.dev)

    def _examples(self, epoch: int, random: np.random.Generator) -> list[StanceExample]:
        """The corpora in the first part; the articles with a share of the corpora in the second."""
        if epoch < self.config.epochs:
            return vary(self.corpora, self.config, random)
        replayed = random.permutation(len(self.corpora))[: int(self.config.replay * len(self.corpora))]
        kept = [self.corpora[at] for at in replayed]
        return vary([*self.articles * self.config.articles_weight, *kept], self.config, random)

    def _epoch(self, epoch: int, skip: int, seconds: float) -> float:
        """One epoch from batch `skip` on; returns the mean loss."""
        config = self.config
        random = np.random.default_rng((config.seed, epoch))
        batches = stance_batches(self._examples(epoch, random), config, random)
        second = epoch >= config.epochs
        if second and epoch == config.epochs and not skip:
            begin_statements(self.model)
            self.average = WeightAverage(self.model, config.average)
        before = len(batches) * (epoch - config.epochs if second else epoch)
        steps = len(batches) * (config.adapt_epochs if second else config.epochs)
        self.model.train()
        losses = []
        saved = started = time.monotonic()
        bar = tqdm(total=len(batches), initial=skip, desc=f"epoch {epoch + 1}", disable=None, unit="batch")
        for number in range(skip, len(batches)):
            reseed_dropout(self.model, config.seed, epoch, number)
            drawn = np.random.default_rng((config.seed, epoch, number))
            scale = rate_scale(before + number, steps, config.warmup) * (config.adapt_rate if second else 1.0)
            losses.append(self._train_step(batches[number], scale, drawn))
            bar.update()
            bar.set_postfix(loss=f"{np.mean(losses[-50:]):.3f}")
            if time.monotonic() - saved > _SAVE_EVERY_SECONDS:
                saved = time.monotonic()
                self._save(epoch, number + 1, seconds + saved - started)
        bar.close()
        return float(np.mean(losses)) if losses else math.nan

    def _train_step(self, examples: Sequence[StanceExample], scale: float, random: np.random.Generator) -> float:
        for group in self.optimizer.param_groups:
            group["lr"] = group["initial"] * scale
        batch = make_stance_batch([example.row for example in examples], self.encoder, self.config.window)
        if self.config.word_masking and self.mask_id is not None:
            drawn = torch.from_numpy(random.random(tuple(batch.ids.shape)) < self.config.word_masking) & batch.mask
            batch.ids[drawn & (batch.ids != self.encoder.first) & (batch.ids != self.encoder.last)] = self.mask_id
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.autocast):
            logits = self.model(batch.to(self.device))
        loss = stance_loss(logits, examples)
        self.optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        self.average.update(self.model, self.step)
        return float(loss.detach())

    def _save(self, epoch: int, done: int, seconds: float) -> None:
        progress: dict[str, object] = {"epoch": epoch, "done": done, "step": self.step, "seconds": seconds}
        save_state(self.output, self.model, self.average, self.optimizer, progress | {"config": self.config.digest})

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


def stance_loss(logits: Tensor, examples: Sequence[StanceExample]) -> Tensor:
    """The mean of -log p(right class) over all questions [Q, C] that have an answer, each within its own task."""
    labels = torch.tensor([label for example in examples for label in example.labels])
    tasks = [example.task for example in examples for _ in example.labels]
    total = logits.new_zeros(())
    asked = max(1, int((labels != _UNASKED).sum()))
    for task in TASKS:
        chosen = torch.tensor([name == task for name in tasks]) & (labels != _UNASKED)
        if bool(chosen.any()):
            own = logits[chosen.to(logits.device)][:, task_classes(task)]
            wanted = labels[chosen].to(logits.device)
            total = total + functional.cross_entropy(own, wanted, reduction="sum")
    return total / asked


@torch.no_grad()
def begin_statements(model: StanceModel) -> None:
    """Let statements begin with what the model says of p towards q in directed sentiment."""
    statement, directed = task_classes("statement").start, task_classes("directed").start
    for at, other in enumerate((0, 1, 3)):
        model.answers.weight[statement + at] = model.answers.weight[directed + other]
        model.answers.bias[statement + at] = model.answers.bias[directed + other]


def _parameter_groups(model: StanceModel, config: StanceTrainingConfig) -> list[dict[str, object]]:
    trained = [(name, value) for name, value in model.named_parameters() if value.requires_grad]
    encoder = [value for name, value in trained if name.startswith("encoder.")]
    rest = [value for name, value in trained if not name.startswith("encoder.")]
    rates = ((encoder, config.learning_rate), (rest, config.head_rate))
    return [{"params": values, "lr": rate, "initial": rate} for values, rate in rates]
