"""What an ingest changes about stored articles, said on standard error."""

from datetime import datetime, timedelta

from attrib.cli.common.progress import say
from attrib.store.database.session import Database
from attrib.store.documents.mending import list_edits

_MOST_LISTED = 20
_CLOCK = timedelta(seconds=1)  # to which times are stored


def tell_changes(opened: Database, since: datetime) -> None:
    """Say each correction of a document, and each newer text of one, that its source has told since a moment."""
    latest = list_edits(opened, limit=_MOST_LISTED + 1)
    changes = [edit for edit in latest if edit.edited_by is None and edit.edited_at > since - _CLOCK]
    for edit in reversed(changes[:_MOST_LISTED]):
        say(f"{edit.document[:8]}  {edit}")
    if len(changes) > _MOST_LISTED:
        say("There are more; attrib docs changes --limit 0 lists all.")
    elif changes:
        say("attrib docs changes lists them, attrib docs undo takes one back.")
