"""Measuring a stance model on the labelled texts that there are."""

from typing import TYPE_CHECKING

from attrib.services.evaluate import Material, Tell
from attrib.settings import ExtractSettings

if TYPE_CHECKING:
    from attrib.training.evaluation.measurement import Measurement


def measure_stances(
    settings: ExtractSettings, material: Material, *, write: bool = False, tell: Tell
) -> list["Measurement"]:
    """The figures of stances: of the stance model on the corpora that are there, and of what judges on the articles.

    That is the stance model too, the judge, or the pointer alone. With `write` the figures go to the metrics.json and
    the card of the one they are of, and `tell` is called with a line on it. Raises ModelError, CorpusError and
    SettingsError.
    """
    from attrib.nn.catalogue import Kind
    from attrib.pipeline.build import build, build_stance_judge
    from attrib.pipeline.parts import choose_parts, choose_stance
    from attrib.training.corpora.polnear import read_labelled_articles
    from attrib.training.corpora.stance import SPLITS
    from attrib.training.corpora.stance_articles import read_stance_articles
    from attrib.training.evaluation.card import update_card
    from attrib.training.evaluation.measurement import write_metrics
    from attrib.training.evaluation.stance_report import measure_articles, measure_corpus

    corpora, articles = material.corpora, material.articles
    measured: list[Measurement] = []
    on_articles: list[Measurement] = []
    found = [] if corpora is None else [item for item in SPLITS if (corpora / item.dev).is_file()]
    judge = build_stance_judge(settings) if found else None
    for split in found:
        if corpora is not None and judge is not None:
            texts, train = split.read(corpora / split.dev), split.read(corpora / split.train)
            measured.append(measure_corpus(judge, split.name, texts, train))
    if articles is not None:
        labelled = read_stance_articles(articles, read_labelled_articles(articles))
        on_articles.append(measure_articles(build(settings), f"articles/{articles.resolve().name}", labelled))
    if write and measured + on_articles:
        parts = choose_parts(settings)
        judging = parts.heads.get(Kind.JUDGE, parts.heads[Kind.POINTER]) if parts.judges else None
        own = [(choose_stance(settings), measured if judging else measured + on_articles), (judging, on_articles)]
        for folder, some in own:
            if folder is not None and some:
                update_card(folder, some)
                write_metrics(folder, some)
                tell(f"wrote {folder / 'metrics.json'} and the figures in {folder / 'README.md'}")
    return measured + on_articles
