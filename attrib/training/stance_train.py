"""Makes a stance model from a config: reads the articles as attrib will see them, and trains."""

from collections.abc import Callable
from pathlib import Path

from attrib.errors import SettingsError
from attrib.pipeline.build import build, text_groups
from attrib.settings import ExtractSettings
from attrib.training.corpora import read_labelled_articles
from attrib.training.stance_articles import StanceArticle, read_stance_articles, statement_texts, topic_texts
from attrib.training.stance_config import StanceTrainingConfig
from attrib.training.stance_corpora import LabelledStance
from attrib.training.stance_loop import StanceTrainer


def train_stance(
    config: StanceTrainingConfig,
    corpora: Path,
    articles: Path | None,
    output: Path,
    report: Callable[[str], None],
    device: str = "auto",
) -> dict[str, float]:
    """Train the stance model of a config into the folder `output`, resuming what is there; returns its dev figures.

    `articles` holds the folders that the config names. Names in them are found by the attribution model that ships.
    """
    if bool(config.articles) != (articles is not None):
        raise SettingsError(
            f"the config names the articles {list(config.articles)} and the folder of articles is {articles}; "
            "give --articles where the config names some, and only there"
        )
    texts = [] if articles is None else [
        text for name in config.articles for text in labelled_texts(articles / name, device)
    ]  # fmt: skip
    output.mkdir(parents=True, exist_ok=True)
    return StanceTrainer(config, corpora, texts, output, device).run(report)


def labelled_texts(folder: Path, device: str = "auto") -> list[LabelledStance]:
    """The statements and topics of a folder of labelled articles, with the targets that attrib finds in them."""
    texts = read_labelled_articles(folder)
    articles = read_stance_articles(folder, texts)
    detector = build(ExtractSettings(device=device, stance=False)).detector
    found: list[LabelledStance] = []
    group: list[StanceArticle]
    for group in text_groups(articles):
        for article, detection in zip(group, detector.detect([item.text for item in group]), strict=True):
            found += statement_texts(article, detection.mentions)
            found += topic_texts(article)
    return found
