"""The training of the judge of sides: upper layers of its own over an attribution model's lower ones, and a head."""

from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.encoder.load import load_base
from attrib.nn.encoder.tokens import batches_by_length
from attrib.nn.judge.checkpoint import save_judge
from attrib.nn.judge.config import JudgeConfig
from attrib.nn.judge.inputs import make_judge_batch
from attrib.nn.judge.model import SideJudge
from attrib.pipeline.build import build
from attrib.pipeline.detection.detector import Detector
from attrib.settings import NONE, ExtractSettings
from attrib.training.corpora.stance import LabelledStance, read_basil, read_directed, read_newsmtsc, read_perspectrum
from attrib.training.engine.rates import rate_scale, two_rates
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.state import Position
from attrib.training.engine.task import Workplace
from attrib.training.judge.calibration import calibrate_joint, calibrate_topics
from attrib.training.judge.figures import given, given_figures, logits_of
from attrib.training.judge.material import JudgeExample, Pair, corpus_pairs, read_examples
from attrib.training.judge.recipe import JudgeTraining
from attrib.training.pointer.stances import UNKNOWN
from attrib.training.stance.calibration import scaled

_LEAST = 0.5  # the probability at which the figures of given targets tell a side


class JudgeTask:
    """Learns sides from labelled articles and other corpora. See `engine.task.Task`."""

    recipe_class: ClassVar[type[Recipe]] = JudgeTraining
    takes_articles: ClassVar[bool] = True
    average: ClassVar[float] = 0.0
    precision: ClassVar[str] = "auto"

    def __init__(self, recipe: JudgeTraining, place: Workplace, detector: Detector | None = None) -> None:
        """`detector` reads the articles in place of the recipe's model, where it is given."""
        self.recipe, self.place = recipe, place
        base = load_model(recipe.model, place.device)
        self.encoder = base.encoder
        torch.manual_seed(recipe.seed)
        sizes = recipe.first, recipe.width, recipe.window, recipe.dropout
        self.model = SideJudge(JudgeConfig(base.digest, *sizes), base.model)
        self.model.upper.take(load_base(recipe.base)[0])
        self.model.to(place.device)
        reading = detector or build(_reading(recipe.model, place)).detector
        self.examples = read_examples(recipe.articles, place, reading, self.encoder)
        self.unseen = read_examples(recipe.calibrated_on, place, reading, self.encoder)
        self.dev = read_examples(recipe.dev, place, reading, self.encoder)
        self.corpora = corpus_pairs(_corpora(recipe, place), self.encoder)
        quoted = read_basil(place.corpora / recipe.basil) if recipe.basil else []
        self.quoted = corpus_pairs(quoted, self.encoder)
        pairs = len(self.corpora) + len(self.quoted)
        place.report(
            f"{len(self.examples)} statements and {pairs} pairs of corpora to learn from, "
            f"{len(self.unseen)} statements to calibrate on"
        )

    def groups(self) -> list[dict[str, Any]]:
        """The upper layers at one rate, the head at another; what is shared is not trained."""
        return two_rates(self.model, self.model.upper, self.recipe.learning_rate, self.recipe.head_rate)

    def rate(self, at: Position, batches: int) -> float:
        return rate_scale(at.epoch * batches + at.done, self.recipe.epochs * batches, self.recipe.warmup)

    def batches(self, epoch: int) -> list[list[Pair]]:
        random = np.random.default_rng((self.recipe.seed, epoch))
        pairs = [pair for item in self.examples for pair in self._drawn(item, random)]
        drawn = random.permutation(len(self.corpora))[: round(self.recipe.corpora * len(self.corpora))]
        pairs += [self.corpora[at] for at in drawn] + self.quoted
        pairs = [pairs[at] for at in random.permutation(len(pairs))]
        lengths = [pair.length(self.recipe.window) + int(random.integers(0, 8)) for pair, _ in pairs]
        batches = [[pairs[at] for at in group] for group in batches_by_length(lengths, self.recipe.batch_tokens)]
        random.shuffle(batches)
        return batches

    def _drawn(self, item: JudgeExample, random: np.random.Generator) -> list[Pair]:
        """What an epoch asks of a statement."""
        own, others = range(item.own), range(item.own, len(item.targets))
        labelled = [at for at in others if item.classes[at] > 0]
        sided = bool(labelled) or any(item.classes[at] > 0 for at in own)
        if not sided and random.random() >= self.recipe.quiet:
            return []
        chosen = labelled + _some([at for at in own if item.classes[at] > 0], 1, random)
        plain = [at for at in own if item.classes[at] == 0]
        chosen += _some(plain, self.recipe.others if sided else min(1, self.recipe.others), random)
        if random.random() < self.recipe.strange:
            chosen += _some([at for at in others if item.classes[at] == 0], 1, random)
        return [item.pair(at, bare=bool(random.random() < self.recipe.bare)) for at in chosen]

    def loss(self, batch: list[Pair], random: np.random.Generator) -> Tensor:
        _ = random
        inputs = make_judge_batch([pair for pair, _ in batch], self.encoder, self.recipe.window)
        logits = self.model(inputs.to(self.place.device)).float()
        wanted = torch.tensor([side for _, side in batch], device=logits.device)
        return functional.cross_entropy(logits, wanted, ignore_index=UNKNOWN)

    def measure(self) -> dict[str, float]:
        inputs = [self.dev[at].asked(target) for at, target in given(self.dev)]
        logits = logits_of(self.model, self.encoder, inputs, self.recipe.batch_tokens)
        return given_figures(self.dev, scaled(logits, 1.0, [0.0] * 3), _LEAST)

    def finish(self) -> dict[str, float]:
        """Calibrate on articles that taught nothing."""
        calibrate_topics(self.model, self.encoder, self.unseen, self.recipe.batch_tokens)
        tokens, precision = self.recipe.batch_tokens, self.recipe.precision
        figures = calibrate_joint(self.model, self.encoder, self.unseen, tokens, precision)
        self.place.report(f"calibrated: {self.model.config}")
        return figures | {f"dev {name}": value for name, value in self.measure().items()}

    def write(self) -> None:
        save_judge(self.place.output, self.model)


def _reading(model: str, place: Workplace) -> ExtractSettings:
    """The settings by which articles are read: with the pointer of the model, without the judge that is trained."""
    return ExtractSettings(model, device=str(place.device), judge=NONE)


def _corpora(recipe: JudgeTraining, place: Workplace) -> list[LabelledStance]:
    """The texts of the corpora that the recipe names. Raises CorpusError."""
    readers = (
        (recipe.directed, read_directed),
        (recipe.newsmtsc, read_newsmtsc),
        (recipe.perspectrum, read_perspectrum),
    )
    return [text for path, read in readers if path for text in read(place.corpora / path)]


def _some(places: list[int], most: int, random: np.random.Generator) -> list[int]:
    return [places[at] for at in random.permutation(len(places))[:most]]
