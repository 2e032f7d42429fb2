"""What a person says of articles that do not tell it themselves: outlet, author, date, or a date in the file's name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

from attrib.data import DatePrecision, Document, Problem
from attrib.errors import ReadError, SettingsError
from attrib.readers.dates import ReadDate, read_date

# A day or month in a file's name or its folders: 2022-07-15, 20220715, 2022/07/15, 2022_07.
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_./]?)(0[1-9]|1[0-2])(?:\2(0[1-9]|[12]\d|3[01]))?(?!\d)")
_DAY = r"[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}"
_DATELINE = re.compile(rf"[A-Z][A-Z .'’-]+,? (?P<date>{_DAY})\b")
_FIRST_LINES = 6


@dataclass(frozen=True, slots=True)
class Given:
    """Metadata for the articles that have none of their own; `from_name` takes dates of file names and datelines first.

    `archive_url` is the link of one article. Raises SettingsError for a date that is none or could be two, and for a
    second article without a link of its own.
    """

    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    from_name: bool = False
    date_order: str | None = None
    archive_url: str | None = None

    def fill(self, items: Iterable[Document | Problem], now: datetime) -> Iterator[Document | Problem]:
        """The items, each document with what is given and it lacks."""
        date = self._date(now)
        filled = (self._filled(item, date, now) if isinstance(item, Document) else item for item in items)
        return filled if self.archive_url is None else self._archived(filled, self.archive_url)

    @staticmethod
    def _archived(items: Iterable[Document | Problem], archive_url: str) -> Iterator[Document | Problem]:
        """The items, the one document that has no archive link with this one."""
        first: Document | None = None
        for item in items:
            if isinstance(item, Document) and item.archive_url is None:
                if first is not None and first.text != item.text:
                    words = f"{archive_url} is the archived copy of one article; {item.location} is a second one"
                    raise SettingsError(f"{words}: give each its own in a field archive_url, or ingest them one by one")
                first = item
                yield replace(item, archive_url=archive_url)
            else:
                yield item

    def _date(self, now: datetime) -> ReadDate | None:
        if self.date is None:
            return None
        try:
            return read_date(self.date, now=now, order=self.date_order)
        except ReadError as error:
            raise SettingsError(str(error)) from error

    def _filled(self, document: Document, date: ReadDate | None, now: datetime) -> Document:
        outlet, author = document.outlet or self.outlet, document.author or self.author
        told = (outlet, author) == (document.outlet, document.author)
        filled = document if told else replace(document, outlet=outlet, author=author)
        if document.published_at is not None or document.published_original is not None:
            return filled
        original = self.date
        if self.from_name:
            named = date_of_name(document, now)
            original, date = named or (original, date)
        if date is None:
            return filled
        return replace(
            filled, published_at=date.moment, published_precision=date.precision, published_original=original
        )


def date_of_name(document: Document, now: datetime) -> tuple[str, ReadDate] | None:
    """The date in a document's file name or path, else in its first lines, as written there; None without one.

    It is a day or, in a name, a month ("2022-07"); never a guess between two.
    """
    path = PurePath(document.location)
    for text in (path.name, str(path)):
        for found in _IN_NAME.finditer(text):
            year, mark, month, day = found.groups()
            if not mark and day is None:  # 202207 may be any number
                continue
            date = _read("-".join(part for part in (year, month, day) if part), now)
            if date is not None:
                return found[0], date
    for line in [line.strip() for line in document.text[:2000].splitlines() if line.strip()][:_FIRST_LINES]:
        dateline = _DATELINE.match(line)
        words = dateline["date"] if dateline else line
        date = _read(words, now)
        if date is not None and date.precision in (DatePrecision.DAY, DatePrecision.TIME) and not words.isdigit():
            return words, date
    return None


def _read(words: str, now: datetime) -> ReadDate | None:
    try:
        return read_date(words, now=now)
    except ReadError:
        return None
