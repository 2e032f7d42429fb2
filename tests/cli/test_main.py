"""The command table, the speed of --help, and what happens when something goes wrong below."""

import errno
import resource
import signal
import statistics
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from attrib import __version__
from attrib.cli.main import COMMANDS, INTERRUPTED, TERMINATED, cli
from attrib.errors import NotFoundError

HEAVY = ("torch", "transformers", "sqlalchemy", "alembic", "rich", "trafilatura", "numpy", "tqdm")

FAILING = """
import sys, click
from attrib.cli import main
def fail():
    {body}
main.cli.load = lambda name: click.Command(name, callback=fail)
sys.argv = ["attrib", *{arguments!r}]
main.main()
"""


def fail_with(monkeypatch: pytest.MonkeyPatch, action: Callable[[], None], *arguments: str) -> Result:
    """Run a command whose body is `action`."""
    monkeypatch.setattr(cli, "load", lambda name: click.Command(name, callback=action))
    return CliRunner().invoke(cli, [*arguments, "search"])


def raiser(error: BaseException) -> Callable[[], None]:
    def action() -> None:
        raise error

    return action


def run_failing(body: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a process of its own whose `attrib search` has `body` for its code."""
    script = FAILING.format(body=body, arguments=[*arguments, "search"])
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)


def test_help_lists_every_command_in_table_order() -> None:
    result = CliRunner().invoke(cli, ["--help"])
    assert result.exit_code == 0
    listed = [line.split()[0] for line in result.output.partition("Commands:\n")[2].splitlines() if line]
    assert listed == list(COMMANDS)


def test_every_command_of_the_table_exists() -> None:
    for name, (module, line) in COMMANDS.items():
        assert find_spec(module) is not None, name
        assert cli.load(name).name == name
        assert line.endswith(".")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_manual_has_examples(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert f"attrib {name}" in result.output.partition("Examples:")[2]


def test_help_imports_nothing_heavy() -> None:
    script = f"""
import sys
from attrib.cli.main import cli
cli(["--help"], standalone_mode=False)
print("loaded:", [name for name in {HEAVY!r} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("loaded: []\n")


def test_help_is_quick() -> None:
    # Processor time, not the clock: other work on the machine must not fail the test.
    spent = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "attrib.cli.main", "--help"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert statistics.median(spent) < 0.150


def test_version() -> None:
    result = CliRunner().invoke(cli, ["--version"])
    assert result.output == f"attrib {__version__}\n"


def test_unknown_command_is_wrong_usage_with_a_suggestion() -> None:
    result = CliRunner().invoke(cli, ["sarch"])
    assert result.exit_code == 2
    assert "search" in result.stderr


def test_an_option_without_its_value_names_the_manual_too() -> None:
    result = CliRunner().invoke(cli, ["search", "--about"])
    assert result.exit_code == 2
    assert "Option '--about' requires an argument. See cli search --help." in result.stderr


def test_completion_offers_commands_with_their_lines() -> None:
    environment = {"_ATTRIB_COMPLETE": "bash_complete", "COMP_WORDS": "attrib ex", "COMP_CWORD": "1"}
    result = CliRunner().invoke(cli, [], prog_name="attrib", env=environment)
    assert result.output.split() == ["plain,export", "plain,extract"]


def test_completion_offers_options_of_a_command() -> None:
    environment = {"_ATTRIB_COMPLETE": "bash_complete", "COMP_WORDS": "attrib search --aff", "COMP_CWORD": "2"}
    result = CliRunner().invoke(cli, [], prog_name="attrib", env=environment)
    assert result.output.split() == ["plain,--affiliation"]


def test_attrib_error_is_one_line_and_exit_1(monkeypatch: pytest.MonkeyPatch) -> None:
    result = fail_with(monkeypatch, raiser(NotFoundError("no actor 'X'; see `attrib actors list`")))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: no actor 'X'; see `attrib actors list`\n"


def test_debug_keeps_the_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    result = fail_with(monkeypatch, raiser(NotFoundError("no such thing")), "--debug")
    assert isinstance(result.exception, NotFoundError)


def test_operating_system_error_names_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    result = fail_with(monkeypatch, raiser(OSError(errno.ENOSPC, "No space left on device", "out.csv")))
    assert result.exit_code == 1
    assert result.stderr == "Error: out.csv: No space left on device\n"


def test_interrupt_is_calm(monkeypatch: pytest.MonkeyPatch) -> None:
    result = fail_with(monkeypatch, raiser(KeyboardInterrupt()))
    assert result.exit_code == INTERRUPTED
    assert "Interrupted" in result.stderr
    assert "Traceback" not in result.stderr


def test_unexpected_error_is_one_line_that_names_it() -> None:
    done = run_failing("{}['missing']")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "KeyError" in done.stderr
    assert "--debug" in done.stderr


def test_unexpected_error_with_debug_has_a_traceback() -> None:
    done = run_failing("{}['missing']", "--debug")
    assert done.returncode == 1
    assert done.stderr.startswith("Traceback")


def test_a_request_to_end_is_answered_as_an_interrupt() -> None:
    done = run_failing(f"import os, time; os.kill(os.getpid(), {int(signal.SIGTERM)}); time.sleep(30)")
    assert done.returncode == TERMINATED
    assert "Interrupted" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [(), ("--debug",)])
@pytest.mark.parametrize("kind", ["RuntimeError", "StoreError", "OSError"])
def test_no_error_shows_a_password(kind: str, arguments: tuple[str, ...]) -> None:
    words = "open postgresql://me:s3cret@host/a?password=s3cret, https://eva:s3cret@x/"
    body = f"from attrib.errors import StoreError; raise {kind}({words!r} + chr(27))"
    done = run_failing(body, *arguments)
    assert done.returncode == 1
    shown = "\n".join(line for line in done.stderr.splitlines() if "raise" not in line)
    assert "s3cret" not in shown
    assert "***@host/a?password=***" in shown
    assert "\x1b" not in done.stderr


def test_real_interrupt_ends_with_130() -> None:
    done = run_failing(f"import os; os.kill(os.getpid(), {int(signal.SIGINT)})")
    assert done.returncode == INTERRUPTED
    assert "Traceback" not in done.stderr


def test_reader_that_goes_away_is_no_error() -> None:
    script = FAILING.format(body="[print('x' * 1000) for _ in range(10000)]", arguments=["search"])
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_full_disk_is_an_error() -> None:
    script = FAILING.format(body="print('x' * 100000)", arguments=["search"])
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", script], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr == "Error: No space left on device\n"
