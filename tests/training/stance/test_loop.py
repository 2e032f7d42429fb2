"""The stance training from config to model folder, on hand-made corpora with a tiny base."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from attrib.errors import SettingsError
from attrib.nn.stance.checkpoint import load_stance_model
from attrib.nn.stance.inputs import StanceBatch
from attrib.nn.stance.model import StanceModel
from attrib.pipeline.detection.detector import Detection
from attrib.training.corpora.polnear import read_labelled_articles
from attrib.training.corpora.stance import LabelledStance
from attrib.training.corpora.stance_articles import LabelledStatement, labelled_statements, read_stance_articles
from attrib.training.stance import learner as stance_learner
from attrib.training.stance import statement_fit
from attrib.training.stance.loop import StanceTrainer
from attrib.training.stance.recipe import StanceTrainingConfig
from attrib.training.stance.statement_fit import read_states
from tests.training.stance_texts import write_stance_articles, write_stance_corpora

TOPICS = [
    LabelledStance("topic", f"said Ann {verb} it", (label,), topic="the bridge")
    for verb, label in (("praised", 1), ("blamed", 2))
]


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_stance_corpora(tmp_path_factory.mktemp("corpora"))


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> list[LabelledStatement]:
    folder = write_stance_articles(tmp_path_factory.mktemp("articles") / "train")
    found = read_stance_articles(folder, read_labelled_articles(folder))
    return [item for article in found for item in labelled_statements(article, Detection((), ()), "")]


@pytest.fixture(scope="module")
def config(base: Path) -> StanceTrainingConfig:
    return StanceTrainingConfig(
        "tiny", base=str(base), epochs=2, articles=("train",), batch_tokens=512, folds=2, head_epochs=3,
        precision="fp32",
    )  # fmt: skip


def test_a_training_ends_with_a_calibrated_model(
    config: StanceTrainingConfig, corpora: Path, articles: list[LabelledStatement], tmp_path: Path
) -> None:
    told: list[str] = []
    figures = StanceTrainer(config, corpora, articles, TOPICS, tmp_path).run(told.append)
    loaded = load_stance_model(str(tmp_path), torch.device("cpu"))
    assert set(loaded.model.config.temperatures) == {"directed", "author", "topic"}
    assert 0 < loaded.model.config.least < 1
    assert loaded.model.config.certainty != [0.0, 1.0, 1.0]
    assert len(loaded.model.statements.scorers) == config.scorers
    assert {"directed-sentiment macro F1", "newsmtsc macro F1", "perspectrum macro F1"} <= set(figures)
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [line["epoch"] for line in lines] == [1, 2, "finished"]
    assert json.loads((tmp_path / "training.json").read_text())["config_digest"] == config.digest
    assert sum(line.startswith("fold") for line in told) == config.folds


def test_a_head_is_made_anew_over_the_encoder_of_a_model(
    config: StanceTrainingConfig,
    corpora: Path,
    articles: list[LabelledStatement],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    StanceTrainer(replace(config, articles=(), epochs=1), corpora, [], [], first).run(lambda _: None)
    again = replace(config, start=(str(first),), epochs=0)

    def read(model: StanceModel, *given: Any) -> Any:
        assert not model.training  # dropout would spoil what is fitted and calibrated
        return read_states(model, *given)

    monkeypatch.setattr(statement_fit, "read_states", read)
    StanceTrainer(again, corpora, articles, TOPICS, second).run(lambda _: None)
    before, after = (load_stance_model(str(folder), torch.device("cpu")).model for folder in (first, second))
    assert (len(before.statements.scorers), len(after.statements.scorers)) == (0, config.scorers)
    own = before.state_dict()
    for name, value in after.state_dict().items():
        if not name.startswith("statements."):  # kept as they were, packed twice
            assert torch.equal(value, own[name]), name


def test_a_start_is_the_mean_of_models_with_a_head_or_without(
    config: StanceTrainingConfig, corpora: Path, articles: list[LabelledStatement], tmp_path: Path
) -> None:
    plain = replace(config, articles=(), epochs=1)
    names = [str(tmp_path / name) for name in ("with", "without")]
    StanceTrainer(plain, corpora, articles, TOPICS, Path(names[0])).run(lambda _: None)
    StanceTrainer(replace(plain, seed=2), corpora, [], [], Path(names[1])).run(lambda _: None)
    started = StanceTrainer(replace(plain, start=tuple(names)), corpora, [], [], tmp_path / "mean").model
    one, other = (load_stance_model(name, torch.device("cpu")).model for name in names)
    for name in ("answers.weight", "marks.weight"):
        mean = (one.get_parameter(name) + other.get_parameter(name)) / 2
        assert torch.allclose(started.get_parameter(name), mean)
        assert not torch.allclose(one.get_parameter(name), mean)


def test_names_are_masked_where_they_are_holder_or_target(
    config: StanceTrainingConfig, corpora: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[StanceBatch] = []
    whole = StanceModel.forward

    def forward(self: StanceModel, batch: StanceBatch) -> torch.Tensor:
        seen.append(batch)
        return whole(self, batch)

    monkeypatch.setattr(StanceModel, "forward", forward)
    masking = replace(config, articles=(), epochs=1, word_masking=0.0, name_masking=1.0)
    trainer = StanceTrainer(masking, corpora, [], [], tmp_path)
    trainer._epoch(0, 0, 0.0)
    for batch in seen:
        named = (batch.marks != 0) & (batch.segments == 0)
        assert set(batch.ids[named].tolist()) <= {trainer.encoder.mask}
        assert trainer.encoder.mask not in batch.ids[~named].tolist()
    assert any(bool(batch.segments.any()) for batch in seen)
    assert any(bool((batch.marks != 0).any()) for batch in seen)


def test_a_start_of_another_window_is_refused(config: StanceTrainingConfig, corpora: Path, tmp_path: Path) -> None:
    plain = replace(config, articles=(), epochs=1)
    StanceTrainer(plain, corpora, [], [], tmp_path).run(lambda _: None)
    other = replace(plain, start=(str(tmp_path),), window=config.window // 2, batch_tokens=512)
    with pytest.raises(SettingsError, match="a model that start names has window"):
        StanceTrainer(other, corpora, [], [], tmp_path / "other")


def test_a_killed_training_goes_on_as_if_nothing_had_been(
    config: StanceTrainingConfig, corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = replace(config, articles=(), hidden_dropout=0.1)
    whole = StanceTrainer(plain, corpora, [], [], tmp_path)
    whole.run(lambda _: None)
    interrupted = StanceTrainer(plain, corpora, [], [], tmp_path / "again")
    monkeypatch.setattr("attrib.training.stance.loop._SAVE_EVERY_SECONDS", -1.0)
    real, steps = stance_learner.StanceLearner._train_step, 0

    def killed(*given: object) -> float:
        nonlocal steps
        steps += 1
        if steps == 4:
            raise KeyboardInterrupt
        return real(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(stance_learner.StanceLearner, "_train_step", killed)
        with pytest.raises(KeyboardInterrupt):
            interrupted.run(lambda _: None)
    told: list[str] = []
    resumed = StanceTrainer(plain, corpora, [], [], tmp_path / "again")
    resumed.run(told.append)
    assert told[0].startswith("resumed at epoch")
    for name, value in resumed.model.named_parameters():
        assert torch.allclose(value, dict(whole.model.named_parameters())[name], atol=1e-6), name


def test_a_state_of_another_config_is_refused(config: StanceTrainingConfig, corpora: Path, tmp_path: Path) -> None:
    plain = replace(config, articles=(), epochs=1)
    StanceTrainer(plain, corpora, [], [], tmp_path).run(lambda _: None)
    with pytest.raises(SettingsError, match="was begun with config"):
        StanceTrainer(replace(plain, seed=2), corpora, [], [], tmp_path).run(lambda _: None)


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
        ('name = "x"\ntask = "weather"', "no stance training"),
    ],
)
def test_a_config_that_cannot_be_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=told):
        StanceTrainingConfig.read(path)
