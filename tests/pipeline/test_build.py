"""The pipeline over a tiny model: order, groups, ids, and what a run is named after."""

import json
import shutil
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from attrib.data import Document, Run, Span, Statement, StatementType, statement_id
from attrib.errors import ModelError, SettingsError
from attrib.nn.attribution import checkpoint
from attrib.nn.attribution.checkpoint import LoadedModel, load_model
from attrib.nn.catalogue import weights_digest
from attrib.pipeline import build as building
from attrib.pipeline.build import Pipeline, build, text_groups
from attrib.pipeline.detection.detector import Detection, Detector
from attrib.pipeline.readers import TextReaders
from attrib.pipeline.runs import NO_HEAD
from attrib.pipeline.speakers.resolver import Resolved, resolve
from attrib.resources import code_version
from attrib.settings import ExtractSettings
from tests.stance_tiny import save_tiny_stance_model
from tests.tiny import on_one_thread, save_base, save_tiny_model


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    with on_one_thread():
        yield


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    return save_tiny_model(folder / "model", save_base(folder / "base"))


def settings_of(folder: Path, precision: str = "fp32") -> ExtractSettings:
    return ExtractSettings(model=str(folder), device="cpu", precision=precision, batch_tokens=512, stance=False)


@pytest.fixture(scope="module")
def stance_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stance")
    return save_tiny_stance_model(folder / "judge", save_base(folder / "base"))


DOCUMENTS = [
    Document("“All is well,” Ann Lee said. Bob denied it.", "a.txt", title="A"),
    Document("", "b.txt"),
    Document("Ann said no.\n\n" * 20, "c.txt"),
]


def test_one_extraction_a_document_in_order(model_folder: Path) -> None:
    pipeline = build(settings_of(model_folder))
    found = list(pipeline.extract(DOCUMENTS))
    assert [item.document for item in found] == DOCUMENTS
    assert all(item.run == pipeline.run for item in found)
    assert found[1].statements == ()
    assert any(item.statements for item in found)
    for item in found:
        for statement in item.statements:
            assert statement.id == statement_id(item.document.sha256, pipeline.run.id, statement)
            assert statement.speaker is not None or statement.silence is not None


def test_the_same_input_twice_has_the_same_ids(model_folder: Path) -> None:
    first, second = (list(build(settings_of(model_folder)).extract(DOCUMENTS)) for _ in range(2))
    assert first == second
    ids = [statement.id for item in first for statement in item.statements]
    assert len(set(ids)) == len(ids)
    alone = list(build(settings_of(model_folder)).extract(DOCUMENTS[2:]))
    assert [item.id for item in alone[0].statements] == [item.id for item in first[2].statements]


def test_a_run_is_named_by_all_that_changes_results(model_folder: Path) -> None:
    settings = settings_of(model_folder)
    run = build(settings).run
    assert (run.model, run.weights_digest) == ("model", weights_digest(model_folder))
    assert run.code_version == code_version()
    assert set(run.settings) == {"precision", "attribution", "antecedents", "word_classes", "linker", "posts"}
    assert (run.settings["precision"], run.settings["antecedents"], run.settings["word_classes"]) == (
        "float32",
        NO_HEAD,
        NO_HEAD,
    )
    assert build(replace(settings, batch_tokens=4096)).run.id == run.id
    assert build(replace(settings, precision="bf16")).run.id != run.id


def test_stances_are_judged_and_their_model_named_by_the_run(
    model_folder: Path, stance_folder: Path, tmp_path: Path
) -> None:
    plain = settings_of(model_folder)
    settings = replace(plain, stance=True, stance_model=str(stance_folder))
    pipeline = build(settings)
    assert pipeline.run.id != build(plain).run.id
    found = list(pipeline.extract(DOCUMENTS))
    bare = list(build(plain).extract(DOCUMENTS))
    assert [[statement.content for statement in item.statements] for item in found] == [
        [statement.content for statement in item.statements] for item in bare
    ]
    assert not any(statement.stances for item in bare for statement in item.statements)
    other = shutil.copytree(stance_folder, tmp_path / "judge")
    config = json.loads((other / "config.json").read_text(encoding="utf-8"))
    (other / "config.json").write_text(json.dumps(config | {"least": 0.9}), encoding="utf-8")
    assert build(replace(settings, stance_model=str(other))).run.id != pipeline.run.id
    with pytest.raises(ModelError, match="no model 'nope'"):
        build(replace(settings, stance_model="nope"))


