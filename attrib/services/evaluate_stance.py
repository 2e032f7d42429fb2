"""Measuring a stance model on the labelled texts that there are."""

from typing import TYPE_CHECKING

from attrib.services.evaluate import Material, Tell
from attrib.settings import ExtractSettings

if TYPE_CHECKING:
    from attrib.training.evaluation.measurement import Measurement


def measure_stances(
    settings: ExtractSettings, material: Material, *, write: bool = False, tell: Tell
) -> list["Measurement"]:
    """The figures of a stance model on the corpora of stance that are there, and on the articles.

    With `write` they go to the model's metrics.json and card, and `tell` is called with a line on it. Raises
    ModelError, CorpusError and SettingsError.
    """
    from attrib.pipeline.build import build, build_stance_judge
    from attrib.pipeline.parts import choose_stance
    from attrib.training.corpora.polnear import read_labelled_articles
    from attrib.training.corpora.stance import SPLITS
    from attrib.training.corpora.stance_articles import read_stance_articles
    from attrib.training.evaluation.card import update_card
    from attrib.training.evaluation.measurement import write_metrics
    from attrib.training.evaluation.stance_report import measure_articles, measure_corpus

    corpora, articles = material.corpora, material.articles
    measured = []
    found = [] if corpora is None else [item for item in SPLITS if (corpora / item.dev).is_file()]
    judge = build_stance_judge(settings) if found else None
    for split in found:
        if corpora is not None and judge is not None:
            texts, train = split.read(corpora / split.dev), split.read(corpora / split.train)
            measured.append(measure_corpus(judge, split.name, texts, train))
    if articles is not None:
        labelled = read_stance_articles(articles, read_labelled_articles(articles))
        measured.append(measure_articles(build(settings), f"articles/{articles.resolve().name}", labelled))
    if write and measured:
        folder = choose_stance(settings)
        update_card(folder, measured)
        write_metrics(folder, measured)
        tell(f"wrote {folder / 'metrics.json'} and the figures in {folder / 'README.md'}")
    return measured
