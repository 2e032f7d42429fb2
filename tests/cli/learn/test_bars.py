"""The bars of a training: on a terminal one for each part, elsewhere none."""

import io
import sys

import pytest

from attrib.cli.learn.bars import Bars
from attrib.training.engine.task import Progress


class Terminal(io.StringIO):
    """Says that it is one."""

    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, *parts: Progress) -> str:
    """What the parts leave on standard error."""
    monkeypatch.setattr(sys, "stderr", stream)
    with Bars() as bars:
        for part in parts:
            bars.show(part)
    return stream.getvalue()


PARTS = (
    Progress("reading", "text", 60, 60),
    Progress("epoch 1/2", "batch", 3, 4, 0.75),
    Progress("epoch 1/2", "batch", 4, 4, 0.5),
    Progress("epoch 2/2", "batch", 1, 4, 0.25),
)


def test_every_part_has_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown(Terminal(), monkeypatch, *PARTS)
    for words in ("reading: 100%", "60/60", "epoch 1/2: 100%", "4/4", "loss=0.500", "epoch 2/2", "loss=0.250"):
        assert words in said
    assert said.endswith("\n")


def test_nothing_is_drawn_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(io.StringIO(), monkeypatch, *PARTS) == ""
