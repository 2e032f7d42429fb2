"""Extracting from Python, with a pipeline that needs no model; one test with the shipped one."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Lock, Thread
from time import sleep
from typing import Any

import pytest

import attrib
from attrib.data import Document, Extraction, Problem
from attrib.errors import ModelError, ReadError, SettingsError
from attrib.services import models
from attrib.services.extract import extractions
from attrib.settings import ExtractSettings
from tests.newsroom import SayingPipeline, article

TALKS = article(("Ann Lee", "The talks failed"))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[ExtractSettings]]:
    """The settings that pipelines are opened with."""
    settings: list[ExtractSettings] = []

    def open_pipeline(chosen: ExtractSettings) -> SayingPipeline:
        settings.append(chosen)
        return SayingPipeline()

    monkeypatch.setattr(models, "open_pipeline", open_pipeline)
    models.shared_pipeline.cache_clear()
    yield settings
    models.shared_pipeline.cache_clear()


@pytest.mark.usefixtures("opened")
def test_a_text_and_a_document_give_the_same() -> None:
    of_text, of_document = attrib.extract(TALKS), attrib.extract(Document(TALKS, "talks.txt", title="Talks"))
    assert of_text.statements == of_document.statements
    assert [item.speaker.name for item in of_text.statements if item.speaker] == ["Ann Lee"]
    assert of_document.document.title == "Talks"


def test_the_models_are_opened_once_for_each_settings(opened: list[ExtractSettings]) -> None:
    for _ in range(2):
        attrib.extract(TALKS)
        attrib.extract(TALKS, model="mine", stance=False)
    assert opened == [ExtractSettings(), ExtractSettings(model="mine", stance=False)]
    attrib.extract(TALKS, settings=ExtractSettings(precision="fp32"))
    assert opened[-1].precision == "fp32"


@pytest.mark.usefixtures("opened")
def test_another_language_has_no_statements() -> None:
    assert attrib.extract(Document(TALKS, language="fr")).statements == ()


def test_threads_take_turns(opened: list[ExtractSettings]) -> None:
    found: list[Extraction] = []
    threads = [Thread(target=lambda: found.append(attrib.extract(TALKS))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 1
    assert len({extraction.statements for extraction in found}) == 1


class BusyPipeline(SayingPipeline):
    """Notes whether two threads are in it at once."""

    def __init__(self) -> None:
        super().__init__()
        self.lock, self.shared = Lock(), False

    def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        alone = self.lock.acquire(blocking=False)
        self.shared = self.shared or not alone
        sleep(0.1)
        yield from super().extract(documents)
        if alone:
            self.lock.release()


@pytest.mark.usefixtures("opened")
def test_extracting_and_ingesting_take_turns_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pipeline = BusyPipeline()
    monkeypatch.setattr(models, "open_pipeline", lambda _settings: pipeline)
    with attrib.open(tmp_path / "news.db") as desk:
        threads = [
            Thread(target=lambda: desk.ingest([Document(TALKS)], vectors=False)),
            Thread(target=lambda: attrib.extract(TALKS)),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(pipeline.seen) == 2
    assert not pipeline.shared


@pytest.mark.usefixtures("opened")
def test_who_watches_an_ingest_may_extract_meanwhile(tmp_path: Path) -> None:
    found: list[Extraction] = []
    with attrib.open(tmp_path / "news.db") as desk:
        desk.ingest([Document(TALKS)], vectors=False, progress=lambda _: found.append(attrib.extract(TALKS)))
    assert len(found) == 1


@pytest.mark.usefixtures("opened")
def test_what_is_no_article_is_told() -> None:
    wrong: Any = b"bytes"
    with pytest.raises(SettingsError, match="bytes is no article; give its text or a Document"):
        attrib.extract(wrong)


def test_an_unknown_model_is_told() -> None:
    with pytest.raises(ModelError, match="no-such-model"):
        attrib.extract("A text.", model="no-such-model")


def test_order_is_kept_and_problems_come_as_values(capsys: pytest.CaptureFixture[str]) -> None:
    items: list[Document | Problem] = [
        Document("Il pleut.", "a", language="fr"),
        Problem("b", None, "empty"),
        Document(TALKS, "c"),
        Problem("d", 2, "no date", warning=True),
        Document("Es regnet.", "e", language="de"),
    ]
    found = list(extractions(items, SayingPipeline()))
    documents = [item.document.location for item in found if isinstance(item, Extraction)]
    problems = [(item.location, item.warning) for item in found if isinstance(item, Problem)]
    assert documents == ["a", "c", "e"]
    assert problems == [("a", True), ("b", False), ("d", True), ("e", True)]
    assert capsys.readouterr() == ("", "")


def test_strict_stops_at_the_first_problem() -> None:
    items: Iterable[Document | Problem] = [Document(TALKS, "a"), Problem("b", None, "empty"), Document(TALKS, "c")]
    found = extractions(items, SayingPipeline(), strict=True)
    first = next(found)
    assert isinstance(first, Extraction)
    assert first.document.location == "a"
    with pytest.raises(ReadError, match="b: empty"):
        next(found)


def test_what_goes_without_a_model_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = SayingPipeline(warnings=("no head for pronouns",))
    monkeypatch.setattr(models, "open_pipeline", lambda _settings: missing)
    models.shared_pipeline.cache_clear()
    with pytest.warns(RuntimeWarning, match="no head for pronouns"):
        attrib.extract(TALKS)
    models.shared_pipeline.cache_clear()
