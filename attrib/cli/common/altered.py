"""A warning about articles whose stored text is not the one that was read."""

from collections.abc import Iterable

from attrib.cli.common.progress import warn
from attrib.store.database.session import Database
from attrib.store.documents.evidence import altered

_SHOWN = 20


def tell_altered(database: Database, documents: Iterable[str]) -> None:
    """Warn of each document, by their hashes, whose stored text has another hash."""
    found = altered(database, documents)
    for sha256 in found[:_SHOWN]:
        warn(f"the stored text of document {sha256[:12]} was altered: it has another SHA-256; see `attrib db check`")
    if len(found) > _SHOWN:
        warn(f"so were {len(found) - _SHOWN} more documents")
