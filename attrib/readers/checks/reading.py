"""Fact checks of files, folders and web addresses, in the order given; problems stand in the place of what has any."""

import csv
import gzip
import io
import tempfile
import urllib.parse
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import MappingProxyType

from attrib.data import Problem
from attrib.data.checks import FactCheck
from attrib.errors import ReadError
from attrib.readers.checks.linked_data import fact_checks_in
from attrib.readers.checks.pages import parse_script, read_page_data
from attrib.readers.checks.records import ALIASES, check_of, field_of
from attrib.readers.csv import rows_of
from attrib.readers.encoding import decode, refuse_binary
from attrib.readers.fetching.settings import FetchSettings
from attrib.readers.folders import files_below, is_folder
from attrib.readers.formats import MEDIA_TYPES, SUFFIXES, format_of
from attrib.readers.jsonl import parse_json
from attrib.readers.source import ReadSettings, Source
from attrib.readers.streams import GZIP, buffered, open_file
from attrib.readers.unforeseen import guarded
from attrib.readers.web import Fetcher, is_url
from attrib.text.secrets import shown_address

Checks = Iterator[FactCheck | Problem]

_MOST = 1 << 28  # bytes of one file
_DELIMITERS = (",", ";", "\t")
_SUFFIXES = MappingProxyType(
    {suffix: form for suffix, form in SUFFIXES.items() if form != "text"} | {".jsonld": "json"}
)
_MEDIA_TYPES = MEDIA_TYPES | {"application/ld+json": "json"}


def read_checks(
    paths: str | Path | Iterable[str | Path],
    *,
    date_order: str | None = None,
    now: datetime | None = None,
    fetching: FetchSettings | None = None,
) -> Checks:
    """The fact checks of files, folders (recursively) and web addresses.

    A page holds ClaimReviews as JSON-LD, a JSON file those or an answer of the Fact Check Tools API, CSV a row a check
    with the columns of ALIASES. Raises SettingsError for an unknown date order, before anything is read.
    """
    settings, moment = ReadSettings(date_order=date_order), now or datetime.now(UTC)
    many = [paths] if isinstance(paths, str | Path) else paths
    return _read_all(map(str, many), settings, moment, Fetcher(fetching))


def _read_all(paths: Iterable[str], settings: ReadSettings, now: datetime, fetcher: Fetcher) -> Checks:
    for path in paths:
        if is_url(path):
            yield from _read_url(path, settings, now, fetcher)
        elif not path:
            yield Problem(path, None, "the path is empty; give a file, a folder or a web address")
        elif is_folder(Path(path)):
            for entry in files_below(path, _SUFFIXES):
                yield from [entry] if isinstance(entry, Problem) else _read_file(entry, settings, now)
        else:
            yield from _read_file(path, settings, now)


def _read_file(path: str, settings: ReadSettings, now: datetime) -> Checks:
    opened = open_file(path)
    if isinstance(opened, Problem):
        yield opened
        return
    with opened as stream:
        yield from _read(Source(path, stream, now, settings), format_of(path, _SUFFIXES))


def _read_url(url: str, settings: ReadSettings, now: datetime, fetcher: Fetcher) -> Checks:
    shown = shown_address(url)
    with tempfile.TemporaryFile() as file:
        try:
            answer = fetcher.fetch(url, file)
        except ReadError as error:
            yield Problem(shown, None, str(error))
            return
        file.seek(0)
        named = format_of(urllib.parse.urlsplit(answer.url).path, _SUFFIXES)
        source = Source(shown, buffered(file), now, settings, url=shown_address(answer.url), charset=answer.charset)
        yield from _read(source, named or _MEDIA_TYPES.get(answer.media_type or ""))


