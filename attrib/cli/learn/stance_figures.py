"""Measures the stance model for `attrib evaluate`."""

from pathlib import Path
from typing import TYPE_CHECKING

from attrib.cli.common.progress import say
from attrib.settings import ExtractSettings

if TYPE_CHECKING:
    from attrib.training.evaluation.measurement import Measurement


def measure_stances(
    settings: ExtractSettings, corpora: Path | None, articles: Path | None, write: bool
) -> list["Measurement"]:
    """The stance model on the corpora of stance that are there, and on labelled articles if given."""
    from attrib.nn.catalogue import Kind, find_model
    from attrib.pipeline.build import build, build_judge
    from attrib.training.corpora.polnear import read_labelled_articles
    from attrib.training.corpora.stance import SPLITS
    from attrib.training.corpora.stance_articles import read_stance_articles
    from attrib.training.evaluation.card import update_card
    from attrib.training.evaluation.measurement import write_metrics
    from attrib.training.evaluation.stance_report import measure_articles, measure_corpus

    measured = []
    found = [] if corpora is None else [item for item in SPLITS if (corpora / item.dev).is_file()]
    judge = build_judge(settings) if found else None
    for split in found:
        if corpora is not None and judge is not None:
            texts, train = split.read(corpora / split.dev), split.read(corpora / split.train)
            measured.append(measure_corpus(judge, split.name, texts, train))
    if articles is not None:
        labelled = read_stance_articles(articles, read_labelled_articles(articles))
        measured.append(measure_articles(build(settings), f"articles/{articles.resolve().name}", labelled))
    if write and measured:
        folder = find_model(settings.stance_model, Kind.STANCE)
        update_card(folder, measured)
        write_metrics(folder, measured)
        say(f"wrote {folder / 'metrics.json'} and the figures in {folder / 'README.md'}")
    return measured
