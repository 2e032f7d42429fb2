"""The stance training from config to model folder, on hand-made corpora with a tiny base."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from attrib.errors import SettingsError
from attrib.nn.stance.checkpoint import load_stance_model
from attrib.nn.stance.inputs import StanceBatch
from attrib.nn.stance.model import StanceModel
from attrib.pipeline.detection.detector import Detection
from attrib.training.corpora.polnear import read_labelled_articles
from attrib.training.corpora.stance import LabelledStance
from attrib.training.corpora.stance_articles import labelled_statements, read_stance_articles
from attrib.training.engine.run import train
from attrib.training.engine.task import Workplace
from attrib.training.stance import statement_fit
from attrib.training.stance.material import ArticleStances
from attrib.training.stance.recipe import StanceTraining
from attrib.training.stance.statement_states import read_states
from attrib.training.stance.task import StanceTask
from tests.training.stance_texts import write_stance_articles, write_stance_corpora

TOPICS = [
    LabelledStance("topic", f"said Ann {verb} it", (label,), topic="the bridge")
    for verb, label in (("praised", 1), ("blamed", 2))
]


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_stance_corpora(tmp_path_factory.mktemp("corpora"))


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> ArticleStances:
    folder = write_stance_articles(tmp_path_factory.mktemp("articles") / "train")
    found = read_stance_articles(folder, read_labelled_articles(folder))
    statements = [item for article in found for item in labelled_statements(article, Detection((), ()), "")]
    return ArticleStances(statements, TOPICS)


def train_stance(
    config: StanceTraining, corpora: Path, folder: Path, articles: ArticleStances | None = None
) -> StanceTask:
    """Train in a folder; returns the task as the training leaves it."""
    place = Workplace(corpora, folder)
    task = StanceTask(config, place, articles or ArticleStances())
    train(task, place)
    return task


@pytest.fixture(scope="module")
def config(base: Path) -> StanceTraining:
    return StanceTraining(
        "tiny",
        base=str(base),
        epochs=2,
        articles=("train",),
        batch_tokens=512,
        folds=2,
        head_epochs=3,
        precision="fp32",
    )


def test_a_training_ends_with_a_calibrated_model(
    config: StanceTraining, corpora: Path, articles: ArticleStances, tmp_path: Path
) -> None:
    told: list[str] = []
    place = Workplace(corpora, tmp_path, report=told.append)
    figures = train(StanceTask(config, place, articles), place)
    loaded = load_stance_model(str(tmp_path), torch.device("cpu"))
    assert set(loaded.model.config.temperatures) == {"directed", "author", "topic"}
    assert 0 < loaded.model.config.min_probability < 1
    assert loaded.model.config.certainty != [0.0, 1.0, 1.0]
    assert len(loaded.model.statements.scorers) == config.scorers
    assert {"directed-sentiment macro F1", "newsmtsc macro F1", "perspectrum macro F1"} <= set(figures)
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [line["epoch"] for line in lines] == [1, 2, "finished"]
    assert json.loads((tmp_path / "training.json").read_text())["config_digest"] == config.digest
    assert sum(line.startswith("fold") for line in told) == config.folds


def test_a_head_is_made_anew_over_the_encoder_of_a_model(
    config: StanceTraining,
    corpora: Path,
    articles: ArticleStances,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    train_stance(replace(config, articles=(), epochs=1), corpora, first)
    again = replace(config, start=(str(first),), epochs=0)

    def read(model: StanceModel, *given: Any) -> Any:
        assert not model.training  # dropout would spoil what is fitted and calibrated
        return read_states(model, *given)

    monkeypatch.setattr(statement_fit, "read_states", read)
    train_stance(again, corpora, second, articles)
    before, after = (load_stance_model(str(folder), torch.device("cpu")).model for folder in (first, second))
    assert (len(before.statements.scorers), len(after.statements.scorers)) == (0, config.scorers)
    own = before.state_dict()
    for name, value in after.state_dict().items():
        if not name.startswith("statements."):  # kept as they were, packed twice
            assert torch.equal(value, own[name]), name


def test_a_start_is_the_mean_of_models_with_a_head_or_without(
    config: StanceTraining, corpora: Path, articles: ArticleStances, tmp_path: Path
) -> None:
    plain = replace(config, articles=(), epochs=1)
    names = [str(tmp_path / name) for name in ("with", "without")]
    train_stance(plain, corpora, Path(names[0]), articles)
    train_stance(replace(plain, seed=2), corpora, Path(names[1]))
    place = Workplace(corpora, tmp_path / "mean")
    started = StanceTask(replace(plain, start=tuple(names)), place, ArticleStances()).model
    one, other = (load_stance_model(name, torch.device("cpu")).model for name in names)
    for name in ("answers.weight", "marks.weight"):
        mean = (one.get_parameter(name) + other.get_parameter(name)) / 2
        assert torch.allclose(started.get_parameter(name), mean)
        assert not torch.allclose(one.get_parameter(name), mean)


def test_names_are_masked_where_they_are_holder_or_target(
    config: StanceTraining, corpora: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[StanceBatch] = []
    whole = StanceModel.forward

    def forward(self: StanceModel, batch: StanceBatch) -> torch.Tensor:
        seen.append(batch)
        return whole(self, batch)

    monkeypatch.setattr(StanceModel, "forward", forward)
    masking = replace(config, articles=(), epochs=1, word_masking=0.0, name_masking=1.0)
    task = StanceTask(masking, Workplace(corpora, tmp_path))
    for number, examples in enumerate(task.batches(0)):
        task.loss(examples, np.random.default_rng(number))
    for batch in seen:
        named = (batch.marks != 0) & (batch.segments == 0)
        assert set(batch.ids[named].tolist()) <= {task.encoder.mask}
        assert task.encoder.mask not in batch.ids[~named].tolist()
    assert any(bool(batch.segments.any()) for batch in seen)
    assert any(bool((batch.marks != 0).any()) for batch in seen)


def test_a_start_of_another_window_is_refused(config: StanceTraining, corpora: Path, tmp_path: Path) -> None:
    plain = replace(config, articles=(), epochs=1)
    train_stance(plain, corpora, tmp_path)
    other = replace(plain, start=(str(tmp_path),), window=config.window // 2, batch_tokens=512)
    with pytest.raises(SettingsError, match="a model that start names has window"):
        StanceTask(other, Workplace(corpora, tmp_path / "other"))


def test_the_head_reads_states_of_another_width_than_the_encoders(
    config: StanceTraining, corpora: Path, articles: ArticleStances, tmp_path: Path
) -> None:
    torch.manual_seed(0)
    wide = [replace(item, states=torch.randn(4 * 48)) for item in articles.statements]
    task = StanceTask(replace(config, epochs=1), Workplace(corpora, tmp_path), replace(articles, statements=wide))
    task.finish()
    task.write()
    model = load_stance_model(str(tmp_path), torch.device("cpu")).model
    assert (model.width, model.states_width) == (32, 48)
    assert model.statements.side_probability(torch.randn(2, 4 * 48)).shape == (2,)


def test_articles_and_their_folder_come_together(config: StanceTraining, corpora: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="give --articles where the config names some, and only there"):
        StanceTask(config, Workplace(corpora, tmp_path))
    with pytest.raises(SettingsError, match="give --articles where the config names some, and only there"):
        StanceTask(replace(config, articles=()), Workplace(corpora, tmp_path, tmp_path))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('name = "x"\ntask = "stance"\nspeed = 3', "unknown setting 'speed'"),
        ('name = "x"\ntask = "stance"\nepochs = "3"', "is a str, expected int"),
        ('name = "x"\ntask = "stance"\narticles = "train"', "expected a list of words"),
        ('name = "x"\ntask = "stance"\nfolds = 1', "must be 2 or more"),
        ('name = "x"\ntask = "stance"\nepochs = 0', "or 0 where start names a model"),
        ('name = "x"\ntask = "stance"\nscorers = 0', "must be above 0"),
        ('name = "x"\ntask = "stance"\nbatch_tokens = 10', "does not hold one window"),
        ('task = "stance"', "'name' is missing"),
        ('name = "x"\ntask = "weather"', "expected 'stance'"),
    ],
)
def test_a_config_that_cannot_be_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=told):
        StanceTraining.read(path)
