"""Migrations run on both databases, from nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.backends import BACKENDS, empty_url


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with empty_url(request.param, tmp_path) as found:
        yield found
