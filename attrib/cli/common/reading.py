"""The options of reading articles, and reports on inputs that fail."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import wraps

import click

from attrib.cli.common.fetching import fetching_options
from attrib.cli.common.options import Wrapped, stack, wrong_usage
from attrib.cli.common.progress import say, warn
from attrib.cli.common.settings import SettingOption
from attrib.data import Document, Problem
from attrib.readers.counting import count_articles
from attrib.readers.fetching.settings import FetchSettings
from attrib.readers.formats import READERS
from attrib.readers.given import Given
from attrib.readers.source import DATE_ORDERS, MAX_CHARACTERS
from attrib.readers.sources import read
from attrib.readers.versions import KnownPages, none_known
from attrib.services.extract import other_language
from attrib.services.problems import Problems

_PATHS = click.argument("paths", metavar="PATH|URL...", nargs=-1, required=True)
_PATHS_IF_ANY = click.argument("paths", metavar="[PATH|URL]...", nargs=-1)
_OF_FILES = (
    click.option(
        "--input-format",
        type=click.Choice(list(READERS)),
        help="Format of every input, whatever its name and first bytes say.",
    ),
    click.option(
        "--date-order",
        cls=SettingOption,
        type=click.Choice(DATE_ORDERS),
        help="Order of dates such as 03/04/2005.",
    ),
    click.option(
        "--max-characters",
        type=click.IntRange(min=1),
        default=MAX_CHARACTERS,
        show_default=True,
        help="Longest article to read.",
    ),
    click.option("--follow-links", is_flag=True, help="Follow symbolic links that lead out of a folder."),
)
_READING = (
    *_OF_FILES,
    click.option("--strict", is_flag=True, help="Stop at the first input that cannot be read."),
)


_GIVEN = (
    click.option("--outlet", metavar="NAME", help="Who published the articles that do not tell it themselves."),
    click.option("--author", metavar="NAME", help="Who wrote those that do not tell it."),
    click.option("--date", metavar="DATE", help="When those were published that do not tell it: 2022, 2022-07, ..."),
    click.option("--archive-url", metavar="URL", help="An archived copy of the one article that does not tell of any."),
    click.option(
        "--date-from-name",
        is_flag=True,
        help="Date those by their file's name or path (2022-07-15), else by their dateline.",
    ),
)


def reading_options(command: Wrapped) -> Wrapped:
    """Add the inputs and the options of reading; the command gets them as `items`, documents and problems."""
    return stack(fetching_options(_with_items(command, stores=False)), (_PATHS, *_READING))


def file_options(command: Wrapped) -> Wrapped:
    """Add the options of reading files alone, which reach the command under their own names."""
    return stack(command, _OF_FILES)


def optional_reading_options(command: Wrapped) -> Wrapped:
    """The same for a command that stores, and also works without inputs; `items` is None then."""
    return stack(fetching_options(_with_given(command)), (_PATHS_IF_ANY, *_READING, *_GIVEN))


def _with_given(command: Wrapped) -> Wrapped:
    @wraps(command)
    def with_given(
        *,
        items: "Inputs | None",
        outlet: str | None,
        author: str | None,
        date: str | None,
        archive_url: str | None,
        date_from_name: bool,
        **others: object,
    ) -> None:
        if items is not None:
            given = Given(outlet, author, date, date_from_name, items.date_order, archive_url)
            with wrong_usage():
                items = items.with_given(given)
        command(items=items, **others)

    return _with_items(with_given, stores=True)


class Inputs:
    """The documents and problems of some paths, which say how many articles there will be."""

    def __init__(
        self,
        items: Iterable[Document | Problem],
        paths: tuple[str, ...],
        input_format: str | None = None,
        date_order: str | None = None,
    ) -> None:
        self.date_order = date_order
        self._input_format = input_format
        self._items = items
        self._paths = paths

    def __iter__(self) -> Iterator[Document | Problem]:
        return iter(self._items)

    def with_given(self, given: Given) -> "Inputs":
        """The same with metadata for the articles that have none. Raises SettingsError for a date that is none."""
        filled = given.fill(self._items, datetime.now(UTC))
        return Inputs(filled, self._paths, self._input_format, self.date_order)

    def count(self) -> int | None:
        """The number of articles; None where only reading tells."""
        return count_articles(self._paths, self._input_format)


def _with_items(command: Wrapped, *, stores: bool) -> Wrapped:
    @wraps(command)
    def with_items(
        *,
        paths: tuple[str, ...],
        input_format: str | None,
        date_order: str | None,
        max_characters: int,
        follow_links: bool,
        fetching: FetchSettings,
        **others: object,
    ) -> None:
        items = read(
            paths,
            input_format=input_format,
            date_order=date_order,
            max_characters=max_characters,
            fetching=fetching,
            follow_links=follow_links,
            known=_known_pages(str(others["database"])) if stores else none_known,
            detect_language=not stores,  # a database knows those of its texts
        )
        command(items=Inputs(items, paths, input_format, date_order) if paths else None, **others)

    return with_items


def _known_pages(database: str) -> KnownPages:
    """What a database knows of pages; `extract` has none, and does without the import of SQLAlchemy."""
    from attrib.services.known_pages import pages_known_at

    return pages_known_at(database)


def tell(problem: Problem) -> None:
    """Report an input that could not be read, or only in part."""
    if problem.warning:
        warn(str(problem))
    else:
        say(f"Error: {problem}")


def tell_left(problems: Problems) -> None:
    """Report how many more problems and warnings there were of each input than were told."""
    for problem in problems.left():
        say(str(problem))


def tell_language(document: Document) -> None:
    """Report a document that is left alone because of its language."""
    warn(str(other_language(document)))
