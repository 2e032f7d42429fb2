"""Questions to the person at the terminal; in a pipe there are none, and an ambiguous name is an error."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import click

from attrib.data import SORTS, StatementQuery
from attrib.errors import AmbiguousNameError
from attrib.store.database.session import Database
from attrib.store.search.query import search
from attrib.text.terminal import printable

Answer = TypeVar("Answer")


def on_terminal() -> bool:
    """Whether a person can be asked: input and output are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def with_choice(name: str, action: Callable[[str], Answer]) -> Answer:
    """The result of `action` for a name; if it fits several actors, for the one that the person picks.

    Raises AmbiguousNameError if nobody can be asked, or they pick none.
    """
    return with_choices([name], lambda names: action(names[0]))


def with_choices(names: Sequence[str], action: Callable[[Sequence[str]], Answer]) -> Answer:
    """The result of `action` for several names; it asks about each ambiguous one as `with_choice` does."""
    asked = set[str | None]()
    while True:
        try:
            return action(names)
        except AmbiguousNameError as error:
            if not (error.choices and on_terminal()) or error.name in asked:
                raise
            chosen = _choose(error.name or "", error.choices)
            if chosen is None:
                raise
            asked.add(error.name)
            names = [chosen if name == error.name else name for name in names]


def with_actor_chosen(opened: Database, query: StatementQuery) -> StatementQuery:
    """The query with its speaker picked by the person at the terminal, if the name fits several."""
    if query.actor is None or not on_terminal():
        return query
    return with_choice(query.actor, lambda name: _checked(opened, replace(query, actor=name)))


def _checked(opened: Database, query: StatementQuery) -> StatementQuery:
    """The query, if its speaker is clear; the speakers of a bare surname are."""
    search(opened, replace(query, about=None, sort=SORTS[0]))
    return query


def _choose(name: str, choices: tuple[tuple[str, str], ...]) -> str | None:
    """The id that the person picks by its number; None for none of them."""
    click.echo(f"{printable(name)!r} fits several:", err=True)
    for number, (identity, described) in enumerate(choices, start=1):
        click.echo(f"  {number:>2}  {printable(described)}  {identity}", err=True)
    picked = click.prompt("Which one? (number, 0 for none)", type=click.IntRange(0, len(choices)), err=True)
    return choices[picked - 1][0] if picked else None
