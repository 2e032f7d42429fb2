"""A short form of the campaigns of scripts/siege."""

import random
import signal
import threading
import time
from pathlib import Path

import pytest

from attrib.cli.main import COMMANDS
from attrib.data import Problem
from scripts.campaigns import fuzzing, watching
from scripts.campaigns.__main__ import table
from scripts.campaigns.damage import damage
from scripts.campaigns.fuzzing import bend, fuzz
from scripts.campaigns.report import Report
from scripts.campaigns.terminal import LEFT_OUT, leaves, terminal
from scripts.campaigns.trickling import trickle
from scripts.campaigns.watching import watched


def test_bent_inputs_give_documents_or_problems() -> None:
    report = fuzz(0)
    assert report.tried >= len(fuzzing._SEEDS)
    assert report.held, table([report])


def test_damaged_databases_are_told() -> None:
    report = damage(0)
    assert report.held, table([report])


def test_trickles_end() -> None:
    report = trickle(0)
    assert report.held, table([report])


def test_no_control_character_reaches_a_terminal() -> None:
    report = terminal(0, seed=1, least=25)
    assert report.tried == 25
    assert report.held, table([report])


def test_a_control_character_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.campaigns.terminal._run", lambda _: {"output": "a\x1b[2Jb", "error": "a\r\nb"})
    report = terminal(0, least=2)
    assert len(report.leaks) == 2
    assert "output is sent 'a\\x1b[2Jb'" in report.leaks[0]


def test_every_command_is_run_on_a_terminal_or_left_out_by_name() -> None:
    assert {path[0] for path, _ in leaves()} | LEFT_OUT == set(COMMANDS)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no such alarms")
def test_what_hangs_is_stopped_and_named_and_waiting_is_no_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    report = Report("x")
    monkeypatch.setattr(watching, "HANG", 0.2)
    with watched("turns", report):
        while True:
            pass
    with watched("sleeps", report):
        time.sleep(0.5)
    monkeypatch.setattr(watching, "STUCK", 0.2)
    with watched("waits", report):
        threading.Event().wait()
    assert report.tried == 3
    assert report.hangs == [
        "turns: more than 0.2 seconds of the processor",
        "waits: more than 0.2 seconds of the clock",
    ]


def test_a_crash_is_counted_with_its_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(paths: list[Path], **_: object) -> list[Problem]:
        raise RuntimeError(str(paths))

    monkeypatch.setattr(fuzzing, "_warm_up", lambda _: None)
    monkeypatch.setattr(fuzzing, "read", failing)
    report = fuzz(0, seed=3)
    assert len(report.crashes) == report.tried
    assert "seed 3, number 0: RuntimeError" in table([report])


def test_what_passes_silently_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzing, "read", lambda _, **__: [])
    assert len(fuzz(0).leaks) == len(fuzzing._SEEDS)


def test_bending_is_repeatable() -> None:
    assert bend(b"abc" * 9, random.Random("1")) == bend(b"abc" * 9, random.Random("1"))


def test_the_table_counts() -> None:
    assert table([Report("x", tried=7, hangs=["slow"])]).splitlines()[1].split() == ["x", "7", "0", "1", "0"]
