"""What a person waiting sees, on a terminal and without one."""

import io
import sys

import pytest

from attrib.cli.common.progress import say, warn, with_bar


class Terminal(io.StringIO):
    """A standard error that a person looks at."""

    def isatty(self) -> bool:
        return True


def test_no_bar_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(with_bar(range(3), "articles")) == [0, 1, 2]
    assert capsys.readouterr() == ("", "")


def test_bar_and_lines_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    for number in with_bar(range(3), "articles"):
        say(f"line {number}")
    shown = terminal.getvalue()
    assert "articles" in shown
    assert "line 2\n" in shown


def test_control_characters_of_file_names_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    warn("bad\x1b[2Jname.txt: is empty")
    assert capsys.readouterr().err == "Warning: bad\\x1b[2Jname.txt: is empty\n"
