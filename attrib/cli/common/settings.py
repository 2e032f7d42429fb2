"""Settings: values of options that a person would repeat, from the environment and from files called attrib.toml.

The command line goes before the environment, that before the file beside the database, that before the file in the
user's folder, and that before what is built in.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from attrib.errors import SettingsError
from attrib.settings import (
    ARCHIVE_SERVICE,
    AUTO,
    DEFAULT_DATABASE,
    DEFAULT_MODEL,
    PRECISIONS,
    SYNCHRONOUS,
    ExtractSettings,
)

FILE = "attrib.toml"
COLORS = ("auto", "always", "never")
_META = "attrib.settings"  # where a command's context keeps its Settings
_SCHEME = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in a file, its variable, what it says, its type, and what holds where nobody says it."""

    name: str
    variable: str
    explanation: str
    type: click.ParamType[Any]
    builtin: str = ""


_KINDS: Mapping[type, tuple[Any, str]] = {
    click.IntRange: (int, "a whole number"),
    click.FloatRange: (int | float, "a number from 0 to 1"),
}
_PROBABILITY = click.FloatRange(0, 1)
SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("database", "ATTRIB_DB", "database, as --db", click.STRING, DEFAULT_DATABASE.removeprefix(_SCHEME)),
        Setting(
            *("synchronous", "ATTRIB_SYNCHRONOUS", "whether each commit waits for the disk (SQLite)"),
            *(click.Choice(SYNCHRONOUS), SYNCHRONOUS[0]),
        ),
        Setting("by", "ATTRIB_BY", "who reviews and judges", click.STRING, "your login"),
        Setting("model", "ATTRIB_MODEL", "model to extract with", click.STRING, DEFAULT_MODEL),
        Setting("stance-model", "ATTRIB_STANCE_MODEL", "model to judge stances with", click.STRING, AUTO),
        Setting("antecedents", "ATTRIB_ANTECEDENTS", "head for pronouns", click.STRING, AUTO),
        Setting("word-classes", "ATTRIB_WORD_CLASSES", "head for topics", click.STRING, AUTO),
        Setting("device", "ATTRIB_DEVICE", "device to compute on", click.STRING, "auto"),
        Setting("precision", "ATTRIB_PRECISION", "number format", click.Choice(PRECISIONS), "auto"),
        Setting(
            *("batch-tokens", "ATTRIB_BATCH_TOKENS", "most word pieces in one pass"),
            *(click.IntRange(min=512), str(ExtractSettings().batch_tokens)),
        ),
        Setting("jobs", "ATTRIB_JOBS", "processes that read articles", click.IntRange(min=1), "one a processor"),
        Setting("date-order", "ATTRIB_DATE_ORDER", "order of dates such as 03/04/2005", click.Choice(("dmy", "mdy"))),
        Setting(
            *("fetch-seconds", "ATTRIB_FETCH_SECONDS", "longest time for one web address"),
            *(click.IntRange(min=1), "600"),
        ),
        Setting("min-confidence", "ATTRIB_MIN_CONFIDENCE", "what is below is left out", _PROBABILITY, "0.3"),
        Setting("min-stance-score", "ATTRIB_MIN_STANCE_SCORE", "least score of stances asked for", _PROBABILITY, "0.0"),
        Setting("archive", "ATTRIB_ARCHIVE", "archive that `attrib archive` asks", click.STRING, ARCHIVE_SERVICE),
        Setting("color", "ATTRIB_COLOR", "colour in tables", click.Choice(COLORS), COLORS[0]),
        Setting("width", "ATTRIB_WIDTH", "columns of tables", click.IntRange(min=20), "the terminal's"),
    )
}


@dataclass(frozen=True, slots=True)
class Found:
    """The value that a setting has, and where it is from: the name of a variable or the path of a file."""

    value: Any
    origin: str


