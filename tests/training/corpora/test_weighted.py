"""Labelled articles as often as a recipe wants them."""

from pathlib import Path

import pytest

from attrib.errors import CorpusError, SettingsError
from attrib.training.corpora.weighted import weighted_articles
from tests.training.stance_texts import write_stance_articles


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    write_stance_articles(tmp_path / "train", 2)
    write_stance_articles(tmp_path / "modern", 1)
    return tmp_path


def test_one_folder_counts_as_often_as_its_weight(articles: Path) -> None:
    assert [text.name for text in weighted_articles(articles / "train", 2)] == ["00", "01", "00", "01"]


def test_several_folders_count_each_by_its_own_weight(articles: Path) -> None:
    found = weighted_articles(articles, 0, (("modern", 3), ("train", 1)))
    assert [text.name for text in found] == ["00", "00", "00", "00", "01"]


def test_no_articles_where_none_are_wanted() -> None:
    assert weighted_articles(None, 0) == []


def test_a_recipe_and_a_folder_that_disagree_are_refused(articles: Path) -> None:
    with pytest.raises(SettingsError, match=r"articles = \[\['train', 1\]\] .* is None; give --articles"):
        weighted_articles(None, 0, (("train", 1),))
    with pytest.raises(SettingsError, match=r"articles_weight = 2 and articles = .*: give one of them"):
        weighted_articles(articles, 2, (("train", 1),))
    with pytest.raises(CorpusError, match=r"no labels/\*\.json under .*none"):
        weighted_articles(articles, 0, (("none", 1),))
