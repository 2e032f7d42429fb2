"""What is kept of the reading of a text: the hash of its bytes, the address that answered, the archived copy."""

from dataclasses import replace

from attrib.data import Document
from attrib.data.document_edits import DocumentSummary, EditedField
from attrib.store.database.session import Database
from attrib.store.documents.changes import COLUMNS
from attrib.store.documents.mending import edit_documents, find_summary, list_edits, undo_edit
from attrib.store.documents.readings import places_as_read
from attrib.store.documents.storing import Saved
from attrib.store.save import save_document

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
