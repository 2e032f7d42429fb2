"""Addresses of databases: read, checked, and shown without what opens them."""

import re

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from attrib.errors import StoreError
from attrib.text.secrets import MASK, mask_parameters, mask_secrets

_LEAST = 4  # characters of a password that is looked for in messages; a shorter one stands in words
_CREDENTIALS = re.compile(r"[\w+.-]{1,40}:[^@\s]*@")  # "postgresql:/me:secret@host": an address that lost its //


def parse_url(text: str) -> URL:
    """The URL of a database that attrib can open. Raises StoreError for any other, without showing a password."""
    shown = mask_secrets(text)
    shown = f"{MASK}@{shown.rpartition('@')[2]}" if "://" not in text and "@" in text else shown
    try:
        parsed = make_url(text)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number; both may repeat the address
        raise StoreError(
            f"{shown!r} is not a database URL; give one like sqlite:///news.db or postgresql://user:password@host/news"
        ) from None
    if "@" in (parsed.host or ""):
        raise StoreError(f"{shown!r} is not a database URL: within a password @ is written %40")
    if parsed.get_backend_name() == "sqlite" and _CREDENTIALS.match(parsed.database or ""):
        raise StoreError("the address of the database lacks its ://; write postgresql://user:password@host/news")
    if parsed.drivername in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise StoreError(f"the database {parsed.drivername!r} is not supported; use sqlite:///FILE or postgresql://…")
    return parsed


def shown_url(url: URL) -> str:
    """A database's URL for messages: the password and secret parameters as `***`."""
    return mask_parameters(url.render_as_string(hide_password=True))


def without_password(message: str, url: URL) -> str:
    """A driver's message without the password of the database, however it is written there."""
    secrets = [url.password or "", *(str(url.query.get(name, "")) for name in ("password", "sslpassword"))]
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _LEAST:
            message = message.replace(secret, MASK)
    return mask_secrets(message)
