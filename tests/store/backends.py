"""Databases for tests: SQLite files, and schemas and databases on the PostgreSQL server of the environment."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from attrib.store.database.session import Database, open_database

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


def _on_server(*statements: str) -> None:
    engine = create_engine(make_url(POSTGRESQL or ""), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@contextmanager
def empty_url(backend: str, folder: Path) -> Iterator[str]:
    """The URL of a database without tables, gone afterwards."""
    if backend == "sqlite":
        yield f"sqlite:///{folder / 'attrib.db'}"
        return
    schema = f"test_{uuid4().hex}"
    _on_server(f"CREATE SCHEMA {schema}")
    yield _shown(make_url(POSTGRESQL or "").update_query_dict({"options": f"-csearch_path={schema}"}))
    _on_server(f"DROP SCHEMA {schema} CASCADE")


class Templates:
    """Databases with attrib's tables and no rows, each migrated once and copied for every test that wants one."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "template.db"
        self._server: str | None = None  # the name of the template on the PostgreSQL server, once there is one

    @contextmanager
    def url(self, backend: str, folder: Path) -> Iterator[str]:
        """The URL of such a database, gone afterwards."""
        if backend == "sqlite":
            yield self.copy(folder / "attrib.db")
            return
        name = f"attrib_{uuid4().hex}"
        _on_server(f"CREATE DATABASE {name} TEMPLATE {self._template()}")
        yield _shown(make_url(POSTGRESQL or "").set(database=name))
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")

    def copy(self, file: Path) -> str:
        """The URL of such a SQLite database in a new file."""
        if not self._file.exists():
            open_database(f"sqlite:///{self._file}").close()
        shutil.copyfile(self._file, file)
        return f"sqlite:///{file}"

    def close(self) -> None:
        """Drop the template on the server, if there is one."""
        if self._server:
            _on_server(f"DROP DATABASE {self._server} WITH (FORCE)")

    def _template(self) -> str:
        if not self._server:
            self._server = f"attrib_{uuid4().hex}"
            _on_server(f"CREATE DATABASE {self._server}")
            open_database(_shown(make_url(POSTGRESQL or "").set(database=self._server))).close()
        return self._server


@contextmanager
def two_databases(templates: Templates, backend: str, folder: Path) -> Iterator[tuple[Database, Database]]:
    """Two empty databases of one kind, gone afterwards."""
    (folder / "other").mkdir()
    with (
        templates.url(backend, folder) as one,
        templates.url(backend, folder / "other") as two,
        open_database(one) as first,
        open_database(two) as second,
    ):
        yield first, second
