"""Every filter that a person can give narrows in the store, and none is told twice."""

from dataclasses import replace

import pytest
from sqlalchemy import false

from attrib.data import FILTERS, Assertion, Place, StatementQuery
from attrib.errors import NotFoundError
from attrib.store.database.session import Database
from attrib.store.save import save
from attrib.store.search.filters import COMBINED, CONDITIONS
from attrib.store.search.query import count, search
from attrib.store.stats import stats
from tests.store.newsdesk import article, said, talks


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


def test_words_in_other_places_than_the_quote(database: Database) -> None:
    save(database, talks())

    def hits(text: str, *within: Place, actor: tuple[str, ...] = ()) -> int:
        return count(database, StatementQuery(text=text, within=within, actor=actor))

    assert hits("added") == 0
    assert hits("added", Place.CUE) == 1
    assert hits("Mujahid", Place.SOURCE) == 2
    assert hits("critics", Place.CONTEXT, actor=("Mujahid",)) == 1
    assert hits("peace spokesperson", Place.QUOTE, Place.SOURCE) == 0
    assert hits("peace spokespers*", Place.QUOTE, Place.CONTEXT, actor=("Mujahid",)) == 1
    assert hits("naive", Place.CONTEXT, actor=("Mujahid",)) == 0


def test_articles_by_path_id_title_and_address(database: Database) -> None:
    read = talks()
    document = replace(read.document, title="Talks: “Naïve” hopes", url="https://news.example/talks?id=1")
    save(database, replace(read, document=document))
    for asked in (
        StatementQuery(document=("TALKS.txt",)),
        StatementQuery(document=(document.sha256[:8],)),
        StatementQuery(title=("naive talks", "nothing")),
        StatementQuery(url=("News.example/talks",)),
    ):
        assert count(database, asked) == 4
    for asked in (StatementQuery(title=("sheep",)), StatementQuery(url=("elsewhere",)), StatementQuery(url=("%",))):
        assert count(database, asked) == 0
    with pytest.raises(NotFoundError, match=r"no article was read from 'talk\.text'.* did you mean talks.txt\?"):
        count(database, StatementQuery(document=("talk.text",)))


def test_outlets_are_left_out_and_the_unknown_stays(database: Database) -> None:
    save(database, talks())
    text = "“No,” said Ann Lee."
    save(database, article(text, said(text, "“No,”", "Ann Lee"), location="other.txt"))
    assert count(database, StatementQuery(exclude_outlet=("BBC",))) == 1
    assert count(database, StatementQuery(outlet=("BBC", "Reuters"))) == 4
