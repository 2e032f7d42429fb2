"""Every filter that a person can give narrows in the store, and none is told twice."""

import pytest
from sqlalchemy import false

from attrib.data import FILTERS, StatementQuery
from attrib.store.database.session import Database
from attrib.store.save import save
from attrib.store.search.filters import COMBINED, CONDITIONS
from attrib.store.search.query import count
from tests.store.newsdesk import talks


def test_every_filter_has_its_condition() -> None:
    assert set(FILTERS) <= set(CONDITIONS) | COMBINED


def test_a_filter_has_one_condition() -> None:
    assert not set(CONDITIONS) & COMBINED


def test_a_switch_narrows_only_where_it_is_on(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    save(database, talks())
    monkeypatch.setitem(CONDITIONS, "rejected", lambda _, __: false())
    assert count(database, StatementQuery()) > 0
    assert count(database, StatementQuery(rejected=True)) == 0


def test_every_filter_is_explained_in_a_sentence() -> None:
    assert all(
        asked.explanation[0].isupper() and asked.explanation.endswith((".", "...")) for asked in FILTERS.values()
    )
