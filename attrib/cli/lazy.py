"""A Click group that imports a command's module only when that command runs."""

from collections.abc import Mapping
from importlib import import_module

import click

Table = Mapping[str, tuple[str, str]]


class LazyGroup(click.Group):
    """A group over a table: command name -> (module with the command as `command`, its line in the group's help).

    Listing and completing names use only the table, which keeps `--help` fast; running a command imports its module.
    """

    table: Table

    def offer(self, table: Table) -> None:
        """Add these commands to the group, as stand-ins until one of them runs."""
        self.table = table
        self.commands.update({name: click.Command(name, short_help=line) for name, (_, line) in table.items()})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table, the order in which a newcomer needs them."""
        return sorted(super().list_commands(ctx), key=list(self.table).index)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` start with, imported now; Click's own error for an unknown one."""
        name, stand_in, rest = super().resolve_command(ctx, args)
        if name is None or stand_in is None:
            return name, stand_in, rest
        return name, self.load(name), rest

    def load(self, name: str) -> click.Command:
        """Import the command of that name."""
        module, _ = self.table[name]
        command: click.Command = import_module(module).command
        return command
