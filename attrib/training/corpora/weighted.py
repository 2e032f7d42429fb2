"""Labelled articles as often as a recipe wants them in an epoch."""

from collections.abc import Sequence
from pathlib import Path

from attrib.errors import SettingsError
from attrib.training.corpora.polnear import LabelledText, read_labelled_articles


def weighted_articles(
    articles: Path | None, weight: int, folders: Sequence[tuple[str, int]] = ()
) -> list[LabelledText]:
    """The labelled articles, each folder of them as often as its weight says.

    Without `folders` the folder `articles` itself holds labels/ and text/, and counts `weight` times; with them it
    holds each of them by name. Raises SettingsError where a recipe gives both, and where it and the folder disagree.
    """
    if weight and folders:
        raise SettingsError(
            f"articles_weight = {weight} and articles = {[list(pair) for pair in folders]}: give one of them; "
            "articles names folders below --articles, articles_weight is for --articles itself"
        )
    if bool(weight or folders) != (articles is not None):
        raise SettingsError(
            f"articles_weight = {weight}, articles = {[list(pair) for pair in folders]} and the folder of labelled "
            f"articles is {articles}; give --articles where the weight is above 0 or articles are named, and only there"
        )
    if articles is None:
        return []
    parts = [(articles / name, times) for name, times in folders] if folders else [(articles, weight)]
    return [text for folder, times in parts for text in read_labelled_articles(folder) * times]
