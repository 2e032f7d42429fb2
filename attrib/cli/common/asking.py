"""Questions to the person at the terminal; in a pipe there are none, and an ambiguous name is an error."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import click

from attrib.cli.common.progress import tell
from attrib.data import StatementQuery
from attrib.errors import AmbiguousNameError
from attrib.store.database.session import Database
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


def with_actor_chosen(opened: Database, query: StatementQuery, *, quietly: bool = False) -> StatementQuery:
    """The query with the ids of its speakers, picked by the person at the terminal where a name fits several.

    Whom the names leave out is said on standard error, unless `quietly`. Raises AmbiguousNameError if nobody can be
    asked, or they pick none, and NotFoundError for a name that fits nobody.
    """
    if not (query.actor or query.exclude_actor):
        return query
    from attrib.store.search.speakers import name_speakers  # with the word lists of names, which take time to read

    while True:
        try:
            query, left_out = name_speakers(opened, query)
        except AmbiguousNameError as error:
            able = error.choices and on_terminal()
            chosen = _choose_several(error.name or "", error.choices) if able else ()
            if not chosen:
                raise
            query = _with_picked(query, error.name, chosen)
        else:
            tell([] if quietly else left_out)
            return query


def _with_picked(query: StatementQuery, name: str | None, chosen: tuple[str, ...]) -> StatementQuery:
    """The query with the actors chosen in place of a name."""
    said, left = (
        tuple(dict.fromkeys(each for given in names for each in (chosen if given == name else (given,))))
        for names in (query.actor, query.exclude_actor)
    )
    return replace(query, actor=said, exclude_actor=left)


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
