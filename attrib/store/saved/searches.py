"""Saved searches stored, listed, removed and restored; none is ever deleted."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, select, update

from attrib.data.saved import SavedSearch
from attrib.errors import NotFoundError, StoreError
from attrib.store.actors.near_names import nearest
from attrib.store.database.session import Database
from attrib.store.schema.base import MAX_KEY
from attrib.store.schema.saved import DigestRow, SavedSearchRow, ToldStatementRow
from attrib.store.statements.convert import storable
from attrib.text.folding import fold

_SUGGESTED = 3
_TOLD = DigestRow.told_at.is_not(None)


def add_search(connection: Connection, name: str, filters: Mapping[str, Any], by: str, note: str | None = None) -> int:
    """Save a search under a name; its number.

    Raises StoreError for a name without letters and digits, one that a saved search has, and a blank `by`.
    """
    _check(by)
    known = connection.execute(_active(_key(name))).first()
    if known is not None:
        raise StoreError(
            f"{known.saved_by} has saved a search {known.name!r} on {known.saved_at:%Y-%m-%d}; give another name, "
            f"or take that one away first: attrib saved remove {known.name!r}"
        )
    row = {"name": storable(" ".join(name.split())), "name_key": _key(name), "filters": dict(filters)}
    row |= {"note": None if note is None else storable(note), "saved_by": storable(by.strip())}
    query = insert(SavedSearchRow).values(row | {"saved_at": datetime.now(UTC)}).returning(SavedSearchRow.number)
    return int(connection.execute(query).scalar_one())


def list_searches(database: Database, names: Sequence[str] = (), *, removed: bool = False) -> list[SavedSearch]:
    """Saved searches by name, or those of some names in their order; with `removed`, those that were removed.

    Raises NotFoundError for a name that none has.
    """
    with database.session() as session:
        if names:
            keys = dict.fromkeys(_found(session, name, removed=removed).number for name in names)
            by_number = {each.number: each for each in _read(session, SavedSearchRow.number.in_(keys))}
            return [by_number[number] for number in keys]
        return _read(session, SavedSearchRow.name_key.is_(None) if removed else SavedSearchRow.name_key.is_not(None))


def remove_search(database: Database, name: str, by: str) -> SavedSearch:
    """Take a saved search away; what it has told is kept. Raises NotFoundError, and StoreError for a blank `by`."""
    _check(by)
    with database.begin() as connection:
        number = _found(connection, name).number
        stamp = {"name_key": None, "removed_by": storable(by.strip()), "removed_at": datetime.now(UTC)}
        connection.execute(update(SavedSearchRow).where(SavedSearchRow.number == number).values(stamp))
        return _read(connection, SavedSearchRow.number == number)[0]


def restore_search(database: Database, name: str) -> SavedSearch:
    """Bring back the search that was last removed under a name; it tells nothing that it has told before.

    Raises NotFoundError where there is none, and StoreError where another one has the name now.
    """
    with database.begin() as connection:
        row = _found(connection, name, removed=True)
        if connection.execute(_active(_key(name))).first() is not None:
            raise StoreError(f"another saved search is called {row.name!r} now; remove that first")
        values = {"name_key": _key(name), "removed_by": None, "removed_at": None}
        connection.execute(update(SavedSearchRow).where(SavedSearchRow.number == row.number).values(values))
        return _read(connection, SavedSearchRow.number == row.number)[0]


def _key(name: str) -> str:
    """The name as it is compared. Raises StoreError for one without letters and digits, or too long."""
    key = fold(str(storable(name)))
    if not key or len(key) > MAX_KEY:
        raise StoreError(f"a saved search needs a name of 1 to {MAX_KEY} letters or digits, not {name!r}")
    return key


def _check(by: str) -> None:
    if not by.strip():
        raise StoreError("a saved search needs to say whose it is; give --by NAME or set ATTRIB_BY")


def _active(key: str) -> Select[*tuple[Any, ...]]:
    return select(SavedSearchRow.__table__).where(SavedSearchRow.name_key == key)


def _found(session: Connection, name: str, *, removed: bool = False) -> Row[*tuple[Any, ...]]:
    """The row of a name; of several that were removed the last."""
    key = _key(name)
    query = select(SavedSearchRow.__table__).order_by(SavedSearchRow.removed_at.desc(), SavedSearchRow.number)
    which = SavedSearchRow.name_key.is_(None) if removed else SavedSearchRow.name_key.is_not(None)
    rows = {fold(row.name): row for row in reversed(session.execute(query.where(which)).all())}
    if key in rows:
        return rows[key]
    near = [rows[each].name for each in nearest(key, rows, _SUGGESTED)]
    listing = "attrib saved list --removed" if removed else "attrib saved list"
    hint = f"did you mean {', '.join(map(repr, near))}?" if near else f"see `{listing}`"
    what = "no search was removed" if removed else "no search is saved"
    raise NotFoundError(f"{what} under the name {name!r}; {hint}")


def _read(session: Connection, which: ColumnElement[bool]) -> list[SavedSearch]:
    query = select(SavedSearchRow.__table__).where(which).order_by(func.lower(SavedSearchRow.name))
    told = _counts(session)
    same = ("number", "name", "filters", "note", "saved_by", "saved_at", "removed_by", "removed_at")
    return [
        SavedSearch(**{name: getattr(row, name) for name in same}, **told.get(row.number, {}))
        for row in session.execute(query.order_by(SavedSearchRow.number))
    ]


def _counts(session: Connection) -> dict[int, dict[str, Any]]:
    """Of each search, how many statements it has told, the last digest that told some, and when."""
    number = ToldStatementRow.digest_number
    columns = (func.count().label("all"), func.count(number).label("told"))
    last = (func.max(DigestRow.number).label("digest"), func.max(DigestRow.told_at).label("told_at"))
    query = select(ToldStatementRow.search_number, *columns, *last)
    query = query.outerjoin(DigestRow, DigestRow.number == number).where(number.is_(None) | _TOLD)
    return {
        row.search_number: {
            "known": row.all - row.told, "told": row.told, "digest": row.digest, "told_at": row.told_at
        }
        for row in session.execute(query.group_by(ToldStatementRow.search_number))
    }  # fmt: skip
