"""The options of fetching web addresses."""

from functools import wraps

import click

from attrib.cli.common.options import Command, Wrapped, stack
from attrib.cli.common.settings import SettingOption
from attrib.readers.fetching.settings import FetchSettings


def allow_private_option(command: Command) -> Command:
    """Add --allow-private, which lets addresses of private networks through."""
    return click.option(
        "--allow-private", is_flag=True, help="Fetch addresses of private networks and of this machine too."
    )(command)


def fetching_options(command: Wrapped) -> Wrapped:
    """Add the options of fetching web addresses, which reach the command as `fetching`, a FetchSettings."""

    @wraps(command)
    def with_fetching(*, allow_private: bool, ignore_robots: bool, fetch_seconds: int, **others: object) -> None:
        fetching = FetchSettings(allow_private=allow_private, robots=not ignore_robots, seconds=fetch_seconds)
        command(fetching=fetching, **others)

    robots = click.option("--ignore-robots", is_flag=True, help="Fetch what a site's robots.txt keeps programs from.")
    seconds = click.option(
        "--fetch-seconds",
        cls=SettingOption,
        type=click.IntRange(min=1),
        default=int(FetchSettings().seconds),
        show_default=True,
        help="Longest time for one web address.",
    )
    return stack(with_fetching, (allow_private_option, robots, seconds))
