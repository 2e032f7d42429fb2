"""The digest of the sources that decide results: what changes it, and what does not."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import attrib
from attrib.data import Run
from attrib.errors import ResourceError
from attrib.resources import DECIDING, DECIDING_MODULES, code_version, sources_digest

PACKAGE = Path(attrib.__file__).resolve().parent
BUILD = """
from attrib.pipeline.build import build
from attrib.settings import ExtractSettings
print(build(ExtractSettings(device="cpu", precision="fp32")).run.id)
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package's sources."""
    return shutil.copytree(PACKAGE, tmp_path / "attrib", ignore=shutil.ignore_patterns("__pycache__"))


def run_id(package: Path) -> str:
    """The id of a run of the shipped models with the sources of a package, read anew."""
    return Run("attribution", "0" * 64, sources_digest(package)).id


def change(package: Path, name: str, pattern: str, replacement: str) -> None:
    path = package / name
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, replacement, text, count=1)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def test_a_version_and_a_digest_name_the_code() -> None:
    version, _, digest = code_version().partition("+")
    assert version == attrib.__version__
    assert re.fullmatch(r"[0-9a-f]{12}", digest)
    assert sources_digest(PACKAGE).startswith(digest)


def test_the_same_sources_have_the_same_digest_wherever_they_lie(package: Path) -> None:
    assert sources_digest(package) == sources_digest(PACKAGE)
    assert sources_digest(package) == sources_digest(package)


def test_a_word_more_in_a_list_is_another_run(package: Path) -> None:
    before = run_id(package)
    words = min((package / "english" / "lexicon").glob("*.txt"))
    words.write_text(words.read_text(encoding="utf-8") + "zyzzyva\n", encoding="utf-8")
    assert run_id(package) != before


@pytest.mark.parametrize("room", DECIDING)
def test_one_changed_character_of_a_rule_is_another_run(package: Path, room: str) -> None:
    before = run_id(package)
    source = next(path for path in sorted((package / room).rglob("*.py")) if path.stat().st_size > 500)
    change(package, source.relative_to(package).as_posix(), r"def (\w)", r"def  \1")
    assert run_id(package) != before


@pytest.mark.parametrize("module", DECIDING_MODULES)
def test_another_way_to_overlap_or_to_name_a_statement_is_another_run(package: Path, module: str) -> None:
    before = run_id(package)
    change(package, module, "def ", "def  ")
    assert run_id(package) != before


def test_a_threshold_is_another_run(package: Path) -> None:
    before = run_id(package)
    source = next(path for path in sorted((package / "pipeline").rglob("*.py")) if " = 120_000" in path.read_text())
    change(package, source.relative_to(package).as_posix(), " = 120_000", " = 120_001")
    assert run_id(package) != before


def test_a_renamed_module_is_another_run(package: Path) -> None:
    before = run_id(package)
    (package / "text" / "sentences.py").rename(package / "text" / "sentence.py")
    assert run_id(package) != before


def test_what_decides_nothing_has_no_part(package: Path) -> None:
    before = run_id(package)
    change(package, "cli/main.py", r"\A", "# A comment.\n")
    change(package, "store/save.py", r"\A", "# A comment.\n")
    (package / "pipeline" / "notes.md").write_text("Not a source.", encoding="utf-8")
    cache = package / "pipeline" / "__pycache__"
    cache.mkdir()
    (cache / "build.cpython-311.pyc").write_bytes(b"compiled")
    assert run_id(package) == before


def test_line_ends_make_no_difference(package: Path) -> None:
    before = run_id(package)
    for path in (package / "text").glob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run_id(package) == before


def test_missing_sources_are_told(package: Path) -> None:
    shutil.rmtree(package / "english")
    with pytest.raises(ResourceError, match=r"english holds no sources.*reinstall attrib"):
        sources_digest(package)


def test_a_build_names_the_sources_it_was_made_of(package: Path) -> None:
    (package.parent / "models").symlink_to(PACKAGE.parent / "models", target_is_directory=True)
    (package.parent / "setup.cfg").write_text("", encoding="utf-8")

    def build() -> str:
        command = [sys.executable, "-c", BUILD]
        done = subprocess.run(command, cwd=package.parent, capture_output=True, text=True, check=True)
        return done.stdout

    first = build()
    change(package, "pipeline/__init__.py", r"\Z", "# Decides nothing, but may.\n")
    assert build() != first
