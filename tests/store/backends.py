"""Empty databases for tests: a SQLite file, or a schema of its own on the PostgreSQL server of the environment."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

POSTGRESQL = os.environ.get("ATTRIB_TEST_POSTGRESQL")

BACKENDS = (
    "sqlite",
    pytest.param(
        "postgresql",
        marks=[
            pytest.mark.postgresql,
            pytest.mark.skipif(not POSTGRESQL, reason="ATTRIB_TEST_POSTGRESQL names no server; source .ci/postgresql"),
        ],
    ),
)


@contextmanager
def empty_url(backend: str, folder: Path) -> Iterator[str]:
    """The URL of a database without tables, gone afterwards."""
    if backend == "sqlite":
        yield f"sqlite:///{folder / 'attrib.db'}"
        return
    server = make_url(POSTGRESQL or "")
    schema = f"test_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield server.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()
