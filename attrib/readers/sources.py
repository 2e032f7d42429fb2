"""Reading files, folders, web addresses and standard input, one document after the other in constant memory."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from attrib.data import Problem
from attrib.readers.fetching.settings import FetchSettings
from attrib.readers.folders import files_below, is_folder
from attrib.readers.formats import reader_of
from attrib.readers.nesting import Nest
from attrib.readers.source import MAX_CHARACTERS, Readings, ReadSettings
from attrib.readers.streams import STDIN, Context, read_file, read_stdin
from attrib.readers.versions import KnownPages, none_known
from attrib.readers.web import Fetcher, is_url, read_url


def read(
    paths: str | Path | Iterable[str | Path],
    *,
    input_format: str | None = None,
    max_characters: int = MAX_CHARACTERS,
    date_order: str | None = None,
    now: datetime | None = None,
    stdin: BinaryIO | None = None,
    fetching: FetchSettings | None = None,
    following: bool = True,
    follow_links: bool = False,
    known: KnownPages = none_known,
    detect_language: bool = True,
) -> Readings:
    """The documents of files, folders (recursively), web addresses and `-` (standard input), in the order given.

    `paths` is one or many. An input that cannot be read is a Problem in its place. `input_format`, one of READERS,
    overrides detection by name and first bytes. `now` is the time of retrieval (default: the present). `fetching` says
    how web addresses are fetched; without `following`, those that feeds and sitemaps name are not. With `follow_links`
    symbolic links that lead out of a folder are followed. `known` tells of pages that were read before: one that its
    server says is unchanged comes as it was read then. Without `detect_language` documents come with the language
    UNDETERMINED. A document that occurs twice is yielded twice. Raises SettingsError for an unknown format, limit or
    date order, before anything is read.
    """
    if input_format is not None:
        reader_of(input_format)
    fetcher = Fetcher(fetching)

    def follow(address: str, nest: Nest) -> Readings:
        return read_url(address, replace(context, input_format=None, nest=nest), fetcher)

    settings = ReadSettings(max_characters, date_order, follow_links, detect_language)
    nest = Nest(follow=follow if following else None)
    context = Context(settings, now or datetime.now(UTC), input_format, nest, known)
    many = [paths] if isinstance(paths, str | Path) else paths
    return _read_all(map(str, many), context, stdin, fetcher)


def _read_all(paths: Iterable[str], context: Context, stdin: BinaryIO | None, fetcher: Fetcher) -> Readings:
    for path in paths:
        if path == STDIN:
            yield from read_stdin(stdin, context)
        elif is_url(path):
            yield from read_url(path, replace(context, nest=context.nest.fresh()), fetcher)
        elif not path:
            yield Problem(path, None, "the path is empty; give a file, a folder, a web address or -")
        elif is_folder(Path(path)):
            yield from _read_folder(path, context)
        else:
            yield from read_file(path, context)


def _read_folder(folder: str, context: Context) -> Readings:
    for entry in files_below(folder, follow_links=context.settings.follow_links):
        if isinstance(entry, Problem):
            yield entry
        else:
            yield from read_file(entry, context)
