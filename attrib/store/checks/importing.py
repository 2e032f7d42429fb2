"""Importing fact checks: new ones are added, known ones updated where their publisher has changed something."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Row, insert, select, update

from attrib.data.checks import ChangedCheck, FactCheck, ImportedChecks
from attrib.data.dates import iso_text
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.base import content_key
from attrib.store.schema.checks import FactCheckRow
from attrib.store.statements.checks import check_id
from attrib.store.statements.convert import storable
from attrib.text.folding import fold

_TOLD = ("claimant", "rating", "publisher", "url", "title", "claim_at", "reviewed_at", "language")
_BLOCK = 500
SqlRow = Row[*tuple[Any, ...]]


def key_of(check: FactCheck) -> int:
    """The key of a check: of its address and the words of its claim; of publisher and title where it has no address."""
    place = _address(check.url) if check.url else f"{fold(check.publisher or '')}\x1f{fold(check.title or '')}"
    return content_key("fact check", place, fold(check.claim) or check.claim)


def _address(url: str) -> str:
    """An address without what names no other page: the scheme, www, a closing slash, the place within the page."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # half an IPv6 address
        return url.strip()
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}" or url.strip()


def import_checks(database: Database, checks: Iterable[FactCheck]) -> ImportedChecks:
    """Store checks, all or none; the later one of two in one import counts.

    A known check whose publisher tells another rating, title, date or name now is updated; what an import does not
    tell stays. A check that people have deleted stays deleted.
    """
    given = {key_of(check): check for check in checks}
    new: list[dict[str, Any]] = []
    changed: list[ChangedCheck] = []
    deleted = 0
    now = datetime.now(UTC)
    with database.begin() as connection:
        known = _known(connection, given)
        for key, check in given.items():
            row = _row(check, key)
            if key not in known:
                new.append(row | {"added_at": now})
                continue
            deleted += known[key].deleted_at is not None
            differing = _differing(known[key], row)
            if differing and known[key].deleted_at is None:
                changed.append(_update(connection, known[key], row, differing, now))
        for start in range(0, len(new), _BLOCK):
            connection.execute(insert(FactCheckRow), new[start : start + _BLOCK])
    unchanged = len(given) - len(new) - len(changed) - deleted
    return ImportedChecks(len(new), unchanged, deleted, tuple(changed))


def _known(connection: Connection, keys: Iterable[int]) -> dict[int, SqlRow]:
    table = FactCheckRow.__table__
    columns = [column for column in table.columns if column.name not in ("raw", "vector")]
    found: dict[int, SqlRow] = {}
    for some in chunks(sorted(keys)):
        found |= {row.key: row for row in connection.execute(select(*columns).where(table.c.key.in_(some)))}
    return found


def _row(check: FactCheck, key: int) -> dict[str, Any]:
    row = {name: storable(getattr(check, name)) for name in ("claim", *_TOLD)}
    row |= {name: getattr(check, name) for name in ("claim_precision", "reviewed_precision")}
    words = content_key("checked words", check.claim, check.title or "")
    return row | {"key": key, "source": storable(check.location), "raw": _storable(check.raw), "words_key": words}


def _storable(value: object) -> object:
    """JSON that a database can hold."""
    if isinstance(value, Mapping):
        return {str(storable(str(name))): _storable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(part) for part in value]
    return storable(value)


def _differing(known: SqlRow, row: Mapping[str, Any]) -> list[str]:
    """What an import tells otherwise; an address that is only spelled otherwise and what it leaves out do not count."""
    return [
        name
        for name in _TOLD
        if row[name] is not None
        and row[name] != getattr(known, name)
        and not (name == "url" and known.url and _address(row[name]) == _address(known.url))
    ]


def _update(
    connection: Connection, known: SqlRow, row: Mapping[str, Any], differing: list[str], now: datetime
) -> ChangedCheck:
    """Store what differs; the vector is made anew where the words that are compared do."""
    values = {name: row[name] for name in differing} | {"source": row["source"], "raw": row["raw"], "changed_at": now}
    for name in ("claim", "reviewed"):
        if f"{name}_at" in differing:
            values[f"{name}_precision"] = row[f"{name}_precision"]
    if "title" in differing:
        values |= {"words_key": content_key("checked words", known.claim, row["title"]), "vector": None}
    connection.execute(update(FactCheckRow).where(FactCheckRow.key == known.key).values(values))
    before, after = known._asdict(), known._asdict() | values
    fields = tuple((name, _text(before, name), _text(after, name)) for name in differing)
    return ChangedCheck(check_id(known.key), known.claim, fields)


def _text(values: Mapping[str, Any], name: str) -> str | None:
    """A value in words, a date as exact as it is known."""
    if name.endswith("_at"):
        return iso_text(values[name], values[name.replace("_at", "_precision")])
    return None if values[name] is None else str(values[name])
