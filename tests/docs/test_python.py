"""docs/python.md keeps to the truth: its examples run, in order, and print what the page says."""

import contextlib
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import attrib
from attrib.data import FILTERS
from attrib.services.actors import Actors

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
SAMPLE = ROOT / "scripts" / "sample" / "istanbul_talks.txt"
# A block of Python, and the indented lines that follow it: what it prints.
BLOCK = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:\n(?P<printed>(?: {4}[^\n]*\n)+))?", re.MULTILINE | re.DOTALL)


def examples() -> Iterator[tuple[int, str, str]]:
    """The line, code and printed text of each example, in the order of the page."""
    for match in BLOCK.finditer(PAGE):
        printed = "".join(line[4:] for line in (match["printed"] or "").splitlines(keepends=True))
        yield PAGE.count("\n", 0, match.start()) + 2, match["code"], printed


def test_every_example_prints_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(SAMPLE, tmp_path / "talks.txt")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "python.md"}
    for line, code, expected in examples():
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            exec(compile("\n" * (line - 1) + code, "docs/python.md", "exec"), names)
        assert output.getvalue() == expected, f"docs/python.md, line {line}"


def test_there_are_examples_to_run() -> None:
    assert len(list(examples())) >= 12
    assert PAGE.count("```python") == len(list(examples()))


def test_every_filter_and_method_of_actors_is_named() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert set(FILTERS) <= named
    assert {name for name in vars(Actors) if not name.startswith("_")} <= named


def test_every_error_is_named() -> None:
    errors = {name for name in attrib.__all__ if name.endswith("Error")}
    assert errors <= set(re.findall(r"\w+Error", PAGE))
