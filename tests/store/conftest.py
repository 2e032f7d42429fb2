"""Every test of the store runs on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from attrib.store.database.session import Database, open_database
from tests.store.backends import BACKENDS, Templates, empty_url


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables."""
    with empty_url(request.param, tmp_path) as found:
        yield found


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[Database]:
    with templates.url(request.param, tmp_path) as url, open_database(url) as opened:
        yield opened
