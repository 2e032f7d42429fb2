"""What the linker learns from: the statements of labelled articles, read as labelled and as detected."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from attrib.errors import CorpusError, SettingsError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.catalogue import Kind, find_head
from attrib.nn.encoder.device import choose_dtype
from attrib.nn.heads.checkpoint import load_antecedents
from attrib.pipeline.build import text_groups
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.polnear import LabelledText, read_labelled_articles
from attrib.training.engine.task import Workplace
from attrib.training.linker.examples import LinkArticle, LinkExample, link_article

_BATCH_TOKENS = 6144


def load_detector(name: str, place: Workplace) -> Detector:
    """An attribution model with its head for antecedents, if it has one. Raises ModelError where it is not there."""
    loaded = load_model(name, place.device)
    head = find_head(Kind.ANTECEDENTS, loaded.digest)
    antecedents = None if head is None else load_antecedents(head)
    return Detector(loaded, choose_dtype("auto", place.device), _BATCH_TOKENS, antecedents)


class NamesArticles(Protocol):
    """Settings that name folders of articles."""

    @property
    def articles(self) -> tuple[str, ...]: ...


def read_articles(recipe: NamesArticles, place: Workplace, detector: Detector) -> list[LinkArticle]:
    """The articles of all folders that a recipe names, read with a detector.

    Raises SettingsError without a folder of articles, CorpusError for what cannot be read.
    """
    if place.articles is None:
        raise SettingsError(
            f"the config names the articles {list(recipe.articles)}; give the folder that holds them by --articles"
        )
    found: list[LinkArticle] = []
    for name in recipe.articles:
        folder = place.articles / name
        texts = read_labelled_articles(folder)
        tell = place.counter(f"reading {name}", "article", len(texts))
        names = dict(zip((text.name for text in texts), outlets(folder), strict=True))
        group: list[LabelledText]
        for group in text_groups(texts):
            for article, detection in zip(group, detector.detect([item.text for item in group]), strict=True):
                found.append(link_article(article, detection, names[article.name]))
            tell(len(group))
    return found


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
