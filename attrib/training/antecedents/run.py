"""One training of the antecedent head, from corpora to a model folder."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch
from tqdm import tqdm

from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.encoder.device import choose_device, choose_dtype
from attrib.nn.heads.antecedents import AntecedentConfig, AntecedentHead
from attrib.nn.heads.checkpoint import save_head
from attrib.pipeline.detection.detector import Detector
from attrib.training.antecedents.examples import Example, examples, fit
from attrib.training.antecedents.recipe import AntecedentTraining
from attrib.training.corpora.gap_gum import AnaphoraText, read_gap, read_gum, read_silver_coreference
from attrib.training.corpora.polnear import read_text

_FEMININE_WORDS = 3  # the first value of the feature "word" that is no masculine pronoun
_BATCH_TOKENS = 6144


def train_head(
    config: AntecedentTraining, corpora: Path, output: Path, report: Callable[[str], None], device: str = "auto"
) -> None:
    """Train the head of a config and write it to the folder `output`.

    Raises CorpusError where a corpus that the config gives a weight is missing, ModelError for a damaged model.
    """
    torch.manual_seed(config.seed)
    place = choose_device(device)
    loaded = load_model(config.model, place)
    width = loaded.model.roles.in_features
    layers = int(loaded.model.encoder.config.num_hidden_layers)
    head = AntecedentHead(
        AntecedentConfig(loaded.digest, width, config.width, min(config.layer, layers), config.dropout, config.scorers)
    )
    detector = Detector(loaded, choose_dtype("auto", place), _BATCH_TOKENS, head)
    given = _examples(config, corpora, detector)
    report(f"{len(given)} pronouns to learn from")
    for number, scorer in enumerate(head.scorers, 1):

        def tell(epoch: int, loss: float, number: int = number) -> None:
            report(f"scorer {number} of {config.scorers}, epoch {epoch + 1}: loss {loss:.4f}")

        seed = config.seed * config.scorers + number
        fit(scorer, given, config.epochs, config.learning_rate, config.weight_decay, seed, tell)
    head.eval()
    save_head(output, head)


def _examples(config: AntecedentTraining, corpora: Path, detector: Detector) -> list[Example]:
    texts: list[tuple[list[AnaphoraText], float]] = []
    if config.gap_weight:
        texts.append((read_gap(corpora / config.gap), config.gap_weight))
    if config.gum_weight:
        texts.append((read_gum(corpora / config.gum), config.gum_weight))
    if config.silver_weight:
        texts.append((_silver(config, corpora), config.silver_weight))
    bar = tqdm(total=sum(len(some) for some, _ in texts), desc="reading", disable=None, unit="text")
    found = [item for some, weight in texts for item in examples(detector, some, weight, bar.update)]
    bar.close()
    return [_weighed(item, config.masculine_weight) for item in found]


def _weighed(item: Example, masculine: float) -> Example:
    return replace(item, weight=item.weight * masculine) if int(item.told[0, 0]) < _FEMININE_WORDS else item


def _silver(config: AntecedentTraining, corpora: Path) -> list[AnaphoraText]:
    paths = sorted((corpora / config.polnear / "text").glob("*.txt"))[: config.silver_texts]
    return read_silver_coreference(corpora / config.silver, {path.stem: read_text(path) for path in paths})
