"""Every filter that a person can give narrows in the store, and none is told twice."""

from dataclasses import replace

import pytest
from sqlalchemy import false

from attrib.data import FILTERS, Assertion, StatementQuery
from attrib.store.database.session import Database
from attrib.store.save import save
from attrib.store.search.filters import COMBINED, CONDITIONS
from attrib.store.search.query import count, search
from attrib.store.stats import stats
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


def test_statements_of_several_assertions(database: Database) -> None:
    read = talks()
    told = (Assertion.ASSERTED, Assertion.DENIED, Assertion.NOT_SAID, None)
    kept = [replace(statement, assertion=each) for statement, each in zip(read.statements, told, strict=True)]
    save(database, replace(read, statements=tuple(kept)))

    def found(*assertions: Assertion) -> set[Assertion | None]:
        return {record.assertion for record in search(database, StatementQuery(assertion=assertions))}

    assert found() == set(told)
    assert found(Assertion.DENIED) == {Assertion.DENIED}
    assert found(Assertion.DENIED, Assertion.NOT_SAID, Assertion.ASKED) == {Assertion.DENIED, Assertion.NOT_SAID}
    assert found(Assertion.SUPPOSED) == set()
    assert stats(database).assertions == (("asserted", 1), ("denied", 1), ("not_said", 1), ("unknown", 1))


def test_every_filter_is_explained_in_a_sentence() -> None:
    assert all(
        asked.explanation[0].isupper() and asked.explanation.endswith((".", "...")) for asked in FILTERS.values()
    )
