"""Tries mutants: a fork of a warmed process imports one and runs the tests of its module."""

import importlib
import importlib.machinery
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import CodeType, ModuleType

from scripts.mutation.changes import Mutant, mutated

# Imported once, before any fork. Transformers imports parts of itself only when they are asked for.
_WARM = (
    "pytest",
    "hypothesis",
    "numpy",
    "torch",
    "safetensors",
    "tokenizers",
    "transformers",
    "transformers.modeling_utils",
    "transformers.models.auto.modeling_auto",
    "transformers.models.auto.tokenization_auto",
    "transformers.models.bert.modeling_bert",
)
_LEAST_LIMIT, _TIMES = 10.0, 6  # a mutant may take so many seconds, or so many times what the unchanged module takes
_PAUSE = 0.02  # seconds between looks at the running forks
_FAILED, _INTERRUPTED = 1, 2  # pytest's exit codes for a failing test and for one that cannot be imported


class Fate(Enum):
    """What came of a mutant."""

    KILLED = "killed"
    TIMED_OUT = "killed by time"
    SURVIVED = "survived"
    BROKEN = "not tried: pytest itself failed"


@dataclass(frozen=True, slots=True)
class Trial:
    """A module's name, its file, the tests to run, and the seconds that they may take."""

    module: str
    path: Path
    tests: tuple[Path, ...]
    limit: float = 120.0


def warm() -> None:
    """Import what the tests need and no mutant changes."""
    # A fork takes over no threads, so there must be none.
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    for name in _WARM:
        if importlib.util.find_spec(name.partition(".")[0]) is not None:
            importlib.import_module(name)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a trial in how many seconds; no mutant stands for the module as it is."""

    trial: Trial
    mutant: Mutant | None
    fate: Fate
    seconds: float


def try_all(work: Sequence[tuple[Trial, Mutant | None]], jobs: int) -> Iterator[Outcome]:
    """What comes of each mutant, as it is known."""
    waiting = list(reversed(work))
    running: dict[int, tuple[Trial, Mutant | None, float]] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            trial, mutant = waiting.pop()
            running[_fork(trial, mutant)] = trial, mutant, time.monotonic()
        for pid, (trial, mutant, start) in list(running.items()):
            seconds = time.monotonic() - start
            done, status = os.waitpid(pid, os.WNOHANG)
            if done:
                del running[pid]
                yield Outcome(trial, mutant, _fate(os.waitstatus_to_exitcode(status)), seconds)
            elif seconds > trial.limit:
                del running[pid]
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                yield Outcome(trial, mutant, Fate.TIMED_OUT, seconds)
        time.sleep(_PAUSE)


def time_limit(seconds: float) -> float:
    """The seconds that a mutant may take whose module takes so many unchanged."""
    return max(_LEAST_LIMIT, _TIMES * seconds)


def _fate(code: int) -> Fate:
    if code == 0:
        return Fate.SURVIVED
    # A negative code is a crash: the change was noticed.
    return Fate.KILLED if code in (_FAILED, _INTERRUPTED) or code < 0 else Fate.BROKEN


def _fork(trial: Trial, mutant: Mutant | None) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        if mutant is not None:
            tree = mutated(trial.path.read_text(encoding="utf-8"), mutant.number)
            sys.meta_path.insert(0, _Finder(trial.module, trial.path, compile(tree, trial.path, "exec")))
        os._exit(_run(trial.tests))
    finally:
        os._exit(_INTERRUPTED)  # whatever went wrong, the fork must not go on as its parent would


def _run(tests: Sequence[Path]) -> int:
    import hypothesis
    import pytest

    hypothesis.settings.register_profile("mutation", derandomize=True, database=None, deadline=None, max_examples=30)
    hypothesis.settings.load_profile("mutation")
    # Rewritten assertions tell more, which nobody reads here, and take time to make.
    return int(
        pytest.main(
            ["-x", "-q", "--tb=no", "--assert=plain", "-p", "no:cacheprovider", "-m", "not linear", *map(str, tests)]
        )
    )


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a module from code that is not what its file holds."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        super().__init__(name, str(path))
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        del fullname
        return self._code


class _Finder:
    """Finds one module for the import system."""

    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self._name, self._path, self._code = name, path, code

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        del path, target
        if name != self._name:
            return None
        loader = _Loader(name, self._path, self._code)
        return importlib.util.spec_from_file_location(name, self._path, loader=loader)
