"""Vectors of bytes multiplied by instructions for bytes: exact, and only where the processor has them."""

import numpy as np
import pytest
import torch

from attrib.nn.byte_products import byte_products


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (7, 3), (64, 22), (513, 1)])
def test_the_products_are_exact(rows: int, columns: int) -> None:
    products = byte_products()
    if products is None:
        pytest.skip("this processor has no instructions for products of bytes")
    chance = np.random.default_rng(rows)
    left, right = (chance.integers(-127, 128, (size, 384), dtype=np.int8) for size in (rows, columns))
    left[0], right[0] = 127, -127  # the largest sum
    left.setflags(write=False)
    found = products(left, right)
    assert found.dtype == np.float32
    assert (found == left.astype(np.int64) @ right.astype(np.int64).T).all()


def test_other_processors_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_vnni": False})
    assert byte_products() is None
    monkeypatch.delattr(torch.cpu, "get_capabilities")
    assert byte_products() is None