def test_weights_are_loaded_with_the_first_document(model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[str] = []

    def watched(name: str, device: torch.device) -> LoadedModel:
        loads.append(name)
        return load_model(name, device)

    monkeypatch.setattr(checkpoint, "load_model", watched)
    pipeline = build(settings_of(model_folder))
    assert list(pipeline.extract([])) == []
    assert loads == []
    list(pipeline.extract(DOCUMENTS))
    list(pipeline.extract(DOCUMENTS))
    assert loads == [str(model_folder)]


def test_the_weights_that_a_run_names_are_loaded_or_none(
    model_folder: Path, stance_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    mine = shutil.copytree(model_folder, tmp_path / "mine")
    shutil.copytree(stance_folder, tmp_path / "judge")
    monkeypatch.chdir(tmp_path)
    pipeline = build(replace(settings_of(Path("mine")), stance=True, stance_model="judge"))
    late = build(settings_of(Path("mine")))
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert len(list(pipeline.extract(DOCUMENTS))) == len(DOCUMENTS)
    save_tiny_model(mine, save_base(tmp_path / "base"), seed=7)
    with pytest.raises(ModelError, match=rf"mine have changed since the run {late.run.id} .*; start again"):
        list(late.extract(DOCUMENTS))


def test_model_errors(model_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model 'nope'"):
        build(ExtractSettings(model="nope"))
    folder = shutil.copytree(model_folder, tmp_path / "model")
    (folder / "metrics.json").write_text(json.dumps({"weights_sha256": "0" * 64}), encoding="utf-8")
    with pytest.raises(ModelError, match=r"metrics\.json says 000000000000…; install the model again"):
        build(settings_of(folder))
    (folder / "metrics.json").unlink()
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json cannot be read"):
        list(build(settings_of(folder)).extract(DOCUMENTS))
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"weights .* cannot be read"):
        build(settings_of(folder))


def test_a_device_that_is_not_there(model_folder: Path) -> None:
    with pytest.raises(SettingsError, match="device 'nope' cannot be used here"):
        build(replace(settings_of(model_folder), device="nope"))


class CountingDetector(Detector):
    """Finds the first word of every text twice, and counts its calls."""

    def __init__(self) -> None:
        self.calls: list[int] = []

    def detect(self, texts: Sequence[str], *_: object, **__: object) -> list[Detection]:
        self.calls.append(len(texts))
        return [self._found(text) for text in texts]

    @staticmethod
    def _found(text: str) -> Detection:
        statement = Statement(StatementType.INDIRECT, (Span(0, len(text.split()[0])),))
        return Detection((statement, statement), ())


def test_reading_goes_no_further_than_a_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_GROUP_CHARACTERS", 100)
    read: list[int] = []

    def documents() -> Iterator[Document]:
        for number in range(9):
            read.append(number)
            yield Document("word " * 10, str(number))

    detector = CountingDetector()
    extractions = Pipeline(Run("m", "d", "1"), lambda: detector).extract(documents())
    assert read == []
    first = next(extractions)
    assert first.document.location == "0"
    assert read == [0, 1]
    assert [item.document.location for item in extractions] == [str(number) for number in range(1, 9)]
    assert detector.calls == [2, 2, 2, 2, 1]


class Answers:
    """What a model keeps of a text to tell for whom people speak."""

    least = 0.5

    def probabilities(self, question: object) -> list[float]:  # noqa: ARG002 - as readers are asked
        return []


class KeepingDetector(CountingDetector):
    """Finds statements, with answers about each text of which it knows whether they are still there."""

    def __init__(self) -> None:
        super().__init__()
        self.kept = list[weakref.ref[Answers]]()

    def detect(self, texts: Sequence[str], *_: object, **__: object) -> list[Detection]:
        found = []
        for text in texts:
            answers = Answers()
            self.kept.append(weakref.ref(answers))
            found.append(replace(self._found(text), readers=TextReaders(affiliations=answers)))
        return found


def test_what_is_kept_of_an_article_to_tell_its_speakers_goes_before_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    detector, alive = KeepingDetector(), list[int]()

    def resolving(*given: Any) -> Resolved:
        alive.append(sum(kept() is not None for kept in detector.kept))
        return resolve(*given)

    monkeypatch.setattr(building, "resolve", resolving)
    documents = [Document("word " * 10, str(number)) for number in range(5)]
    found = list(Pipeline(Run("m", "d", "1"), lambda: detector).extract(documents))
    assert [item.document for item in found] == documents
    assert alive == [5, 4, 3, 2, 1]
    assert not any(kept() for kept in detector.kept)


def test_whoever_waits_for_a_long_article_is_told_how_far_it_is(model_folder: Path) -> None:
    told: list[str] = []
    long = Document("“All is well,” Ann Lee said. Bob denied that it was. " * 90, "a.txt", title="Port")
    [found] = build(settings_of(model_folder), told.append).extract([long])
    count = len(found.statements)
    assert count > 50
    windows = [words for words in told if words.startswith("reading (")]
    assert len(windows) > 5
    assert windows[-1] == "reading (100%) Port"
    rest = told[len(windows) :]
    assert rest[0] == f"statement 50 of {count} of Port"
    assert rest[-1] == f"sides of {count} statements of Port"


def test_several_articles_in_hand_are_counted(model_folder: Path) -> None:
    told: list[str] = []
    list(build(settings_of(model_folder), told.append).extract(DOCUMENTS))
    assert told[0].startswith("reading (")
    assert told[0].endswith("%) 3 articles")


def test_what_is_found_twice_is_one_statement() -> None:
    pipeline = Pipeline(Run("m", "d", "1"), CountingDetector)
    [found] = pipeline.extract([Document("Yes no")])
    [statement] = found.statements
    assert statement.content == (Span(0, 3),)


def test_a_text_is_read_as_it_is_seen_and_keeps_its_own_offsets() -> None:
    text = "\u200bZo\u00ade\u0308 said no"
    pipeline = Pipeline(Run("m", "d", "1"), CountingDetector)
    [found] = pipeline.extract([Document(text)])
    [statement] = found.statements
    assert (found.document.text, statement.content) == (text, (Span(1, 6),))
    assert statement.quote(text) == "Zo\u00ade\u0308"
    assert statement.id == statement_id(found.document.sha256, found.run.id, statement)


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ([], []),
        ([0, 0], [[0, 0]]),
        ([119_999, 1, 5], [[119_999, 1], [5]]),
        ([500_000, 500_000], [[500_000], [500_000]]),
        ([10, 500_000, 10], [[10, 500_000], [10]]),
    ],
)
def test_groups_are_filled_and_never_empty(sizes: list[int], groups: list[list[int]]) -> None:
    documents = (Document("a" * size) for size in sizes)
    assert [[len(item.text) for item in group] for group in text_groups(documents)] == groups