def _read(source: Source, form: str | None) -> Checks:
    """The checks of an open input; without a form that is known, its first character decides."""
    try:
        text = decode(_bytes(source), source.charset).text.removeprefix("\ufeff")
    except ReadError as error:
        yield source.problem(str(error))
        return
    found = False
    for item in guarded(_FORMS[form or _guessed(text)](text, source), source):
        found = True
        yield item
    if not found:
        yield source.problem("no fact check is found: neither a ClaimReview in JSON-LD nor a claim of the API")


def _bytes(source: Source) -> bytes:
    """The unpacked bytes of an input. Raises ReadError for too many, for none, and for what is no text."""
    try:
        packed = source.stream.peek(len(GZIP)).startswith(GZIP)
        data = gzip.GzipFile(fileobj=source.stream).read(_MOST + 1) if packed else source.stream.read(_MOST + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise ReadError(f"cannot be read ({error}); fetch the file again") from error
    if not data.strip():
        raise ReadError("the file is empty; there is nothing to read")
    if len(data) > _MOST:
        raise ReadError(f"larger than {_MOST:,} bytes; divide it")
    refuse_binary(data)
    return data


def _guessed(text: str) -> str:
    start = text.lstrip()[:1]
    return "html" if start == "<" else "json" if start in "[{" else "csv"


def _read_page(text: str, source: Source) -> Checks:
    page, numbers = read_page_data(text), count(1)
    for number, script in enumerate(page.scripts, start=1):
        try:
            value = parse_script(script)
        except ReadError as error:
            yield source.problem(f"the JSON-LD of script {number} cannot be read: {error}")
            continue
        for fields, node in fact_checks_in(value, page=source.url or page.url, title=page.title):
            yield from check_of(fields, node, source, next(numbers))


def _read_json(text: str, source: Source) -> Checks:
    try:
        value = parse_json(text)
    except ReadError as error:
        if "\n" in text.strip():  # a line may be an object of its own
            lines = list(_read_lines(text, source))
            if any(isinstance(item, FactCheck) for item in lines):
                yield from lines
                return
        yield source.problem(str(error))
        return
    for number, (fields, node) in enumerate(fact_checks_in(value), start=1):
        yield from check_of(fields, node, source, number)


def _read_lines(text: str, source: Source) -> Checks:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = list(fact_checks_in(parse_json(line)))
        except ReadError as error:
            yield source.problem(str(error), number)
            continue
        if not found:
            yield source.problem("the line holds neither a ClaimReview nor a claim of the API", number)
        for fields, node in found:
            yield from check_of(fields, node, source, number)


def _read_table(text: str, source: Source) -> Checks:
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=lambda mark: len({field_of(name.strip('" \r')) for name in header.split(mark)}))
    names: list[str] | None = None
    for number, row in enumerate(
        rows_of(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)), 1
    ):
        if isinstance(row, ReadError):
            yield source.problem(str(row), number)
        elif names is None:
            names = row
            if "claim" not in map(field_of, names):
                known = ", ".join(("claim", *ALIASES["claim"]))
                yield source.problem(
                    f"no column {known}; name the column of the claims so. Found: {', '.join(names[:12])}"
                )
                return
        elif any(row) and len(row) != len(names):
            yield source.problem(f"the row has {len(row)} cells and the header {len(names)}; quote the cells", number)
        elif any(row):
            raw = dict(zip(names, row, strict=True))
            yield from check_of(_fields(raw), raw, source, number)


def _fields(row: Mapping[str, str]) -> dict[str, str | None]:
    """The fields of a row: of two columns that mean one field the own name, else the first with a value."""
    found: dict[str, str | None] = {}
    for name, value in sorted(row.items(), key=lambda cell: cell[0].strip().lower() not in ALIASES):
        field = field_of(name)
        if field is not None and value.strip() and field not in found:
            found[field] = value
    return found


_FORMS: Mapping[str, Callable[[str, Source], Checks]] = MappingProxyType(
    {"html": _read_page, "json": _read_json, "jsonl": _read_lines, "csv": _read_table}
)
