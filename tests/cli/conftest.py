"""A place with a database and articles, and the command line in it with a pipeline that needs no model."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from attrib.cli.common.settings import SETTINGS
from attrib.cli.main import cli
from attrib.data import StanceLabel
from attrib.services import models
from attrib.settings import DEFAULT_MODEL, ExtractSettings
from tests.newsroom import SayingPipeline, article
from tests.store.meaning import WordEncoder
from tests.tiny import on_one_thread, save_base
from tests.training.conftest import write_split

Attrib = Callable[..., Result]
Fill = Callable[[Attrib, Path], None]
"""Writes files into the empty folder of a test and runs commands there."""

TRAINING = """
name = "tiny"
base = "{base}"
silver = ""
seed = {seed}
epochs = 1
batch_tokens = 160
window = 62
overlap = 16
precision = "fp32"
"""

TALKS = article(
    ("Ann Lee, minister of Norland", "The talks failed"),
    ("Bo Lee, spokesman of Sudland", "We never saw a paper, not one"),
    ("Ann Lee", "+1 for trying [bold]\x1b[31m"),
)
MARKETS = article(("Cy Ray", "Prices rose"))


class WordJudge:
    """Takes "never" and "failed" for opposition, "welcome" for support."""

    def said(self, _speaker: str | None, cue: str, quote: str) -> str:
        return f"{cue} {quote}"

    def towards(self, topic: str, texts: Sequence[str]) -> list[tuple[StanceLabel, float]]:
        """The stance of each text towards whatever topic."""
        assert topic
        return [self._stance(text) for text in texts]

    @staticmethod
    def _stance(text: str) -> tuple[StanceLabel, float]:
        if "welcome" in text:
            return StanceLabel.SUPPORT, 0.75
        return (StanceLabel.OPPOSE, 0.9) if "never" in text or "failed" in text else (StanceLabel.NEUTRAL, 0.6)


@pytest.fixture(autouse=True)
def pipeline(monkeypatch: pytest.MonkeyPatch) -> SayingPipeline:
    """The pipeline that the commands get, whatever model they ask for."""
    saying = SayingPipeline()

    def open_pipeline(settings: ExtractSettings, *_: object) -> SayingPipeline:
        assert settings.model == DEFAULT_MODEL
        return saying

    monkeypatch.setattr(models, "open_pipeline", open_pipeline)
    monkeypatch.setattr(models, "open_encoder", lambda _settings: WordEncoder())
    monkeypatch.setattr(models, "encoder_id", lambda: WordEncoder.id)
    monkeypatch.setattr(models, "open_judge", lambda _settings: WordJudge())
    return saying


@pytest.fixture
def attrib(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Attrib:
    """Runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))  # where the user's own settings lie
    variables = (setting.variable for setting in SETTINGS.values())
    for name in (*variables, "ATTRIB_CORPORA", "ATTRIB_ARTICLES", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)  # options take them

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, arguments, input=stdin, prog_name="attrib")

    return run


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Holds a copy of each folder that was filled."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def filled(attrib: Attrib, pipeline: SayingPipeline, kept: Path, tmp_path: Path) -> Callable[[Fill], Attrib]:
    """Fills the folder of a test: by commands for the first test that wants it filled so, by copying for the others."""

    def fill(how: Fill) -> Attrib:
        copy = kept / f"{how.__module__}.{how.__qualname__}"
        if copy.exists():
            shutil.copytree(copy, tmp_path, dirs_exist_ok=True)
        else:
            how(attrib, tmp_path)
            shutil.copytree(tmp_path, copy)
        pipeline.seen.clear()
        return attrib

    return fill


def ingest_news(attrib: Attrib, folder: Path) -> None:
    (folder / "news").mkdir()
    (folder / "news" / "talks.txt").write_text(TALKS, encoding="utf-8")
    (folder / "news" / "markets.txt").write_text(MARKETS, encoding="utf-8")
    result = attrib("ingest", "news")
    assert result.exit_code == 0, result.output


@pytest.fixture
def news(filled: Callable[[Fill], Attrib]) -> Attrib:
    """Runs a command in a folder with two articles ingested."""
    return filled(ingest_news)


@pytest.fixture
def lab(attrib: Attrib, tmp_path: Path) -> Iterator[Attrib]:
    """Runs a command, on one thread, in a folder with small corpora/, and one.toml and two.toml of two seeds."""
    write_split(tmp_path / "corpora" / "polnear" / "train", 2)
    write_split(tmp_path / "corpora" / "polnear" / "dev", 2)
    base = save_base(tmp_path / "base")
    for seed, name in enumerate(("one", "two"), 1):
        (tmp_path / f"{name}.toml").write_text(TRAINING.format(base=base, seed=seed))
    with on_one_thread():
        yield attrib


def train(lab: Attrib, name: str, *more: str) -> Result:
    """Train one of the configs into a folder of its name."""
    return lab("train", "--config", f"{name}.toml", "--corpora", "corpora", "--output", name, "--device", "cpu", *more)
