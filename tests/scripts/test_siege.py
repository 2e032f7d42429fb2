"""A short form of the campaigns of scripts/siege."""

import random
from pathlib import Path

import pytest

from attrib.data import Problem
from scripts.campaigns import fuzzing
from scripts.campaigns.__main__ import table
from scripts.campaigns.damage import damage
from scripts.campaigns.fuzzing import bend, fuzz
from scripts.campaigns.report import Report
from scripts.campaigns.trickling import trickle


def test_bent_inputs_give_documents_or_problems() -> None:
    report = fuzz(0)
    assert report.tried >= 6
    assert report.held, table([report])


def test_damaged_databases_are_told() -> None:
    report = damage(0)
    assert report.held, table([report])


def test_trickles_end() -> None:
    report = trickle(0)
    assert report.held, table([report])


def test_a_crash_is_counted_with_its_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(paths: list[Path]) -> list[Problem]:
        raise RuntimeError(str(paths))

    monkeypatch.setattr(fuzzing, "_warm_up", lambda _: None)
    monkeypatch.setattr(fuzzing, "read", failing)
    report = fuzz(0, seed=3)
    assert len(report.crashes) == report.tried
    assert "seed 3, number 0: RuntimeError" in table([report])


def test_what_passes_silently_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzing, "read", lambda _: [])
    assert len(fuzz(0).leaks) == 6


def test_bending_is_repeatable() -> None:
    assert bend(b"abc" * 9, random.Random("1")) == bend(b"abc" * 9, random.Random("1"))


def test_the_table_counts() -> None:
    assert table([Report("x", tried=7, hangs=["slow"])]).splitlines()[1].split() == ["x", "7", "0", "1", "0"]
