"""`attrib web`: the local web page to search, read and review in."""

from contextlib import suppress
from importlib.util import find_spec

import click

from attrib.cli.common.options import by_option, database_option
from attrib.cli.common.progress import say
from attrib.cli.common.settings import settings_of
from attrib.errors import SettingsError, StoreError
from attrib.services.desk import open_desk

_NEEDED = ("starlette", "uvicorn")
_MINIMA = ("min-confidence", "min-stance-score")


@click.command("web")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    show_default="8650 or the next free one",
    help="Port on this machine; 0 for any that is free.",
)
@by_option
@database_option
def command(port: int | None, by: str, database: str) -> None:
    """Serve a page on this machine to search, read in context, and review by keys, in a browser.

    The address that is printed opens it; it holds a token, so that nobody else on this machine can. The page is served
    on 127.0.0.1 alone, and what is decided on it is written as by attrib review, attrib actors, attrib claims, attrib
    checks and attrib changes, under the name of --by. The parameters of its addresses are the options of attrib search,
    so that an address can be kept and each page tells the command that asks the same.

    The key ? lists all keys; there they can be changed and switched off. Ctrl-C stops the server.

    It needs the extra web: pip install 'attrib[web]'.

    \b
    Examples:
      attrib web
      attrib web --db news.db --by "Ann Lee"
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise SettingsError(f"attrib web needs {missing[0]}, which is not installed: pip install 'attrib[web]'")
    from attrib.web.server import serve

    found = {name: settings_of().find(name) for name in _MINIMA}
    minima = {name.replace("-", "_"): float(item.value) for name, item in found.items() if item is not None}
    with open_desk(database, must_exist=True, by=by) as desk:
        with suppress(StoreError):  # while another process writes: suggestions take longer then
            desk.actors.compare()
        try:
            serve(desk, by=by, port=port, minima=minima, tell=_tell)
        except KeyboardInterrupt:
            say("Stopped.")


def _tell(address: str) -> None:
    click.echo(address)
    say("Open this address in a browser of this machine; Ctrl-C stops the page.")