class Settings:
    """The settings of one command; a file is read when a value of it is first asked for."""

    def __init__(self) -> None:
        self._folder: Path | None = Path()
        self._named = False
        self._read: dict[Path, dict[str, Any]] = {}

    def use_database(self, database: str) -> None:
        """Take the file beside this database: a SQLite file; a server has none."""
        path = database.removeprefix(_SCHEME)
        self._folder = None if "://" in path else Path(path).parent
        self._named = True

    def files(self) -> list[Path]:
        """The files of settings, those that count more first, whether they exist or not."""
        own = Path(click.get_app_dir("attrib")) / FILE
        folder = self._folder
        if not self._named and not (Path() / FILE).is_file() and own.is_file():
            database = self._values(own).get("database")
            folder = folder if database is None else _beside(database)
        beside = [] if folder is None else [folder / FILE]
        return list(dict.fromkeys([*beside, own]))

    def find(self, name: str) -> Found | None:
        """The value of a setting from the environment or a file; None where neither has one.

        Raises SettingsError for a file that cannot be read, or has a setting that there is not or a bad value.
        """
        setting = SETTINGS[name]
        given = os.environ.get(setting.variable)
        if given:
            return Found(_checked(setting, given, f"the variable {setting.variable}"), setting.variable)
        for path in self.files():
            values = self._values(path)
            if name in values:
                return Found(values[name], str(path))
        return None

    def _values(self, path: Path) -> dict[str, Any]:
        if path not in self._read:
            self._read[path] = _read(path) if path.is_file() else {}
        return self._read[path]


def _beside(database: str) -> Path | None:
    path = database.removeprefix(_SCHEME)
    return None if "://" in path else Path(path).parent


def _read(path: Path) -> dict[str, Any]:
    """The settings in a file, checked; the path of a database is taken from the file's folder."""
    import tomllib

    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read ({error}); mend it, or move it away") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f'{path} is no TOML: {error}; write lines such as database = "news.db"') from error
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in SETTINGS:
            close = get_close_matches(name, SETTINGS, 1)
            meant = f"; did you mean {close[0]!r}? Else" if close else ";"
            known = ", ".join(SETTINGS)
            raise SettingsError(
                f"{path}: there is no setting {name!r}{meant} correct it or take it out; there are {known}"
            )
        values[name] = _checked(SETTINGS[name], value, f"{name} in {path}")
    if "://" not in values.get("database", "://"):
        values["database"] = str(path.parent / Path(values["database"]).expanduser())
    return values


def _checked(setting: Setting, value: object, place: str) -> object:
    """A value, if it is of the setting's kind."""
    kind, words = _KINDS.get(type(setting.type), (str, "text in quotes"))
    try:
        if isinstance(value, bool) or not isinstance(value, str | kind) or not str(value).strip():
            raise click.BadParameter(f"{value!r} is not {words}.")
        return setting.type.convert(value, None, None)
    except click.BadParameter as error:
        raise SettingsError(f"{place}: {error.message} Correct it, or leave it out") from error


def settings_of(ctx: click.Context | None = None) -> Settings:
    """The settings of the command that runs."""
    ctx = ctx or click.get_current_context(silent=True)
    if ctx is None:
        return Settings()
    found: Settings = ctx.meta.setdefault(_META, Settings())
    return found


class SettingOption(click.Option):
    """An option that the setting of its name stands in for."""

    def consume_value(self, ctx: click.Context, opts: Mapping[str, click.Parameter]) -> tuple[Any, ParameterSource]:
        """The value given, or else that of the setting."""
        value, source = super().consume_value(ctx, opts)
        if source is not ParameterSource.DEFAULT:
            return value, source
        name = self.opts[0].removeprefix("--")
        found = settings_of(ctx).find({"db": "database"}.get(name, name))
        return (value, source) if found is None else (found.value, ParameterSource.DEFAULT_MAP)


class DatabaseOption(SettingOption):
    """--db, which may also stand before the command: the one nearest to the command's end wins."""

    def consume_value(self, ctx: click.Context, opts: Mapping[str, click.Parameter]) -> tuple[Any, ParameterSource]:
        """The value of this command, or else of those before it on the command line, or of the setting."""
        value, source = click.Option.consume_value(self, ctx, opts)
        outer = ctx.parent
        while source is not ParameterSource.COMMANDLINE and outer is not None:
            if outer.get_parameter_source("database") is ParameterSource.COMMANDLINE:
                value, source = outer.params["database"], ParameterSource.COMMANDLINE
            outer = outer.parent
        if source in (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT):
            settings_of(ctx).use_database(str(value))
            return value, source
        return super().consume_value(ctx, opts)
