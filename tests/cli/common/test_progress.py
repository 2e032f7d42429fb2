"""What a person waiting sees, on a terminal and without one."""

import io
import os
import sys
import time

import pytest

from attrib.cli.common import progress
from attrib.cli.common.progress import Progress, say, warn, with_bar


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


def test_a_terminal_that_says_it_has_no_columns_has_a_bar_too(monkeypatch: pytest.MonkeyPatch) -> None:
    leader, follower = os.openpty()  # of no columns until somebody gives it some
    with os.fdopen(follower, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        assert list(with_bar(range(3), "articles", total=3)) == [0, 1, 2]
        terminal.flush()
        shown = os.read(leader, 65_536).decode()
    os.close(leader)
    assert "0/3" in shown  # the first that a terminal has to read
    assert "articles" in shown


def test_control_characters_of_file_names_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    warn("bad\x1b[2Jname.txt: is empty")
    assert capsys.readouterr().err == "Warning: bad\\x1b[2Jname.txt: is empty\n"


def test_lines_come_in_a_pipe_while_one_step_takes_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.02)
    shown = Progress(total=3)
    for number, _ in enumerate(shown.over(range(3))):
        shown.doing(f"reading number {number}")
        time.sleep(0.2 if number == 1 else 0)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "1 of 3 articles done, about 0:00 left; reading number 0"
    assert sum(line.startswith("2 of 3 articles done") for line in lines) > 1


def test_without_lines_only_a_terminal_sees_anything(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.01)

    def show() -> None:
        shown = Progress(lines=False)
        for number in shown.over(range(2)):
            shown.doing(f"reading ({number}0%) Port")
            time.sleep(0.03)

    show()
    assert capsys.readouterr() == ("", "")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    show()
    assert "reading (10%) Port" in terminal.getvalue()


def test_one_article_of_unknown_many(capsys: pytest.CaptureFixture[str]) -> None:
    shown = Progress()
    for _ in shown.over(range(1)):
        shown.doing("reading it")
    assert capsys.readouterr().err == "1 article done; reading it\n"


def test_a_warning_is_no_article(capsys: pytest.CaptureFixture[str]) -> None:
    shown = Progress(total=2)
    for item in shown.over(["warning", "first", "second"], lambda item: item != "warning"):
        shown.doing(f"reading {item}")
    assert str(shown) == "2 of 2 articles done"
    assert capsys.readouterr().err == "0 of 2 articles done; reading warning\n"
