"""Labelled articles as the pointer learns from them: the linker's questions, the states, and the questions of sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from attrib.errors import SettingsError
from attrib.nn.pointer.reader import PointerReader
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.polnear import read_labelled_articles
from attrib.training.corpora.stance_articles import read_stance_articles
from attrib.training.engine.task import Workplace
from attrib.training.linker.examples import LinkArticle, link_article
from attrib.training.linker.material import detected, outlets
from attrib.training.pointer.material import read_layer
from attrib.training.pointer.stances import SideExample, article_sides


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """A labelled article with what the pointer reads of it; `sides` is empty where stances are not learned."""

    article: LinkArticle
    layer: PointerReader
    sides: tuple[SideExample, ...] = ()


def read_pointed(
    folders: Sequence[str], place: Workplace, detector: Detector, *, sides: bool = False
) -> list[ReadArticle]:
    """The articles of folders below that of the labelled articles, read by a detector with a pointer.

    Raises SettingsError without a folder of articles, CorpusError for what cannot be read.
    """
    if place.articles is None:
        raise SettingsError(
            f"the config names the articles {list(folders)}; give the folder that holds them by --articles"
        )
    return [item for name in folders for item in _read(place.articles / name, place, detector, sides)]


def _read(folder: Path, place: Workplace, detector: Detector, sides: bool) -> list[ReadArticle]:
    texts = read_labelled_articles(folder)
    stances = dict(zip(texts, read_stance_articles(folder, texts), strict=True)) if sides else {}
    names = dict(zip((text.name for text in texts), outlets(folder), strict=True))
    found = []
    for text, detection in detected(texts, folder.name, place, detector):
        asked = article_sides(stances[text], detection) if sides else []
        article = link_article(text, detection, names[text.name])
        found.append(ReadArticle(article, read_layer(detection.readers), tuple(asked)))
    return found
