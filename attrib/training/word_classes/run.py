"""One training of the head for word classes, from corpora to a model folder."""

from collections.abc import Callable
from pathlib import Path

import torch
from tqdm import tqdm

from attrib.english.word_classes import WordClass
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.encoder.device import choose_device, choose_dtype
from attrib.nn.heads.checkpoint import save_head
from attrib.nn.heads.word_classes import WordClassConfig, WordClassHead
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.word_classes import read_tagged
from attrib.training.word_classes.examples import fit, stretches
from attrib.training.word_classes.recipe import WordClassTraining

_BATCH_TOKENS = 6144


def train_word_classes(
    config: WordClassTraining, corpora: Path, output: Path, report: Callable[[str], None], device: str = "auto"
) -> None:
    """Train the head of a config and write it to the folder `output`.

    Raises CorpusError where a corpus of the config is missing or damaged, ModelError for a damaged model.
    """
    torch.manual_seed(config.seed)
    place = choose_device(device)
    loaded = load_model(config.model, place)
    layer = min(config.layer, int(loaded.model.encoder.config.num_hidden_layers))
    width, classes = loaded.model.roles.in_features, [str(kind) for kind in WordClass]
    head = WordClassHead(WordClassConfig(loaded.digest, classes, width, config.width, layer, config.dropout))
    detector = Detector(loaded, choose_dtype("auto", place), _BATCH_TOKENS, word_classes=head)
    texts = read_tagged(corpora / config.silver, corpora / config.polnear, config.texts)
    with tqdm(total=len(texts), desc="reading", disable=None, unit="text") as bar:
        given = list(stretches(detector, head, texts, bar.update))
    report(f"{sum(len(item.classes) for item in given)} words of {len(texts)} texts to learn from")

    def tell(epoch: int, loss: float) -> None:
        report(f"epoch {epoch + 1} of {config.epochs}: loss {loss:.4f}")

    fit(head, given, config.epochs, config.learning_rate, config.weight_decay, config.seed, tell)
    save_head(output, head)
