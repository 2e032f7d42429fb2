"""The second row of role tags, learned alone over a finished model."""

from pathlib import Path
from typing import Any

import pytest
import torch

from attrib.errors import SettingsError
from attrib.nn.attribution.checkpoint import LoadedModel, load_model
from attrib.nn.heads.checkpoint import load_nested
from attrib.nn.heads.nested import NestedHead
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.polnear import read_labelled_articles
from attrib.training.engine.task import Workplace
from attrib.training.nested.material import contents
from attrib.training.nested.recipe import NestedTraining
from attrib.training.tasks import train_recipe
from tests.tiny import save_tiny_model
from tests.training.small import write_articles, write_nested


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nested")
    write_nested(folder / "nested", 40)
    write_articles(folder / "flat", 4)
    return folder


@pytest.fixture(scope="module")
def model(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_model(tmp_path_factory.mktemp("models") / "small", base)


def recipe(model: Path, *folders: str, epochs: int = 30) -> NestedTraining:
    return NestedTraining(
        "nested", model=str(model), articles=folders or ("nested",), epochs=epochs, batch=16, learning_rate=0.05
    )


def test_the_head_is_for_its_model_and_learns(model: Path, articles: Path, tmp_path: Path) -> None:
    train_recipe(recipe(model), Workplace(articles, tmp_path, articles))
    loaded, head = load_model(str(model), torch.device("cpu")), load_nested(tmp_path)
    assert head.config.made_for == loaded.digest
    untaught = NestedHead.over(loaded.model, loaded.digest)
    assert share_right(loaded, head, articles) > 0.9 > share_right(loaded, untaught, articles)


def share_right(loaded: LoadedModel, head: NestedHead, articles: Path) -> float:
    """The share of word pieces within labelled contents whose tag is the labelled one."""
    right = total = 0
    for item in contents(Detector(loaded, torch.float32, 512), read_labelled_articles(articles / "nested")):
        with torch.inference_mode():
            emissions = head(item.states.float())[None]
            [path] = head.crf.viterbi(emissions, torch.ones(1, len(item.tags), dtype=torch.bool))
        right += sum(one == two for one, two in zip(path, item.tags.tolist(), strict=True))
        total += len(path)
    return right / total


def test_articles_without_nested_statements_are_refused(model: Path, articles: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"\['flat'\] label no statement within another; name others"):
        train_recipe(recipe(model, "flat"), Workplace(articles, tmp_path, articles))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"articles": ()}, r"articles = \[\] leaves nothing to train on"),
        ({"dropout": 1.0}, "dropout"),
    ],
)
def test_settings_that_cannot_be_are_told(wrong: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        NestedTraining("nested", **wrong)
