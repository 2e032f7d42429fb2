"""Having pages archived, when a person says so: never otherwise, and no private address unless that is said too."""

from dataclasses import dataclass

from attrib.data.document_edits import DocumentSummary, EditedField
from attrib.errors import SettingsError
from attrib.readers.archive import ask_archive, objection_to_publishing
from attrib.readers.fetching.settings import FetchSettings
from attrib.readers.web import is_url
from attrib.settings import ARCHIVE_SERVICE
from attrib.store.database.session import Database
from attrib.store.documents.mending import edit_documents, find_summary
from attrib.text.secrets import mask_secrets


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """A copy of a document's page: where it is, and whether its bytes are those that the text was read of.

    `same_bytes` is None where one of the hashes is not known. `batch` undoes the link; it is None where it stood there.
    """

    document: DocumentSummary
    batch: str | None
    same_bytes: bool | None


def archive_document(
    database: Database,
    name: str,
    by: str,
    *,
    service: str = ARCHIVE_SERVICE,
    private: bool = False,
    note: str | None = None,
    fetching: FetchSettings | None = None,
) -> ArchivedCopy:
    """Ask a public archive for a copy of a document's page and keep the link, as an edit by a person.

    Raises SettingsError for a document without a web address, and for an address that is not public unless `private`;
    ReadError where the archive gives no copy; and as `find_summary`.
    """
    found = find_summary(database, name)
    url = found.final_url or found.url or found.location
    if not is_url(url):
        raise SettingsError(f"{found.location} has no web address; give it one with `attrib docs edit --address`")
    objection = None if private else objection_to_publishing(url)
    if objection is not None:
        raise SettingsError(
            f"{mask_secrets(url)} is not sent to a public archive: {objection}; --private sends it all the same"
        )
    copy, sha256 = ask_archive(url, service, fetching)
    batch = None
    if (found.archive_url, found.archive_sha256) != (copy, sha256):
        values = {EditedField.ARCHIVE: {"archive_url": copy, "archive_sha256": sha256}}
        batch, (found,) = edit_documents(database, [found.sha256], values, by, note)
    known = found.raw_sha256 is not None and sha256 is not None
    return ArchivedCopy(found, batch, found.raw_sha256 == sha256 if known else None)
