"""Ids on the command line: as arguments, or from standard input in place of -."""

import sys
from collections.abc import Sequence

import click


def given_ids(names: Sequence[str], nothing: str) -> list[str]:
    """The names, those of standard input in place of -, each once; `nothing` is what to say where there are none."""
    ids = [each for name in names for each in (sys.stdin.read().split() if name == "-" else [name])]
    if not ids:
        raise click.UsageError(nothing)
    return list(dict.fromkeys(ids))
