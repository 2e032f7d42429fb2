"""What multiplies vectors when claims are compared: PyTorch, where it is there or worth its import."""

import sys
from pathlib import Path

import pytest

from attrib.services.claim_updates import compare_new
from attrib.store.claims.candidates import float_products
from attrib.store.database.session import Database, open_database
from tests.store.backends import Templates


def quickly(rows: object, columns: object) -> object:
    raise NotImplementedError


@pytest.mark.parametrize(
    ("loaded", "waiting", "able", "expected"),
    [
        (True, 1, True, quickly),
        (True, 1, False, float_products),
        (False, 101, True, quickly),
        (False, 100, True, float_products),
    ],
    ids=["loaded", "an old processor", "many", "few"],
)
def test_what_multiplies_vectors(
    templates: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    loaded: bool, waiting: int, able: bool, expected: object,
) -> None:  # fmt: skip
    taken = list[object]()

    def updating(_database: Database, _scorer: object, _encoder: str, products: object) -> list[int]:
        taken.append(products)
        return [3]

    monkeypatch.setattr("attrib.nn.byte_products.byte_products", lambda: quickly if able else None)
    monkeypatch.setattr("attrib.store.claims.update.update_claims", updating)
    monkeypatch.setattr("attrib.store.claims.waiting.waiting", lambda *_: waiting)
    monkeypatch.setattr("attrib.store.claims.waiting.in_line", lambda *_: False)
    if not loaded:
        monkeypatch.delitem(sys.modules, "torch", raising=False)
    with open_database(templates.copy(tmp_path / "a.db")) as database:
        assert list(compare_new(database)) == [3]
    assert taken == [expected]
