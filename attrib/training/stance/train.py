"""Makes a stance model from a config: reads the articles as attrib will see them, and trains."""

from collections.abc import Callable, Sequence
from pathlib import Path

from attrib.errors import SettingsError
from attrib.pipeline.build import build, text_groups
from attrib.pipeline.detection.detector import Detector
from attrib.settings import ExtractSettings
from attrib.training.corpora.polnear import read_labelled_articles
from attrib.training.corpora.stance import LabelledStance
from attrib.training.corpora.stance_articles import (
    LabelledStatement,
    StanceArticle,
    labelled_statements,
    read_stance_articles,
    topic_texts,
)
from attrib.training.stance.loop import StanceTrainer
from attrib.training.stance.recipe import StanceTrainingConfig


def train_stance(
    config: StanceTrainingConfig,
    corpora: Path,
    articles: Path | None,
    output: Path,
    report: Callable[[str], None],
    device: str = "auto",
) -> dict[str, float]:
    """Train the stance model of a config into the folder `output`, resuming what is there; returns its dev figures.

    `articles` holds the folders that the config names. They are read with the attribution model that ships.
    """
    if bool(config.articles) != (articles is not None):
        raise SettingsError(
            f"the config names the articles {list(config.articles)} and the folder of articles is {articles}; "
            "give --articles where the config names some, and only there"
        )
    statements: list[LabelledStatement] = []
    topics: list[LabelledStance] = []
    digest = ""
    if articles is not None:
        detector = build(ExtractSettings(device=device)).detector
        digest = detector.digest
        for name in config.articles:
            texts = read_labelled_articles(articles / name)
            given = read_stance_articles(articles / name, texts)
            statements += read_statements(given, detector)
            topics += [text for article in given for text in topic_texts(article)]
    output.mkdir(parents=True, exist_ok=True)
    return StanceTrainer(config, corpora, statements, topics, output, device, digest).run(report)


def read_statements(articles: Sequence[StanceArticle], detector: Detector) -> list[LabelledStatement]:
    """The statements of labelled articles, with the targets that attrib finds in them."""
    found: list[LabelledStatement] = []
    group: list[StanceArticle]
    for group in text_groups(articles):
        for article, detection in zip(group, detector.detect([item.text for item in group]), strict=True):
            found += labelled_statements(article, detection, detector.digest)
    return found
