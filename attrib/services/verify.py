"""Checking that stored documents are as they were published: text, spans, file and, where asked, the page today."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from attrib.data import Document, StatementQuery
from attrib.data.verification import Check, Outcome, Verified
from attrib.errors import ReadError
from attrib.readers.fetching.settings import FetchSettings
from attrib.readers.raw import raw_sha256s
from attrib.readers.web import Fetcher, PageGoneError, is_url, read_page
from attrib.store.database.session import Database
from attrib.store.documents.verifying import StoredDocument, documents_to_verify, stored_documents
from attrib.text.selectors import QuotePlace, find_quote, selector_of

Fetch = Callable[[str], Document]
"""Reads the document at an address; raises PageGoneError and ReadError."""
_SHOWN = 120  # characters of a passage


def verify(
    database: Database,
    query: StatementQuery,
    names: Sequence[str] = (),
    *,
    online: bool = False,
    fetch: Fetch | None = None,
    fetching: FetchSettings | None = None,
) -> Iterator[Verified]:
    """Check the documents of some names, those that fit a query, or all; every check, one by one.

    Of each document the text's hash and the spans of its statements, in every run; the bytes of its file where that is
    at hand; with `online` each quote that search shows, in the page as `fetch` reads it today, else as it is fetched
    with the settings `fetching`. Raises as `documents_to_verify`.
    """
    keys = documents_to_verify(database, query, names)
    fetcher = Fetcher(fetching)
    read = fetch or (lambda url: read_page(url, datetime.now(UTC), fetcher))
    return _verify(database, keys, read if online else None)


def _verify(database: Database, keys: Sequence[int], fetch: Fetch | None) -> Iterator[Verified]:
    files = _Files()
    for document in stored_documents(database, keys):
        yield _text(document)
        yield from _spans(document)
        yield files.check(document)
        if fetch is not None:
            yield from _page(document, fetch)


def _text(document: StoredDocument) -> Verified:
    outcome = Outcome.SAME if document.sound else Outcome.DIFFERENT
    words = "" if document.sound else "the stored text has another SHA-256 than the one that names it"
    return Verified(Check.TEXT, outcome, document.sha256, document.place, detail=words)


def _spans(document: StoredDocument) -> Iterator[Verified]:
    for statement in document.statements:
        outcome = Outcome.SAME if statement.objection is None else Outcome.DIFFERENT
        words = statement.objection or ""
        yield Verified(Check.SPANS, outcome, document.sha256, document.place, statement.id, words)


class _Files:
    """The hashes of files, of which the last one is kept: documents come file by file."""

    def __init__(self) -> None:
        self._last: tuple[tuple[str, bool], Mapping[int | None, str] | None] | None = None

    def check(self, document: StoredDocument) -> Verified:
        """Compare the bytes of a document's file with those it was read of."""
        outcome, words = self._compare(document)
        return Verified(Check.RAW, outcome, document.sha256, document.place, detail=words)

    def _compare(self, document: StoredDocument) -> tuple[Outcome, str]:
        if document.raw_sha256 is None:
            return Outcome.NOT_AT_HAND, "an attrib before 0.3 kept no hash of its file; read it again"
        if is_url(document.location) or document.location in ("", "-"):
            return Outcome.NOT_AT_HAND, "it was read from no file"
        try:
            hashes = self._hashes(document.location, document.record is not None)
        except ReadError as error:
            return Outcome.NOT_AT_HAND, str(error)
        if hashes is None:
            return Outcome.NOT_AT_HAND, "there is no such file here"
        if hashes.get(document.record) == document.raw_sha256:
            return Outcome.SAME, ""
        if document.record is not None and document.raw_sha256 in hashes.values():
            return Outcome.SAME, "it stands in another place of its file now"
        return Outcome.DIFFERENT, "the file has other bytes than those it was read of"

    def _hashes(self, path: str, records: bool) -> Mapping[int | None, str] | None:
        if self._last is None or self._last[0] != (path, records):
            self._last = (path, records), raw_sha256s(path, records=records)
        return self._last[1]


def _page(document: StoredDocument, fetch: Fetch) -> Iterator[Verified]:
    """Look for each quote that search shows in the page as it is today."""
    if document.url is None or not is_url(document.url):
        words = "it has no web address"
        yield Verified(Check.PAGE, Outcome.NOT_AT_HAND, document.sha256, document.place, detail=words)
        return
    try:
        today = fetch(document.url).text
    except PageGoneError as error:
        yield Verified(Check.PAGE, Outcome.GONE, document.sha256, document.url, detail=str(error))
        return
    except ReadError as error:
        yield Verified(Check.PAGE, Outcome.NOT_REACHED, document.sha256, document.url, detail=str(error))
        return
    for statement in document.statements:
        if statement.current and statement.objection is None:
            place = find_quote(today, selector_of(document.text, statement.content))
            outcome, words = _presence(place, today)
            yield Verified(Check.PAGE, outcome, document.sha256, document.url, statement.id, words)


def _presence(place: QuotePlace | None, today: str) -> tuple[Outcome, str]:
    if place is None:
        return Outcome.GONE, "the page has nothing like the quote"
    if place.exact:
        return (Outcome.FOUND, "") if place.around else (Outcome.MOVED, "it stands between other words")
    passage = " ".join(place.span.of(today).split())
    return Outcome.CHANGED, f"the page has “{passage[:_SHOWN]}{'…' if len(passage) > _SHOWN else ''}”"
