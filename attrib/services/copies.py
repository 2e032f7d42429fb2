"""Groups of articles that copy one another."""

from collections.abc import Callable, Sequence

from attrib.data.copies import CopyGroup
from attrib.store.copies.listing import copy_groups
from attrib.store.copies.noting import note_missing
from attrib.store.database.session import Database
from attrib.store.documents.listing import find_documents


def list_copies(
    database: Database,
    names: Sequence[str] = (),
    *,
    limit: int | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> list[CopyGroup]:
    """The groups of copies, the largest first, or those of some documents; of each the earliest first.

    Articles that an attrib before 0.3 has stored are compared first, `progress` being told how many are done. Raises as
    `find_document`.
    """
    for number in note_missing(database):
        progress(number)
    keys = find_documents(database, names) if names else None
    return copy_groups(database, keys, limit)
