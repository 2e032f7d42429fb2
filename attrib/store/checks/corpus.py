"""The checked claims that statements are matched with: their vectors and their words, and their state."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, func, or_, select, update

from attrib.claims.agreement import MATCHING_RULES
from attrib.claims.ranking import WordIndex
from attrib.store.checks.none_there import NO_CHECKS
from attrib.store.database.session import Database
from attrib.store.schema.base import content_key
from attrib.store.schema.checks import FactCheckRow
from attrib.store.search.packed_vectors import Vectors
from attrib.store.search.vectors import Encoder
from attrib.store.statements.checks import SHOWN_CHECK

_AT_ONCE = 256  # checks encoded together


@dataclass(frozen=True, slots=True)
class CheckedClaims:
    """N checked claims: keys, wordings (claim and title), the middle of the vectors of both [N, width], and words."""

    keys: tuple[int, ...]
    wordings: tuple[tuple[str, str | None], ...]
    vectors: Vectors
    words: WordIndex


def state_of(connection: Connection, encoder: str) -> str:
    """A name for the checks there are, as statements are matched with them; NO_CHECKS where there are none."""
    keys = connection.scalars(select(FactCheckRow.words_key).where(SHOWN_CHECK).order_by(FactCheckRow.words_key)).all()
    return f"{content_key(encoder, MATCHING_RULES, *map(str, keys)):016x}" if keys else NO_CHECKS


def unread(database: Database, encoder: str) -> int:
    """The number of checks that have no vector of an encoder."""
    with database.session() as session:
        return session.scalar(select(func.count()).select_from(FactCheckRow).where(SHOWN_CHECK, _without(encoder))) or 0


def _without(encoder: str) -> ColumnElement[bool]:
    return or_(FactCheckRow.vector.is_(None), FactCheckRow.encoder.is_(None), FactCheckRow.encoder != encoder)


def read_claims(database: Database, open_encoder: Callable[[], Encoder], encoder: str) -> Iterator[int]:
    """Make the vectors that checks lack; yields numbers of checks done, a transaction each."""
    opened: Encoder | None = None
    while True:
        with database.session() as session:
            columns = (FactCheckRow.key, FactCheckRow.claim, FactCheckRow.title, FactCheckRow.words_key)
            query = select(*columns).where(SHOWN_CHECK, _without(encoder)).order_by(FactCheckRow.key).limit(_AT_ONCE)
            rows = session.execute(query).all()
        if not rows:
            return
        opened = opened or open_encoder()
        claims = opened.encode([row.claim for row in rows])
        titles = opened.encode([row.title or row.claim for row in rows])
        middles = ((claims + titles) / 2).astype("<f2")
        values = [
            {"of": row.key, "as_read": row.words_key, "vector": middle.tobytes(), "encoder": encoder}
            for row, middle in zip(rows, middles, strict=True)
        ]
        same = (FactCheckRow.key == bindparam("of"), FactCheckRow.words_key == bindparam("as_read"))
        stored: dict[str, BindParameter[str]] = {name: bindparam(name) for name in ("vector", "encoder")}
        with database.begin() as connection:
            connection.execute(update(FactCheckRow.__table__).where(*same).values(stored), values)
        yield len(rows)


def claims_of(connection: Connection, encoder: str) -> CheckedClaims:
    """The checks that have a vector of an encoder, in the order of their keys."""
    columns = (FactCheckRow.key, FactCheckRow.claim, FactCheckRow.title, FactCheckRow.vector)
    query = select(*columns).where(SHOWN_CHECK, FactCheckRow.encoder == encoder, FactCheckRow.vector.is_not(None))
    rows = connection.execute(query.order_by(FactCheckRow.key)).all()
    packed = b"".join(row.vector for row in rows)
    vectors: Vectors = np.frombuffer(packed, dtype="<f2").reshape(len(rows), -1).astype(np.float32)
    words = WordIndex([f"{row.title or ''} {row.claim}" for row in rows])
    wordings = tuple((row.claim, row.title) for row in rows)
    return CheckedClaims(tuple(row.key for row in rows), wordings, vectors, words)
