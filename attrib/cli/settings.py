"""`attrib settings`: each setting, its value and where that comes from."""

from typing import Any

import click
from click.core import ParameterSource

from attrib.cli.common.options import database_option, format_option
from attrib.cli.common.output import with_columns, write_table_or_rows
from attrib.cli.common.progress import say
from attrib.cli.common.settings import SETTINGS, Setting, settings_of
from attrib.settings import database_name, login
from attrib.text.secrets import mask_secrets

COLUMNS = {
    "setting": "its name in attrib.toml",
    "value": "its value now",
    "from": "the option, the variable or the file that says it, or built in",
    "variable": "the variable of the environment that sets it",
    "explanation": "what it is",
}


@click.command("settings", cls=with_columns({"the CSV file": COLUMNS}))
@format_option()
@database_option
@click.pass_context
def command(ctx: click.Context, form: str, database: str) -> None:
    """Show every setting, its value and where it comes from.

    A file attrib.toml says what you would otherwise repeat: lines such as database = "news.db" or min-confidence = 0.5.
    One may lie beside the database (without --db, in the folder you are in), and one in your own folder; the files
    looked for are named on standard error. The command line goes before the environment, that before the file beside
    the database, that before your own, and that before what is built in.

    \b
    Examples:
      attrib settings
      attrib settings --db archive/news.db --format json
    """
    shown = database_name(database)
    rows = [_row(ctx, setting, shown) for setting in SETTINGS.values()]
    write_table_or_rows(rows, COLUMNS, form, table=("setting", "value", "from", "variable"))
    for path in settings_of(ctx).files():
        say(f"{'read' if path.is_file() else 'not there'}: {path}")


def _row(ctx: click.Context, setting: Setting, database: str) -> dict[str, Any]:
    found = settings_of(ctx).find(setting.name)
    value: Any = setting.builtin if found is None else found.value
    origin = "built in" if found is None else found.origin
    if setting.name == "database":
        value = database
        if ctx.get_parameter_source("database") is ParameterSource.COMMANDLINE:
            origin = "--db"
    elif ctx.find_root().params.get(setting.name) is not None:
        value, origin = ctx.find_root().params[setting.name], f"--{setting.name}"
    elif setting.name == "by" and found is None:
        value = login()
    shown = mask_secrets(value) if isinstance(value, str) else value
    named = {"setting": setting.name, "value": shown, "from": origin}
    return named | {"variable": setting.variable, "explanation": setting.explanation}
