"""What all tables share: names of constraints, column types that SQLite and PostgreSQL treat alike, 63-bit keys.

Tables are those of SQLAlchemy Core: its object-relational mapper, which maps no objects here, would add a fifth to the
time that a search takes.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any, ClassVar, Literal, TypeVar, cast

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    FromClause,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeEngine

# Every constraint has a name, so that a batch migration on SQLite can drop and recreate it.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base:
    """One table of attrib's database: a subclass names it and its columns, and stands for it in queries."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)
    __tablename__: ClassVar[str]
    __table_args__: ClassVar[tuple[SchemaItem | dict[str, Any], ...]] = ()
    __table__: ClassVar[Table]

    def __init_subclass__(cls) -> None:
        parts = [part for part in cls.__table_args__ if not isinstance(part, dict)]
        options = {name: value for part in cls.__table_args__ if isinstance(part, dict) for name, value in part.items()}
        columns = {name: value for name, value in vars(cls).items() if isinstance(value, Column)}
        for name, value in columns.items():
            value.name = value.key = name
        cls.__table__ = Table(cls.__tablename__, cls.metadata, *columns.values(), *parts, **options)

    @classmethod
    def __clause_element__(cls) -> Table:
        """The table, where SQLAlchemy asks what the class stands for."""
        return cls.__table__


def column(
    kind: type[TypeEngine[Any]] | TypeEngine[Any],
    *parts: SchemaItem,
    nullable: bool = False,
    primary_key: bool = False,
    autoincrement: Literal["auto", False] = "auto",
    default: object = None,
    server_default: str | ColumnElement[Any] | None = None,
) -> Column[Any]:
    """A column of the type that has the name of the attribute that holds it, and no nulls unless `nullable`."""
    return Column(
        kind,
        *parts,
        nullable=nullable,
        primary_key=primary_key,
        autoincrement=autoincrement,
        default=default,
        server_default=server_default,
    )


RowClass = TypeVar("RowClass", bound=Base)


def aliased(table: type[RowClass], name: str | None = None) -> type[RowClass]:
    """The table a second time, for a query that reads it twice; it has the same columns."""
    return cast("type[RowClass]", _Alias(table.__table__.alias(name)))


class _Alias:
    """What stands for an alias of a table, as a subclass of Base for the table."""

    def __init__(self, alias: FromClause) -> None:
        self._alias = alias

    def __getattr__(self, name: str) -> ColumnElement[Any]:
        try:
            return self._alias.c[name]
        except KeyError:
            raise AttributeError(f"{self._alias} has no column {name}") from None

    def __clause_element__(self) -> FromClause:
        return self._alias


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

WITHOUT_ROWID = {"sqlite_with_rowid": False}

MAX_KEY = 200
"""The length to which folded names are cut: PostgreSQL indexes no value beyond 2,704 bytes."""


def content_key(*parts: str) -> int:
    """A non-negative 63-bit key from the SHA-256 of the parts: the same content has the same key everywhere."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def document_key(sha256: str) -> int:
    """The first 63 bits of a document's SHA-256: short in every index, and in the order of the digests."""
    return int(sha256[:16], 16) >> 1
