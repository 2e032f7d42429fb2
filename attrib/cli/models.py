"""`attrib models`: the models, their kinds and their folders."""

from pathlib import Path

import click

from attrib.cli.common.listing import Listing
from attrib.cli.common.options import format_option
from attrib.cli.common.output import text_output
from attrib.cli.common.progress import say, warn_all
from attrib.data import DigestCheck
from attrib.services import models


@click.group("models")
def command() -> None:
    """List the models, show one, print its folder, say what its weights must be, or store one in fewer bits.

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
@format_option()
def list_command(form: str) -> None:
    """List every model: its name, its kind, the attribution model it is for, its size, its digest, on a wide terminal
    its folder.

    A "shadowed" model has the same name as an earlier one: give its path to use it.

    \b
    Examples:
      attrib models list
      attrib models list --format csv > models.csv
      ATTRIB_MODELS=own attrib models list
    """
    from attrib.writers.models import MODEL_COLUMNS, model_row, write_models_table

    found = models.list_models()
    Listing(write_models_table, model_row, MODEL_COLUMNS).write(found, form)
    if form == "table":
        warn_all(info.problem for info in found if info.problem)


@command.command("show")
@click.argument("name", metavar="NAME|FOLDER")
@format_option("text", "csv", "json", "jsonl")
@click.pass_context
def show_command(ctx: click.Context, name: str, form: str) -> None:
    """Show one model: its card, its configuration and its figures; and check its weights.

    Exit status 1 if the model cannot be used: its config.json is damaged, or its weights are missing, or differ from
    those that its weights.sha256 names, or there is no such file. CSV has the columns of models list, and check; card,
    configuration and figures are in the other forms.

    \b
    Examples:
      attrib models show antecedents
      attrib models show runs/mine
      attrib models show stance --format json
    """
    from attrib.writers.models import DETAIL_COLUMNS, detail_lines, details_json, details_row
    from attrib.writers.rows import write_rows

    details = models.show_model(name)
    if form in ("csv", "jsonl"):
        write_rows([details_row(details)], DETAIL_COLUMNS, form, text_output())
    else:
        for words in [details_json(details)] if form == "json" else detail_lines(details):
            text_output().write(f"{words}\n")
    if details.info.problem or details.check is not DigestCheck.MATCHES:
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


@command.command("seal")
@click.argument("name", metavar="NAME|FOLDER")
def seal_command(name: str) -> None:
    """Write what the weights of a model must be, as they are now: the file weights.sha256 in its folder.

    Training writes that file with the weights, and a model without it is not used, because nothing would tell weights
    that are damaged or of another model. Seal a model that an older attrib made, or whose weights you have replaced,
    when you know that they are as they should be. `sha256sum -c weights.sha256` checks the same.

    Prints the SHA-256 that names the weights.

    \b
    Examples:
      attrib models seal own/mine
    """
    click.echo(models.seal_model(name))


@command.command("compress")
@click.argument("name", metavar="NAME|FOLDER")
@click.argument("target", metavar="NEW_FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--bits",
    type=click.Choice(("8", "16")),
    default="8",
    show_default=True,
    help="Bits a weight of the large matrices; 16 is what training writes.",
)
def compress_command(name: str, target: Path, bits: str) -> None:
    """Write an attribution model anew with eight bits a weight, half as large.

    Large matrices become whole numbers from -127 to 127, with a scale for every 64; the rest stays in half precision.
    The weights get another digest: compress first, and train heads and a stance model over the compressed model. The
    card and the figures stay behind, for they are of the other weights.

    Prints the new folder.

    \b
    Examples:
      attrib models compress runs/mine own/mine
      attrib models compress own/mine runs/half-precision --bits 16
    """
    done = models.compress_model(name, target, int(bits))
    say(f"{done.before / 1e6:.1f} MB became {done.after / 1e6:.1f} MB, SHA-256 {done.digest}")
    say("heads and stance models over the old weights are not for these; train them over the new ones")
    click.echo(done.folder)
