"""The training of the pair judge: adapters on an attribution model's encoder, and a small head."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.encoder.tokens import batches_by_length
from attrib.nn.judge.checkpoint import save_judge
from attrib.nn.judge.config import JudgeConfig
from attrib.nn.judge.inputs import JudgeInput, make_judge_batch
from attrib.nn.judge.model import PairJudge
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.stance import read_perspectrum
from attrib.training.engine.rates import rate_scale
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.state import Position
from attrib.training.engine.task import Workplace
from attrib.training.judge.figures import chosen_figures, given_figures, logits_of, told_sides
from attrib.training.judge.material import UNKNOWN, JudgeExample, claim_examples, load_detector, read_examples
from attrib.training.judge.recipe import JudgeTraining
from attrib.training.linker.material import parts_of
from attrib.training.stance.calibration import fit_scaling, min_probability, scaled

Asked = tuple[JudgeInput, tuple[int, ...]]  # a row of a batch and the class of each of its targets
_QUICK = 100  # statements of each set that are measured after an epoch
_CLAIMS = "perspectrum/train.jsonl"


class JudgeTask:
    """Learns sides from labelled articles and from claims. See `engine.task.Task`."""

    recipe_class: ClassVar[type[Recipe]] = JudgeTraining
    takes_articles: ClassVar[bool] = True
    average: ClassVar[float] = 0.98
    precision: ClassVar[str] = "fp32"

    def __init__(self, recipe: JudgeTraining, place: Workplace, detector: Detector | None = None) -> None:
        """`detector` reads the articles in place of the recipe's model, where it is given."""
        self.recipe, self.place = recipe, place
        base = load_model(recipe.model, torch.device("cpu"))
        self.encoder = base.encoder
        torch.manual_seed(recipe.seed)
        sizes = JudgeConfig(base.digest, recipe.first, recipe.rank, recipe.width, recipe.window, recipe.dropout)
        self.model = PairJudge(sizes, base.model).to(place.device)
        reading = detector or load_detector(recipe.model, place)
        found = read_examples(recipe, recipe.articles, place, reading, self.encoder)
        parts = parts_of([item.group for item in found], recipe.parts)
        self.held = [item for item, part in zip(found, parts, strict=True) if part == 0]
        self.examples = [item for item, part in zip(found, parts, strict=True) if part != 0]
        self.dev = read_examples(recipe, recipe.dev, place, reading, self.encoder)
        self.claims: list[JudgeExample] = []
        if recipe.claims:
            self.claims = claim_examples(read_perspectrum(place.corpora / _CLAIMS), self.encoder)
        place.report(f"{len(self.examples)} statements to learn from, {len(self.held)} held out")

    def groups(self) -> list[dict[str, Any]]:
        trained = [(name, value) for name, value in self.model.named_parameters() if value.requires_grad]
        adapters = [value for name, value in trained if name.startswith("encoder.")]
        head = [value for name, value in trained if not name.startswith("encoder.")]
        rates = ((adapters, self.recipe.learning_rate), (head, self.recipe.head_rate))
        return [{"params": values, "lr": rate, "initial": rate} for values, rate in rates]

    def rate(self, at: Position, batches: int) -> float:
        return rate_scale(at.epoch * batches + at.done, self.recipe.epochs * batches, self.recipe.warmup)

    def batches(self, epoch: int) -> list[list[Asked]]:
        random = np.random.default_rng((self.recipe.seed, epoch))
        rows = [row for item in self.examples if (row := self._drawn(item, random))]
        drawn = random.permutation(len(self.claims))[: self.recipe.claims]
        rows += [(self.claims[at].asked([0]), self.claims[at].classes) for at in drawn]
        rows = [rows[at] for at in random.permutation(len(rows))]
        lengths = [row.length(self.recipe.window) + int(random.integers(0, 8)) for row, _ in rows]
        batches = [[rows[at] for at in group] for group in batches_by_length(lengths, self.recipe.batch_tokens)]
        random.shuffle(batches)
        return batches

    def _drawn(self, item: JudgeExample, random: np.random.Generator) -> Asked | None:
        """What an epoch asks of a statement; None where it is left out."""
        sided = [at for at, wanted in enumerate(item.classes) if wanted > 0]
        if not item.targets or (not sided and random.random() >= self.recipe.quiet):
            return None
        plain = [at for at, wanted in enumerate(item.classes) if wanted == 0]
        own = [at for at in plain if at < item.own]
        strange = [at for at in plain if at >= item.own]
        chosen = [*sided, *(own[at] for at in random.permutation(len(own))[: self.recipe.others]), *strange]
        bare = bool(random.random() < self.recipe.bare)
        return item.asked(chosen, bare=bare), tuple(item.classes[at] for at in chosen)

    def loss(self, batch: list[Asked], random: np.random.Generator) -> Tensor:
        _ = random
        inputs = make_judge_batch([row for row, _ in batch], self.encoder, self.recipe.window)
        wanted = torch.tensor([value for _, classes in batch for value in classes])
        logits = self.model(inputs.to(self.place.device))
        return functional.cross_entropy(logits, wanted.to(logits.device), ignore_index=UNKNOWN)

    def measure(self) -> dict[str, float]:
        return self._figures("", self.dev[:: max(1, len(self.dev) // _QUICK)])

    def write(self) -> None:
        save_judge(self.place.output, self.model)

    def finish(self) -> dict[str, float]:
        """Calibrate on the outlets held out, choose the least probability there, and measure on them and on dev."""
        logits = logits_of(self.model, self.encoder, self.held, self.recipe.batch_tokens)
        own = [rows[: item.own] for item, rows in zip(self.held, logits, strict=True)]
        wanted = np.array([value for item in self.held for value in item.classes[: item.own]])
        values = np.concatenate(own)[wanted != UNKNOWN]
        temperature, shifts = fit_scaling(values, wanted[wanted != UNKNOWN])
        self.model.config = replace(self.model.config, temperature=temperature, shifts=shifts)
        told = told_sides(self.held, [scaled(rows, temperature, shifts) for rows in logits], 0.05)
        scores, right = np.array([one.score for one in told]), np.array([one.right for one in told], dtype=np.bool_)
        least = min_probability(scores, right, self.recipe.precision)
        self.model.config = replace(self.model.config, min_probability=least)
        self.place.report(f"calibrated: {self.model.config}")
        return self._figures("held ", self.held) | self._figures("dev ", self.dev)

    def _figures(self, name: str, examples: Sequence[JudgeExample]) -> dict[str, float]:
        config = self.model.config
        logits = logits_of(self.model, self.encoder, examples, self.recipe.batch_tokens)
        answers = [scaled(rows, config.temperature, config.shifts) for rows in logits]
        figures = given_figures(examples, answers, 0.5) | chosen_figures(examples, answers, config.min_probability)
        return {name + key: value for key, value in figures.items()}
