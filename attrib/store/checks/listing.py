"""Fact checks of the database: listed, found by id, deleted and brought back."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from attrib.data.checks import StoredCheck
from attrib.errors import AmbiguousNameError, NotFoundError, StoreError
from attrib.store.database.session import Database
from attrib.store.schema.checks import FactCheckRow
from attrib.store.statements.checks import ID_DIGITS, SHOWN_CHECK, check_id, stored_check
from attrib.store.statements.convert import storable
from attrib.text.folding import askable


def list_checks(
    database: Database, words: str = "", *, publisher: str = "", deleted: bool = False, limit: int | None = None
) -> list[StoredCheck]:
    """The checks with some words in claim, claimant or title, and some in the publisher; the latest check first.

    `deleted` asks for those that people have deleted, in place of the others.
    """
    latest = (FactCheckRow.reviewed_at.is_(None), FactCheckRow.reviewed_at.desc(), FactCheckRow.key)
    texts = (FactCheckRow.claim, FactCheckRow.claimant, FactCheckRow.title)
    wanted = [or_(*(_has(column, word) for column in texts)) for word in askable(words).split()]
    wanted += [_has(FactCheckRow.publisher, word) for word in askable(publisher).split()]
    shown = FactCheckRow.deleted_at.is_not(None) if deleted else SHOWN_CHECK
    with database.session() as session:
        query = select(FactCheckRow.__table__).where(shown, *wanted).order_by(*latest).limit(limit)
        return [stored_check(row) for row in session.execute(query)]


def _has(column: ColumnElement[Any], word: str) -> ColumnElement[bool]:
    return func.lower(column).contains(word.lower(), autoescape=True)


def find_check(database: Database, identity: str) -> StoredCheck:
    """The check of an id or its first digits, a deleted one too. Raises NotFoundError and AmbiguousNameError."""
    with database.session() as session:
        key = check_key(session, identity)
        return stored_check(session.execute(select(FactCheckRow.__table__).where(FactCheckRow.key == key)).one())


def check_key(connection: Connection, identity: str) -> int:
    """The key of the check of an id or its first digits. Raises NotFoundError and AmbiguousNameError."""
    digits = identity.strip().lower()
    if digits and len(digits) <= ID_DIGITS and not set(digits) - set("0123456789abcdef"):
        low, high = (int(digits.ljust(ID_DIGITS, fill), 16) for fill in "0f")
        within = and_(FactCheckRow.key >= low, FactCheckRow.key <= min(high, 2**63 - 1))
        keys = connection.scalars(select(FactCheckRow.key).where(within).limit(2)).all() if low < 2**63 else []
        if len(keys) > 1:
            raise AmbiguousNameError(f"the id {identity!r} fits several fact checks; give more digits")
        if keys:
            return int(keys[0])
    raise NotFoundError(f"no fact check has the id {identity!r}; `attrib checks list` lists them")


def delete_checks(database: Database, ids: Collection[str], by: str) -> list[StoredCheck]:
    """Delete checks, all or none: nothing shows them, and an import leaves them so. The record stays.

    Raises as `check_key`, and StoreError for a blank `by` or for one that is deleted already.
    """
    if not by.strip():
        raise StoreError("a deletion needs to say who made it; give --by NAME or set ATTRIB_BY")
    return _set_deleted(database, ids, {"deleted_by": storable(by.strip()), "deleted_at": datetime.now(UTC)})


def restore_checks(database: Database, ids: Collection[str]) -> list[StoredCheck]:
    """Bring deleted checks back, all or none. Raises as `check_key`, and StoreError for one that is not deleted."""
    return _set_deleted(database, ids, {"deleted_by": None, "deleted_at": None})


def _set_deleted(database: Database, ids: Collection[str], values: dict[str, Any]) -> list[StoredCheck]:
    with database.begin() as connection:
        keys = {check_key(connection, each) for each in ids}
        query = select(FactCheckRow.__table__).where(FactCheckRow.key.in_(keys)).order_by(FactCheckRow.key)
        for row in connection.execute(query):
            if (row.deleted_at is None) == (values["deleted_at"] is None):
                state = "deleted already" if row.deleted_at else "not deleted"
                raise StoreError(f"the fact check {check_id(row.key)[:8]} is {state}; leave it out")
        connection.execute(update(FactCheckRow).where(FactCheckRow.key.in_(keys)).values(values))
        return [stored_check(row) for row in connection.execute(query)]
