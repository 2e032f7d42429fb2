"""What the linker learns from: the statements of labelled articles, read as labelled and as detected."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from attrib.errors import CorpusError, SettingsError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.catalogue import Kind, find_head
from attrib.nn.encoder.device import choose_dtype
from attrib.nn.heads.checkpoint import load_antecedents, load_names, load_word_classes
from attrib.pipeline.build import HasText, text_groups
from attrib.pipeline.detection.detector import Detection, Detector
from attrib.training.corpora.polnear import LabelledText, read_labelled_articles
from attrib.training.engine.task import Workplace
from attrib.training.linker.examples import LinkArticle, LinkExample, link_article

_BATCH_TOKENS = 6144
Text = TypeVar("Text", bound=HasText)


def load_detector(name: str, place: Workplace, *, words: bool = False) -> Detector:
    """An attribution model with its heads for antecedents and names, if any, and with `words` that for word classes.

    Raises ModelError where the model is not there.
    """
    loaded = load_model(name, place.device)
    folders = [find_head(kind, loaded.digest) for kind in (Kind.ANTECEDENTS, Kind.NAMES, Kind.WORD_CLASSES)]
    antecedents = None if folders[0] is None else load_antecedents(folders[0])
    names = None if folders[1] is None else load_names(folders[1])
    classes = None if folders[2] is None or not words else load_word_classes(folders[2])
    if words and classes is None:
        place.report(f"no head for word classes is for {name}: of targets actors alone are found")
    return Detector(loaded, choose_dtype("auto", place.device), _BATCH_TOKENS, antecedents, classes, names=names)


class NamesArticles(Protocol):
    """Settings that name folders of articles."""

    @property
    def articles(self) -> tuple[str, ...]: ...


def read_articles(recipe: NamesArticles, place: Workplace, detector: Detector) -> list[LinkArticle]:
    """The articles of all folders that a recipe names, read with a detector.

    Raises SettingsError without a folder of articles, CorpusError for what cannot be read.
    """
    return [
        article
        for folder, texts in labelled_folders(recipe.articles, place)
        for *_, article in linked(folder, texts, place, detector)
    ]


def labelled_folders(names: Sequence[str], place: Workplace) -> Iterator[tuple[Path, list[LabelledText]]]:
    """The folders of those names below that of the articles, each with its labelled articles.

    Raises SettingsError without a folder of articles, CorpusError for what cannot be read.
    """
    if place.articles is None:
        raise SettingsError(
            f"the config names the articles {list(names)}; give the folder that holds them by --articles"
        )
    for name in names:
        folder = place.articles / name
        yield folder, read_labelled_articles(folder)


def linked(
    folder: Path, texts: Sequence[LabelledText], place: Workplace, detector: Detector
) -> Iterator[tuple[LabelledText, Detection, LinkArticle]]:
    """The labelled articles of a folder with their detections, and as the linker reads them."""
    names = dict(zip((text.name for text in texts), outlets(folder), strict=True))
    for text, detection in detected(texts, folder.name, place, detector):
        yield text, detection, link_article(text, detection, names[text.name])


def detected(
    texts: Sequence[Text], name: str, place: Workplace, detector: Detector
) -> Iterator[tuple[Text, Detection]]:
    """Each text with its detection, in order; the place is told how many of those of that name are done."""
    tell = place.counter(f"reading {name}", "article", len(texts))
    group: list[Text]
    for group in text_groups(texts):
        yield from zip(group, detector.detect([item.text for item in group]), strict=True)
        tell(len(group))


def outlets(folder: Path) -> list[str]:
    """The outlet of each article of a folder, in the order of `read_labelled_articles`; its file where none is told."""
    found = []
    for path in sorted((folder / "labels").glob("*.json")):
        try:
            row = json.loads(path.read_text(encoding="utf-8"))
            found.append(str(row.get("outlet") or row["file"]))
        except (OSError, ValueError, KeyError) as error:
            raise CorpusError(
                f"{path} is not a labelled article ({error}); see the corpus's own description"
            ) from error
    return found


def feature_names(found: Iterable[LinkExample], least: int) -> list[str]:
    """The names of the features that at least so many statements or candidates have, sorted."""
    counts: Counter[str] = Counter()
    for example in found:
        counts.update(example.shared)
        for row in example.rows:
            counts.update(row)
    return sorted(name for name, count in counts.items() if count >= least)


def parts_of(groups: Sequence[str], number: int) -> list[int]:
    """The part of each article, from 0 to number - 1: the articles of one outlet are in one part.

    The outlets with most articles are dealt first, each to the part with fewest.
    """
    sizes, parts = [0] * number, dict[str, int]()
    for group, count in sorted(Counter(groups).items(), key=lambda pair: (-pair[1], pair[0])):
        parts[group] = min(range(number), key=lambda part: sizes[part])
        sizes[parts[group]] += count
    return [parts[group] for group in groups]
