"""Questions to the person at the terminal; in a pipe there are none, and an ambiguous name is an error."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import click

from attrib.data import StatementQuery
from attrib.errors import AmbiguousNameError
from attrib.store.database.session import Database
from attrib.store.search.speakers import name_speakers
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
    """The query with its speakers picked by the person at the terminal, where a name fits several.

    Raises AmbiguousNameError if they pick none.
    """
    while on_terminal():
        try:
            name_speakers(opened, query)
        except AmbiguousNameError as error:
            chosen = _choose_several(error.name or "", error.choices) if error.choices else ()
            if not chosen:
                raise
            picked = [
                tuple(dict.fromkeys(each for name in names for each in (chosen if name == error.name else (name,))))
                for names in (query.actor, query.exclude_actor)
            ]
            query = replace(query, actor=picked[0], exclude_actor=picked[1])
        else:
            break
    return query


def _choose_several(name: str, choices: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The ids that the person picks by their numbers; none for 0."""
    _list(name, choices)
    words = f"Which of them? (numbers such as 1 or 1,{len(choices)}; a for all, 0 for none)"
    picked = click.prompt(words, value_proc=lambda answer: _numbers(answer, len(choices)), err=True)
    return tuple(choices[number - 1][0] for number in picked if number)


def _numbers(answer: str, most: int) -> list[int]:
    if answer.strip().lower() in ("a", "all"):
        return list(range(1, most + 1))
    numbers = [int(part) if part.isdecimal() else -1 for part in answer.replace(",", " ").split()]
    if not numbers or any(not 0 <= number <= most for number in numbers):
        raise click.UsageError(f"{answer!r} is no number from 0 to {most}, nor several, nor a")
    return numbers


def _choose(name: str, choices: tuple[tuple[str, str], ...]) -> str | None:
    """The id that the person picks by its number; None for none of them."""
    _list(name, choices)
    picked = click.prompt("Which one? (number, 0 for none)", type=click.IntRange(0, len(choices)), err=True)
    return choices[picked - 1][0] if picked else None


def _list(name: str, choices: tuple[tuple[str, str], ...]) -> None:
    click.echo(f"{printable(name)!r} fits several:", err=True)
    for number, (identity, described) in enumerate(choices, start=1):
        click.echo(f"  {number:>2}  {printable(described)}  {identity}", err=True)
