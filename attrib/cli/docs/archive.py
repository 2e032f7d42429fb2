"""`attrib archive`: articles' pages given to a public archive."""

import click

from attrib.cli.common.fetching import allow_private_option
from attrib.cli.common.ids import given_ids
from attrib.cli.common.options import database_option, judgement_options
from attrib.cli.common.progress import say
from attrib.cli.common.settings import SettingOption
from attrib.errors import AttribError
from attrib.readers.fetching.settings import FetchSettings
from attrib.services.archive import archive_document
from attrib.settings import ARCHIVE_SERVICE
from attrib.store.database.session import open_database
from attrib.text.terminal import printable

_BYTES = {
    True: "its bytes are those that the text was read of",
    False: "its bytes are others than those that the text was read of",
    None: "",
}


@click.command("archive")
@click.argument("documents", metavar="ID...", nargs=-1, required=True)
@click.option(
    "--archive",
    "service",
    cls=SettingOption,
    default=ARCHIVE_SERVICE,
    show_default=True,
    metavar="URL",
    help="The archive to ask: Save Page Now of the Internet Archive, or one that answers alike.",
)
@click.option("--private", is_flag=True, help="Send addresses with credentials and of private hosts too.")
@allow_private_option
@judgement_options
@database_option
@click.pass_context
def command(
    ctx: click.Context,
    documents: tuple[str, ...],
    service: str,
    private: bool,
    allow_private: bool,
    by: str,
    note: str | None,
    database: str,
) -> None:
    """Ask a public archive for a copy of articles' pages, and keep the link.

    ID is a document or statement, as for attrib docs show; - reads ids from standard input. Each article's address is
    sent to the archive, which fetches the page and publishes its copy: nothing else of attrib ever does that. One with
    a name, password or token in it, or of a private host, is refused unless --private is given.

    The copy is the archive's: it may differ from what attrib read, and both hashes are kept. attrib docs undo takes the
    link back, not the copy.

    \b
    Examples:
      attrib archive 3fa2c901
      attrib docs list --outlet Gull --format ids | attrib archive -
    """
    failed, fetching = False, FetchSettings(allow_private=allow_private)
    with open_database(database, must_exist=True) as opened:
        for name in given_ids(documents, "standard input holds no id"):
            try:
                copy = archive_document(
                    opened, name, by, service=service, private=private, note=note, fetching=fetching
                )
            except AttribError as error:
                failed = True
                say(f"Error: {printable(name)}: {printable(str(error))}")
                continue
            click.echo(printable(copy.document.archive_url or ""))
            if _BYTES[copy.same_bytes]:
                say(f"{printable(copy.document.location)}: {_BYTES[copy.same_bytes]}.")
    if failed:
        ctx.exit(1)
