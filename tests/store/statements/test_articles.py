"""The article of a statement: all of it, or some sentences."""

import pytest

from attrib.data import REJECTED, StatementQuery
from attrib.errors import NotFoundError
from attrib.store.database.session import Database
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review
from attrib.store.save import save
from attrib.store.search.query import search
from attrib.store.statements.articles import article_of, in_sentences
from tests.store.newsdesk import NEXT_RUN, TALKS, article, person, said, talks

NUMBERED = "One is first. Two is “second,” Ann Lee said. Three is third.\n\nFour is fourth. Five is fifth."


def ids(database: Database) -> list[str]:
    return [record.statement_id for record in search(database, StatementQuery(sort="position"))]


def test_the_article_has_its_text_and_all_statements_of_the_run(database: Database) -> None:
    save(database, talks())
    older = ids(database)
    found = article_of(database, older[2][:9])
    assert (found.text, found.asked, found.newest) == (TALKS, older[2], True)
    assert [record.statement_id for record in found.statements] == older
    for record in found.statements:
        assert " […] ".join(span.of(found.text) for span in record.content_spans) == record.quote
    save(database, talks(NEXT_RUN))
    again = article_of(database, older[2])
    assert [record.statement_id for record in again.statements] == older
    assert not again.newest


def test_a_rejected_statement_is_there_only_where_it_is_asked_for(database: Database) -> None:
    save(database, talks())
    first, second, *_ = ids(database)
    review(database, first, Correction(verdict=REJECTED), "eva")
    assert first not in [record.statement_id for record in article_of(database, second).statements]
    assert first in [record.statement_id for record in article_of(database, first).statements]


@pytest.mark.parametrize(
    ("around", "context"),
    [
        (0, "Two is “second,” Ann Lee said."),
        (1, "One is first. Two is “second,” Ann Lee said. Three is third."),
        (2, "One is first. Two is “second,” Ann Lee said. Three is third.\n\nFour is fourth."),
        (9, NUMBERED),
    ],
)
def test_as_many_sentences_as_asked(database: Database, around: int, context: str) -> None:
    save(database, article(NUMBERED, said(NUMBERED, "“second,”", "Ann Lee", by=person("Ann Lee"))))
    record = in_sentences(database, ids(database)[0], around)
    assert record.context == context
    assert NUMBERED[record.context_start :].startswith(context)


def test_an_unknown_id(database: Database) -> None:
    for ask in (lambda: article_of(database, "ffff"), lambda: in_sentences(database, "ffff", 1)):
        with pytest.raises(NotFoundError, match="no statement has the id 'ffff'"):
            ask()
