"""`attrib models`: the models, their kinds and their folders."""

import click

from attrib.cli.common.options import format_option
from attrib.cli.common.output import table_console, text_output
from attrib.cli.common.progress import warn_all
from attrib.data import DigestCheck
from attrib.services import models


@click.group("models")
def command() -> None:
    """List the models, show one, or print its folder.

    Your own models are searched in the folders of the environment variable ATTRIB_MODELS (several separated as in
    PATH), before the models that ship with attrib. Of two models with one name, the first is used; a path to a model's
    folder always works.

    \b
    Examples:
      attrib models list
      attrib models show attribution
      attrib models path stance
    """


@command.command("list")
@format_option("table", "jsonl", "csv")
def list_command(form: str) -> None:
    """List every model: its name, its kind, the attribution model it is for, its size, its digest and its folder.

    A "shadowed" model has the same name as an earlier one: give its path to use it.

    \b
    Examples:
      attrib models list
      attrib models list --format csv > models.csv
      ATTRIB_MODELS=own attrib models list
    """
    from attrib.writers.models import write_models_csv, write_models_jsonl, write_models_table

    found = models.list_models()
    if form == "table":
        write_models_table(found, table_console())
        warn_all(info.problem for info in found if info.problem)
    elif form == "jsonl":
        write_models_jsonl(found, text_output())
    else:
        write_models_csv(found, text_output())


@command.command("show")
@click.argument("name", metavar="NAME|FOLDER")
@format_option("text", "json")
@click.pass_context
def show_command(ctx: click.Context, name: str, form: str) -> None:
    """Show one model: its card, its configuration and its figures; and check its weights.

    Exit status 1 if the model cannot be used: its config.json is damaged, or its weights are missing or differ from
    those that metrics.json names.

    \b
    Examples:
      attrib models show antecedents
      attrib models show runs/mine
      attrib models show stance --format json
    """
    from attrib.writers.models import detail_lines, details_json

    details = models.show_model(name)
    lines = [details_json(details)] if form == "json" else detail_lines(details)
    for words in lines:
        text_output().write(f"{words}\n")
    if details.info.problem or details.check in {DigestCheck.DIFFERS, DigestCheck.MISSING}:
        ctx.exit(1)


@command.command("path")
@click.argument("name", metavar="NAME|FOLDER")
def path_command(name: str) -> None:
    """Print the folder of one model.

    \b
    Examples:
      attrib models path attribution
      ls "$(attrib models path stance)"
    """
    click.echo(models.model_folder(name))
