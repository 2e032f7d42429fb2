"""The mutator on a tiny module: which mutants there are, and which of them tests let live."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.mutation.__main__ import EQUIVALENT, ROOT, RULES, draw, equivalent, files, mirror
from scripts.mutation.changes import mutants, mutated

SOURCE = '''"""Doc."""
from dataclasses import dataclass

@dataclass(frozen=True)
class Limits:
    """Doc 3."""
    words: int = 20
    share: float = 0.5

LIMITS = Limits()
CODES = {"a": 1}
NAMES = ("a", "b")[0]

def is_long(words: list[str], share: float = 2) -> bool:
    if not words:
        return False
    return len(words) >= LIMITS.words and share > LIMITS.share

def short(items: list[str]) -> list[str]:
    return [item for item in items[1:] if item in CODES]
'''
BOTH = "len(words) >= LIMITS.words and share > LIMITS.share"
CHANGES = [
    "Limits: words 20 -> 22",
    "Limits: words 20 -> 18",
    "Limits: share 0.5 -> 0.55",
    "Limits: share 0.5 -> 0.45",
    "module: CODES 1 -> 2",
    "module: CODES 1 -> 0",
    "is_long: not words -> True",
    "is_long: not words -> False",
    "is_long: not words -> words",
    f"is_long: {BOTH} -> {BOTH.replace(' and ', ' or ')}",
    "is_long: len(words) >= LIMITS.words -> len(words) > LIMITS.words",
    "is_long: share > LIMITS.share -> share >= LIMITS.share",
    "short: item in CODES -> True",
    "short: item in CODES -> False",
    "short: item in CODES -> item not in CODES",
]
TESTS = """from attrib.tiny import is_long, short

def test_long():
    assert is_long(["a"] * 20, 0.53)
    assert not is_long(["a"] * 19, 0.53)
    assert not is_long([], 1)
    assert not is_long(["a"] * 30, 0.47)

def test_short():
    assert short(["a", "a", "b"]) == ["a"]
"""


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """The tiny module with its tests, in a checkout of its own."""
    for folder in ("attrib", "tests"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "attrib" / "tiny.py").write_text(SOURCE)
    (tmp_path / "tests" / "test_tiny.py").write_text(TESTS)
    return tmp_path / "attrib" / "tiny.py"


def test_constants_comparisons_operators_and_conditions_are_changed(module: Path) -> None:
    found = mutants(module)
    assert sorted(mutant.key for mutant in found) == sorted(CHANGES)
    assert [mutant.number for mutant in found] == list(range(len(found)))


def test_a_mutant_has_its_one_change(module: Path) -> None:
    lines = ast.unparse(ast.parse(SOURCE)).splitlines()
    for mutant in mutants(module):
        changed = ast.unparse(mutated(SOURCE, mutant.number)).splitlines()
        [(old, new)] = [pair for pair in zip(lines, changed, strict=True) if pair[0] != pair[1]]
        before, after = mutant.change.split(" -> ")
        assert before.split()[-1] in old
        assert after.split()[-1] in new


def mutate(checkout: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scripts.mutation", "--no-warm", *options]
    environment = os.environ | {"PYTHONPATH": f"{checkout}{os.pathsep}{ROOT}"}
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)


def test_survivors_are_listed_with_their_lines(module: Path) -> None:
    done = mutate(module.parents[1], "--module", "attrib/tiny.py", "--jobs", "2")
    lines = done.stdout.splitlines()
    # No test has a share of just the limit, and the share of a number for a code is never read.
    assert sorted(line.split("  (")[0] for line in lines[:-1]) == sorted(
        [
            "attrib/tiny.py:17 is_long: share > LIMITS.share -> share >= LIMITS.share",
            "attrib/tiny.py:11 module: CODES 1 -> 2",
            "attrib/tiny.py:11 module: CODES 1 -> 0",
            "attrib/tiny.py:15 is_long: not words -> False",
        ]
    )
    assert lines[-1].startswith("15 mutants of 1 modules: 11 killed, 4 survived;")
    assert done.returncode == 1
    assert module.read_text() == SOURCE


def test_an_endless_mutant_is_killed_and_survivors_may_be_allowed(module: Path) -> None:
    module.write_text("def last(at):\n    while at < 9:\n        at += at < 9\n    return at\n")
    tests = module.parents[1] / "tests" / "test_tiny.py"
    tests.write_text("from attrib.tiny import last\n\ndef test_last():\n    assert last(0) == 9\n")
    done = mutate(module.parents[1], "--module", "attrib/tiny.py", "--jobs", "3", "--allow", "1")
    # "while at <= 9" never ends, for nothing is added to nine; and whether one is added to nine is never asked.
    assert "3 mutants of 1 modules: 1 killed, 1 killed by time, 1 survived" in done.stdout
    assert done.returncode == 0


def test_a_module_without_tests_or_with_failing_ones_is_refused(module: Path) -> None:
    tests = module.parents[1] / "tests" / "test_tiny.py"
    tests.write_text("def test_it():\n    assert False\n")
    assert (
        "the tests of attrib/tiny.py fail as they are" in mutate(module.parents[1], "--module", "attrib/tiny.py").stderr
    )
    tests.unlink()
    done = mutate(module.parents[1], "--module", "attrib/tiny.py")
    assert "no test mirrors attrib/tiny.py: write tests/test_tiny.py" in done.stderr
    assert "no file or folder" in mutate(module.parents[1], "--module", "attrib/none.py").stderr


def test_a_sample_is_the_same_for_a_seed(module: Path) -> None:
    found = mutants(module)
    one, same, other = (draw(found, 5, seed) for seed in (1, 1, 2))
    assert one == same != other
    assert len(one) == 5
    assert draw(found, None, 1) == found


def test_tests_mirror_modules() -> None:
    assert mirror(Path("attrib/text/lines.py")) == Path("tests/text/test_lines.py")


def test_the_rules_have_mirrored_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    paths = [path for path in files([Path(name) for name in RULES]) if mutants(path)]
    assert len(paths) >= 15
    assert [path for path in paths if not mirror(path).is_file()] == []


def test_what_is_told_to_be_equivalent_is_a_mutant_still() -> None:
    known = equivalent()
    found = {(path, mutant.key) for path in {path for path, _ in known} for mutant in mutants(ROOT / path)}
    assert known - found == set(), f"take out of {EQUIVALENT.name} what is no more"
