"""Standard output: as it is for files and pipes, without control characters for terminals."""

import csv
import io
import sys

import pytest

from attrib.cli.common.output import text_output

HOSTILE = "a\x1b[31mb\x9bc\u202ed\x07"


class Screen(io.StringIO):
    """A stream that says it is a terminal, or not."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def test_a_terminal_gets_no_control_character(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(terminal=True)
    monkeypatch.setattr(sys, "stdout", screen)
    csv.writer(text_output()).writerow([HOSTILE, "x\ty\nz"])
    assert screen.getvalue() == 'a\\x1b[31mb\\x9bc\\u202ed\\x07,"x\ty\nz"\r\n'


def test_a_pipe_gets_every_character(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = Screen(terminal=False)
    monkeypatch.setattr(sys, "stdout", pipe)
    text_output().write(HOSTILE)
    assert pipe.getvalue() == HOSTILE
