"""Digests: what is new to saved searches, gathered and told once."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from attrib._version import __version__
from attrib.data.saved import DigestSection, SavedSearch, SearchDigest
from attrib.errors import AttribError, NotFoundError
from attrib.services.fresh_statements import gather
from attrib.services.saved_queries import query_saved
from attrib.services.uncompared import uncompared_notices
from attrib.services.wording import command_line, in_words
from attrib.store.database.session import Database
from attrib.store.saved.searches import list_searches
from attrib.store.saved.telling import forget, next_number, note_digest, note_known, settle_interrupted, telling
from attrib.store.search.speakers import name_speakers

USUAL = 1000
"""The most statements that a digest tells of one search if nothing else is said; the others are left for the next."""


def make_digest(
    database: Database, names: Sequence[str] = (), *, limit: int | None = USUAL, again: bool = False
) -> SearchDigest:
    """Gather what is new to saved searches, all of them if none is named; nothing is changed.

    A search that cannot be answered has a section that says why. `limit` is the most new statements of a section, the
    first ones stored. Raises NotFoundError for a name that no saved search has.
    """
    number = next_number(database)
    sections = tuple(_section(database, each, limit) for each in list_searches(database, names))
    return SearchDigest(number=number, made_at=datetime.now(UTC), version=__version__, sections=sections, again=again)


def settle(database: Database) -> bool:
    """Settle a digest that was interrupted; whether what it told may be told again."""
    return bool(settle_interrupted(database, _was_written))


@contextmanager
def told_once(database: Database, digest: SearchDigest, text: str, output: Path | None = None) -> Iterator[None]:
    """Mark what a digest tells as told if the block, which writes its text to a file or elsewhere, succeeds.

    After a crash within the block, the next digest looks at the file: if it has this text, the digest was told.
    Raises StoreError where another digest was made since this one was gathered; nothing is written or marked then.
    """
    told = {section.search.number: section.places for section in digest.sections if section.places}
    known = {section.search.number: section.known_places for section in digest.sections if section.known_places}
    if told:
        place = None if output is None else str(output.resolve())
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        note_digest(database, digest.number, told, known, output=place, sha256=sha256)
        try:
            with telling(database, digest.number):
                yield
        except BaseException:
            forget(database, digest.number)
            raise
        return
    if known:
        with database.begin() as connection:
            for search, places in known.items():
                note_known(connection, search, places)
    yield


def _was_written(output: str, sha256: str) -> bool:
    """Whether a file holds the bytes of a SHA-256."""
    try:
        return hashlib.sha256(Path(output).read_bytes()).hexdigest() == sha256
    except OSError:
        return False


def _section(database: Database, search: SavedSearch, limit: int | None) -> DigestSection:
    try:
        query = query_saved(search)
    except AttribError as error:
        return DigestSection(search=search, problem=str(error))
    asked = tuple(pair for pair in in_words(query) if pair[0] != "order")
    section = DigestSection(search=search, asked=asked, command=command_line(query, "search"))
    try:
        named, notices = name_speakers(database, query)
    except NotFoundError as error:  # nobody of that name has said anything yet
        return replace(section, notices=(str(error),))
    except AttribError as error:
        return replace(section, problem=str(error))
    try:
        found = gather(database, search.number, named, limit)
    except AttribError as error:
        return replace(section, problem=str(error))
    told = (*notices, *uncompared_notices(database, query)) if found.new else ()
    remarks = [*(notice.message for notice in told), *found.remarks]
    return replace(
        section,
        new=found.new,
        copied=found.copied,
        later=found.later,
        distant=found.distant,
        notices=tuple(dict.fromkeys(remarks)),
        places=found.places,
        known_places=found.known_places,
    )
