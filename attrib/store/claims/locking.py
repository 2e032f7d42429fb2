"""One writer of claims at a time: two that find them anew at once would each miss what the other has added."""

from sqlalchemy import Connection, text

_LOCK = 5_161_803  # any number that no other lock of attrib has


def lock_claims(connection: Connection) -> None:
    """Wait for other writers of claims, until this transaction ends; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
