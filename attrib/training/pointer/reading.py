"""Labelled articles as the pointer learns from them: the linker's questions, the states, and the questions of sides."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.nn.pointer.reader import PointerReader
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.stance_articles import read_stance_articles
from attrib.training.engine.task import Workplace
from attrib.training.linker.examples import LinkArticle
from attrib.training.linker.material import labelled_folders, linked
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
    found = []
    for folder, texts in labelled_folders(folders, place):
        stances = dict(zip(texts, read_stance_articles(folder, texts), strict=True)) if sides else {}
        for text, detection, article in linked(folder, texts, place, detector):
            asked = article_sides(stances[text], detection) if sides else []
            found.append(ReadArticle(article, read_layer(detection.readers), tuple(asked)))
    return found
