"""What is kept of the reading of a text: the hash of its bytes, the address that answered, the archived copy."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import text

from attrib.data import DatePrecision, Document, PrintedLine
from attrib.data.document_edits import DocumentSummary, EditedField
from attrib.store.database.session import Database
from attrib.store.documents.changes import COLUMNS
from attrib.store.documents.known_page import known_page
from attrib.store.documents.mending import delete_documents, edit_documents, find_summary, list_edits, undo_edit
from attrib.store.documents.readings import places_as_read
from attrib.store.documents.storing import Saved
from attrib.store.save import save_document
from attrib.store.schema.base import document_key
from attrib.store.statements.printed_lines import lines_between

BARE = Document("It rained.", "rain.html", url="https://gull.example/rain")
CAPTURED = replace(BARE, raw_sha256="ab" * 32, final_url="https://gull.example/rain?ok")
COPY = "https://archive.example/2025/rain"


def stored(database: Database) -> DocumentSummary:
    return find_summary(database, "rain.html")


def test_what_a_reading_tells_of_its_capture_is_kept(database: Database) -> None:
    save_document(database, replace(CAPTURED, archive_url=COPY))
    found = stored(database)
    assert (found.raw_sha256, found.final_url) == (CAPTURED.raw_sha256, CAPTURED.final_url)
    assert (found.archive_url, found.archive_sha256) == (COPY, None)


def test_a_text_of_before_gets_its_capture_when_it_is_read_again(database: Database) -> None:
    save_document(database, BARE)
    assert places_as_read(database, [CAPTURED]) == set()
    assert save_document(database, CAPTURED) is Saved.UNCHANGED
    assert stored(database).raw_sha256 == CAPTURED.raw_sha256
    assert places_as_read(database, [CAPTURED]) == {CAPTURED}


def test_the_first_capture_of_a_text_stays(database: Database) -> None:
    save_document(database, CAPTURED)
    again = replace(CAPTURED, raw_sha256="cd" * 32)
    assert places_as_read(database, [again]) == {again}
    save_document(database, again)
    assert stored(database).raw_sha256 == CAPTURED.raw_sha256


def test_an_archive_link_that_a_source_tells_later_is_a_correction(database: Database) -> None:
    save_document(database, CAPTURED)
    told = replace(CAPTURED, archive_url=COPY)
    assert places_as_read(database, [told]) == set()
    assert save_document(database, told) is Saved.CORRECTED
    (edit,) = list_edits(database)
    assert (edit.field, edit.before, edit.after) == (EditedField.ARCHIVE, None, COPY)


def test_another_link_has_not_the_hash_of_the_first(database: Database) -> None:
    save_document(database, CAPTURED)
    made = {COLUMNS[EditedField.ARCHIVE][0]: COPY, "archive_sha256": "ef" * 32}
    batch, _ = edit_documents(database, ["rain.html"], {EditedField.ARCHIVE: made}, "eva")
    assert stored(database).archive_sha256 == "ef" * 32
    edit_documents(database, ["rain.html"], {EditedField.ARCHIVE: {"archive_url": COPY + "/2"}}, "eva")
    assert (stored(database).archive_url, stored(database).archive_sha256) == (COPY + "/2", None)
    undo_edit(database, batch, "eva")
    assert stored(database).archive_url == COPY + "/2"


def test_a_page_with_a_very_long_address_is_stored_and_known(database: Database) -> None:
    words = hashlib.shake_256(b"tracking").hexdigest(5000)  # nothing that an index could compress
    page = replace(CAPTURED, location=f"https://gull.example/rain?from={words}", etag='"1"', reading="r1")
    save_document(database, page)
    assert known_page(database, page.location, "r1") == page
    assert known_page(database, page.location + "0", "r1") is None


def test_the_version_of_a_page_is_that_of_its_last_reading(database: Database) -> None:
    first = replace(CAPTURED, etag='"1"', last_modified="Wed, 05 Mar 2025 18:30:00 GMT", reading="r1")
    save_document(database, first)
    assert known_page(database, "rain.html", "r1") == first
    assert known_page(database, "rain.html", "r2") is None
    assert known_page(database, "snow.html", "r1") is None
    second = replace(first, etag='"2"', last_modified=None)
    assert places_as_read(database, [first, second]) == {first}
    assert save_document(database, second) is Saved.UNCHANGED
    assert known_page(database, "rain.html", "r1") == second
    save_document(database, CAPTURED)
    assert known_page(database, "rain.html", "r1") is None


def test_a_page_that_is_deleted_replaced_or_altered_is_not_known(database: Database) -> None:
    first = replace(CAPTURED, text="It rained in the port all day.", etag='"1"', reading="r1")
    save_document(database, first)
    newer = replace(first, text="It rained in the port all night.", etag='"2"')
    save_document(database, newer)
    assert known_page(database, "rain.html", "r1") == newer
    with database.begin() as connection:
        connection.execute(text("UPDATE documents SET text = 'It snowed.' WHERE replaced_by IS NULL"))
    assert known_page(database, "rain.html", "r1") is None
    delete_documents(database, [newer.sha256], "eva")
    assert known_page(database, "rain.html", "r1") is None


def test_a_change_that_a_page_tells_later_is_kept_with_what_stood_there(database: Database) -> None:
    day = datetime(2025, 3, 5, tzinfo=UTC)
    save_document(database, CAPTURED)
    told = replace(CAPTURED, modified_at=day, modified_precision=DatePrecision.DAY)
    assert save_document(database, told) is Saved.UNCHANGED  # an older attrib did not keep it
    assert stored(database).modified_at == day
    assert places_as_read(database, [told]) == {told}
    later = replace(told, modified_at=day.replace(day=6))
    assert save_document(database, later) is Saved.CORRECTED
    (edit,) = list_edits(database)
    assert (edit.field, edit.before, edit.after) == (EditedField.MODIFIED, "2025-03-05", "2025-03-06")
    undo_edit(database, edit.batch, "eva")
    assert (stored(database).modified_at, stored(database).modified_precision) == (day, DatePrecision.DAY)


def test_lines_of_pages_are_stored_once_and_later_too(database: Database) -> None:
    lines = PrintedLine(0, 3, 1, 60.0, 700.0, 80.0, 712.0), PrintedLine(3, 10, 2, 60.0, 700.0, 90.0, 712.0)
    save_document(database, BARE)
    printed = replace(BARE, lines=lines)
    assert places_as_read(database, [printed]) == set()
    for _ in range(2):
        assert save_document(database, printed) is Saved.UNCHANGED
    assert places_as_read(database, [printed, BARE]) == {printed, BARE}
    with database.session() as connection:
        key = document_key(BARE.sha256)
        assert lines_between(connection, key, 0, 10) == list(lines)
        assert lines_between(connection, key, 4, 5) == [lines[1]]
        assert lines_between(connection, key, 2, 4) == list(lines)
        assert lines_between(connection, key + 1, 0, 10) == []
