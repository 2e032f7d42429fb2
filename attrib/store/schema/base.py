"""What all tables share: names of constraints, column types that SQLite and PostgreSQL treat alike, 63-bit keys."""

import hashlib
from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, DateTime, Dialect, Double, Integer, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

# Every constraint has a name, so that a batch migration on SQLite can drop and recreate it.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The mappings of attrib's database."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[type, object]] = {float: Double()}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time on both databases; SQLite stores it without its zone. Raises ValueError for a naive time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"the time {value.isoformat()} has no zone; give an aware UTC time")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


# INTEGER PRIMARY KEY is SQLite's own row number; a BIGINT primary key would need a second index.
Key = BigInteger().with_variant(Integer, "sqlite")
# Compared byte by byte on both databases, whatever the collation of the PostgreSQL database.
Code = Text().with_variant(Text(collation="C"), "postgresql")


MAX_KEY = 200
"""The length to which folded names are cut: PostgreSQL indexes no value beyond 2,704 bytes."""


def content_key(*parts: str) -> int:
    """A non-negative 63-bit key from the SHA-256 of the parts: the same content has the same key everywhere."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def document_key(sha256: str) -> int:
    """The first 63 bits of a document's SHA-256: short in every index, and in the order of the digests."""
    return int(sha256[:16], 16) >> 1
