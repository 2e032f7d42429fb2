"""Statements near in meaning, found in one pass over the stored vectors, and vectors as they are stored."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from attrib.store.claims import candidates
from attrib.store.claims.candidates import Floats, float_products, near_statements
from attrib.store.database.session import Database, open_database
from attrib.store.search.packed_vectors import Bytes, packed_of
from attrib.store.search.vectors import add_vectors, vectors_of
from tests.store.backends import Templates

WIDTH = 24
FIRST, MIDDLE, LAST = range(1, 41), range(41, 44), range(100, 160)


def unit(number: int) -> Floats:
    """A vector of its own for every number; those of neighbours are alike."""
    chance = np.random.default_rng(number // 2)
    vector = chance.normal(size=WIDTH) + np.random.default_rng(1000 + number).normal(size=WIDTH) / 4
    found: Floats = (vector / np.linalg.norm(vector)).astype(np.float32)
    return found


@pytest.fixture
def database(templates: Templates, tmp_path: Path) -> Iterator[Database]:
    with open_database(templates.copy(tmp_path / "a.db")) as opened:
        with opened.begin() as connection:
            for some in (FIRST, MIDDLE, LAST):
                add_vectors(connection, "encoder", {number: unit(number) for number in some})
            add_vectors(connection, "other", {number: unit(number + 1) for number in FIRST})
        yield opened


@pytest.mark.parametrize("piece", [7, 512])
def test_all_that_is_near_is_found_and_nothing_else(
    database: Database, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(candidates, "_PIECE", piece)
    asked, least, sizes = (2, 42, 120, 77), 0.4, list[tuple[int, int]]()

    def products(rows: Bytes, columns: Bytes) -> Floats:
        sizes.append((len(rows), len(columns)))
        return float_products(rows, columns)

    with database.session() as session:
        found = near_statements(session, "encoder", asked, least, products)
    cosines = {(one, other): float(unit(one) @ unit(other)) for one in asked for other in (*FIRST, *MIDDLE, *LAST)}
    expected = {pair for pair, cosine in cosines.items() if cosine >= least and pair[0] != 77}
    assert {(2, 3), (42, 43), (120, 121)} <= expected
    told = {(one, other): cosine for one, near in found.items() for other, cosine in near.items()}
    close = {pair for pair, cosine in cosines.items() if abs(cosine - least) < 0.01}
    assert told.keys() - close == expected - close
    assert all(cosine == pytest.approx(cosines[pair], abs=0.01) for pair, cosine in told.items())
    assert {columns for _, columns in sizes} == {3}  # no statement has the number 77
    assert sum(rows for rows, _ in sizes) == len(FIRST) + len(MIDDLE) + len(LAST)


def test_nothing_is_near_to_what_has_no_vector(database: Database) -> None:
    with database.session() as session:
        assert near_statements(session, "encoder", (77, 5000), 0.4) == {}
        assert near_statements(session, "nobody's", (2,), 0.4) == {}
        assert vectors_of(session, "encoder", ()) == {}


def test_vectors_are_read_from_the_blocks_that_have_them(database: Database) -> None:
    with database.session() as session:
        found = vectors_of(session, "encoder", (3, 43, 77, 159))
        packed = packed_of(session, "encoder", (3, 43, 77, 159))
    assert sorted(found) == sorted(packed.numbers.tolist()) == [3, 43, 159]
    assert packed.bytes.shape == (3, WIDTH)
    for number, vector in found.items():
        assert vector @ unit(number) == pytest.approx(1, abs=0.005)
