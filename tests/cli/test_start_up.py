"""What a command imports: whoever asks for a list of statements waits for each module."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from attrib.pipeline.parts import choose_parts
from attrib.pipeline.runs import name_run
from attrib.settings import ExtractSettings
from tests.cli.conftest import MARKETS, TALKS, Attrib
from tests.cli.statements.test_ingest import FRENCH
from tests.newsroom import SayingPipeline

_LISTED = """
import atexit, sys
from attrib.cli.main import main
atexit.register(lambda: print(*sorted(sys.modules), file=open("modules", "w")))
main()
"""
_PACKAGES = {"attrib", "click", "rich", "sqlalchemy", "cython_runtime", "greenlet", "typing_extensions"}
_FLOORS = {"cli", "data", "errors", "resources", "services", "settings", "store", "text", "threads", "writers"}
# Rooms of these floors that a search by nothing but dates and numbers has no use for.
_UNUSED = ("attrib.store.actors", "attrib.store.naming", "attrib.store.reviews", "attrib.store.runs", "attrib.nn")


def _imported(folder: Path, *arguments: str) -> set[str]:
    """The modules that are loaded when a command ends, run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _LISTED, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set((folder / "modules").read_text().split())


def _packages(modules: set[str]) -> set[str]:
    """The packages among some modules that neither Python nor its site brings."""
    bare = {name for name in modules if "." not in name and not name.startswith("_")}
    return bare - set(sys.stdlib_module_names) - {"sitecustomize", "usercustomize"}


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize("more", [(), ("--since", "2020", "--min-confidence", "0.5"), ("--format", "csv")])
def test_a_plain_search_imports_what_it_needs(tmp_path: Path, more: tuple[str, ...]) -> None:
    modules = _imported(tmp_path, "search", *more)
    assert _packages(modules) <= _PACKAGES
    floors = {name.split(".")[1] for name in modules if name.startswith("attrib.")}
    assert floors <= _FLOORS | {"_version", "memory"}  # these two import next to nothing
    assert not [name for name in modules if name.startswith(_UNUSED)]
    assert not modules & {"attrib.store.search.repeats", "multiprocessing"}
    assert not any(name.startswith(("sqlalchemy.dialects.postgresql", "sqlalchemy.orm")) for name in modules)


@pytest.mark.usefixtures("news")
def test_a_name_brings_the_titles_and_neither_names_nor_models(tmp_path: Path) -> None:
    modules = _imported(tmp_path, "search", "--actor", "Ann Lee")
    assert "attrib.english.titles" in modules
    assert not modules & {"torch", "transformers", "numpy", "alembic"}
    assert not modules & {"attrib.english.given_names", "attrib.english.roles"}


@pytest.mark.usefixtures("news")
def test_a_count_that_finds_something_compares_no_names(tmp_path: Path) -> None:
    assert "rapidfuzz" not in _imported(tmp_path, "count", "--by", "target")


def test_an_ingest_with_nothing_new_brings_neither_networks_nor_languages(
    attrib: Attrib, pipeline: SayingPipeline, tmp_path: Path
) -> None:
    pipeline.run = name_run(choose_parts(ExtractSettings()), "float32")  # as the models that ship would have read it
    (tmp_path / "talks.txt").write_text(TALKS, encoding="utf-8")
    (tmp_path / "temps.txt").write_text(FRENCH, encoding="utf-8")
    (tmp_path / "markets.jsonl").write_text(json.dumps({"text": MARKETS, "title": "Markets"}), encoding="utf-8")
    told = attrib("ingest", "talks.txt", "markets.jsonl", "temps.txt").stderr
    assert "3 documents (2 new, 1 not English)" in told
    _imported(tmp_path, "ingest", "talks.txt", "markets.jsonl", "temps.txt")  # compares by words what has other vectors
    modules = _imported(tmp_path, "ingest", "talks.txt", "markets.jsonl", "temps.txt")
    networks = {"torch", "transformers", "tokenizers", "safetensors", "numpy"}
    assert modules & (networks | {"trafilatura", "networkx", "py3langid", "charset_normalizer"}) == set()


def test_help_and_version_need_click_alone(tmp_path: Path) -> None:
    for option in ("--help", "--version"):
        assert _packages(_imported(tmp_path, option)) == {"attrib", "click"}
