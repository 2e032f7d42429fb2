"""Every command in every format on a terminal, over articles full of control characters: none may reach it.

Commands are run in this process, so that thousands of calls take minutes, each on a copy of one database; what they
write is held against `printable`, which knows what a terminal must not be sent.
"""

import contextlib
import io
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from attrib.cli.main import COMMANDS, cli
from attrib.services import models
from attrib.text.terminal import printable
from scripts.campaigns.hostile import DATABASE, fill, pool
from scripts.campaigns.report import Report, rounds
from scripts.campaigns.watching import watched
from tests.newsroom import SayingPipeline
from tests.store.meaning import WordEncoder

# Not run: what serves until it is stopped, what trains or reads corpora, and what asks the network.
LEFT_OUT = frozenset({"web", "train", "evaluate", "archive"})
_UNSET = frozenset({"help", "database", "follow_links", "online", "yes"})  # options that no call gives
_KEPT = "\r\n\t"
_CHANCE = 0.15  # of each option
_FORMATS = ("form", "input_format")


class Terminal(io.TextIOWrapper):
    """A stream that says that it is a terminal and remembers what it was sent."""

    def __init__(self) -> None:
        self._sent = io.BytesIO()
        super().__init__(self._sent, encoding="utf-8", newline="")

    def isatty(self) -> bool:
        return True

    def sent(self) -> str:
        """What was written so far."""
        self.flush()
        return self._sent.getvalue().decode("utf-8", "surrogateescape")


def terminal(seconds: float, seed: int = 0, least: int | None = None) -> Report:
    """Run commands for a time: first each in each of its formats, then with options and names by chance.

    At least `least` are run, all formats of all commands if not given; which come first is by chance.
    """
    report = Report("commands on a terminal")
    with tempfile.TemporaryDirectory() as folder, _in(Path(folder)):
        start = Path(folder) / "start"
        start.mkdir()
        fill(start)
        calls = list(_every_format())
        random.Random(seed).shuffle(calls)
        for number in rounds(seconds, least=len(calls) if least is None else least):
            chance = random.Random(f"{seed} {number}")
            path, command, form = calls[number] if number < len(calls) else (*chance.choice(calls)[:2], None)
            arguments = [*path, *_arguments(command, form, chance, start)]
            _try(start, arguments, f"seed {seed}, number {number}: {' '.join(map(ascii, arguments))}", report)
    return report


def leaves() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with its path."""
    for name in COMMANDS:
        if name not in LEFT_OUT:
            yield from _below((name,), cli.load(name))


def _below(path: tuple[str, ...], command: click.Command) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if not isinstance(command, click.Group) or command.invoke_without_command:
        yield path, command
    if isinstance(command, click.Group):
        for name, each in command.commands.items():
            yield from _below((*path, name), each)


def _every_format() -> Iterator[tuple[tuple[str, ...], click.Command, str | None]]:
    for path, command in leaves():
        forms = [each for param in command.params if param.name == "form" for each in _choices(param)]
        chosen: list[str | None] = [*forms] or [None]
        for form in chosen:
            yield path, command, form


def _choices(param: click.Parameter) -> list[str]:
    return [str(each) for each in param.type.choices] if isinstance(param.type, click.Choice) else []


def _arguments(command: click.Command, form: str | None, chance: random.Random, start: Path) -> list[str]:
    """Names for its arguments, and options by chance; with a form, that and no other option."""
    words, names = list[str](), pool(start)
    for param in command.params:
        if isinstance(param, click.Argument):
            if param.required or param.nargs != 1 or chance.random() < 0.5:
                words.append(_value(param, names, chance))
        elif param.name == "form" and form is not None:
            words += ["--format", form]
        elif isinstance(param, click.Option) and (param.required or (form is None and _wanted(param, chance))):
            words += [param.opts[0]] if param.is_flag else [param.opts[0], _value(param, names, chance)]
    return [word.replace("\0", "") for word in words]


def _wanted(option: click.Option, chance: random.Random) -> bool:
    return option.name not in _UNSET and not option.hidden and chance.random() < _CHANCE


def _value(param: click.Parameter, names: Mapping[str, list[str]], chance: random.Random) -> str:
    """A value of a parameter: one of its choices, a number, a file, or a name out of the database."""
    if choices := _choices(param):
        return chance.choice(choices)
    if isinstance(param.type, (click.IntRange, click.FloatRange)) or param.type in (click.INT, click.FLOAT):
        return str(chance.choice((0, 1, 2, 50)))
    name = (param.name or "").lower()
    kind = next((kind for kind in names if kind in name), "")
    return chance.choice(
        names[kind] if kind and chance.random() < 0.8 else [each for some in names.values() for each in some]
    )


def _try(start: Path, arguments: list[str], named: str, report: Report) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(start, folder, dirs_exist_ok=True)
        os.chdir(folder)
        sent = dict[str, str]()
        try:
            with watched(named, report):
                sent = _run(arguments)
        except Exception as error:  # noqa: BLE001 - any error is what is looked for
            report.crashes.append(f"{named}: {type(error).__name__}: {ascii(str(error))[:200]}")
        finally:
            os.chdir(start)
    for stream, text in sent.items():
        hidden = printable(text, keep=_KEPT)
        if hidden != text:
            at = next(place for place, (one, other) in enumerate(zip(text, hidden, strict=False)) if one != other)
            report.leaks.append(f"{named}: {stream} is sent {text[max(0, at - 20) : at + 20]!a}")


def _run(arguments: list[str]) -> dict[str, str]:
    """What a command sends to standard output and standard error, both a terminal, with nobody who answers."""
    streams = {"output": Terminal(), "error": Terminal()}
    kept = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr, sys.stdin = streams["output"], streams["error"], io.StringIO()
    try:
        cli.main(["--color", "never", *arguments], prog_name="attrib", standalone_mode=True)
    except SystemExit:
        pass
    finally:
        sys.stdout, sys.stderr, sys.stdin = kept
    return {name: stream.sent() for name, stream in streams.items()}


@contextlib.contextmanager
def _in(folder: Path) -> Iterator[None]:
    """A folder to work in, without settings and with a pipeline that needs no model."""
    here, environment = Path.cwd(), dict(os.environ)
    opened = models.open_pipeline, models.open_encoder, models.encoder_id
    for name in [name for name in os.environ if name.startswith("ATTRIB_")]:
        del os.environ[name]
    os.environ |= {"XDG_CONFIG_HOME": str(folder / "home"), "COLUMNS": "120", "ATTRIB_DB": DATABASE}
    models.open_pipeline = lambda settings, doing=None: SayingPipeline()  # noqa: ARG005
    models.open_encoder = lambda settings: WordEncoder()  # noqa: ARG005
    models.encoder_id = lambda: WordEncoder.id
    os.chdir(folder)
    try:
        yield
    finally:
        models.open_pipeline, models.open_encoder, models.encoder_id = opened
        os.chdir(here)
        os.environ.clear()
        os.environ.update(environment)
