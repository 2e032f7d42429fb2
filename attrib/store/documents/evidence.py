"""Whether what is stored of documents is still what was read: texts by their hashes, statements by their spans."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select

from attrib.data import StatementQuery
from attrib.errors import StoreError
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.documents.verifying import TOGETHER, documents_to_verify, stored_documents
from attrib.store.schema.documents import DocumentRow

UNREADABLE = (StoreError, ValueError, TypeError, LookupError, ArithmeticError)
"""What reading a damaged row may raise: of the database, or of values that are none of their column's."""


def evidence_problems(database: Database) -> Iterator[str]:
    """What is wrong with the texts and statements of all documents, a line each."""
    try:
        keys = documents_to_verify(database, StatementQuery(), ())
    except UNREADABLE as error:
        yield f"the documents cannot be listed: {error}"
        return
    for start in range(0, len(keys), TOGETHER):
        yield from _problems(database, keys[start : start + TOGETHER])


def _problems(database: Database, keys: Sequence[int]) -> Iterator[str]:
    """The same of some documents; those that cannot be read together are read one by one."""
    try:
        documents = list(stored_documents(database, keys))
    except UNREADABLE as error:
        if len(keys) == 1:
            yield f"document {keys[0]} cannot be read: {error}"
            return
        for key in keys:
            yield from _problems(database, [key])
        return
    for document in documents:
        named = f"document {document.sha256[:12]} ({document.place})"
        if not document.sound:
            yield f"{named}: its text has another SHA-256 than the one that names it, so it was altered"
        for statement in document.statements:
            if statement.objection is not None:
                yield f"{named}: statement {statement.id}: {statement.objection}"


def altered(database: Database, sha256s: Iterable[str]) -> list[str]:
    """Of documents by their hashes, those whose stored text has another one."""
    found: list[str] = []
    for some in chunks(set(sha256s)):
        with database.session() as session:
            rows = session.execute(select(DocumentRow.id, DocumentRow.text).where(DocumentRow.id.in_(some)))
            found += [
                name for name, text in rows if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != name
            ]
    return found
