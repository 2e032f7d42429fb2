"""Scores of what is worth checking: made from stored vectors, kept with the scorer's id, and sorted by."""

import numpy as np

from attrib.claims.worth import FEATURES, WorthScorer
from attrib.data import StatementQuery
from attrib.store.database.session import Database
from attrib.store.save import save
from attrib.store.search.query import search
from attrib.store.search.vectors import embed_lacking
from attrib.store.search.worth import score_lacking
from tests.store.meaning import WIDTH, WordEncoder
from tests.store.newsdesk import article, person, said

ENCODER = WordEncoder()
QUOTES = ("we lost 500 jobs in 9 towns", "we lost 500 jobs", "we lost jobs")
BY_WORTH = StatementQuery(sort="worth")


def scorer(identity: str = "worth:1", figure: float = 1.0) -> WorthScorer:
    weights = dict.fromkeys(FEATURES, 0.0) | {"figure": figure}
    return WorthScorer(identity, ENCODER.id, weights, np.zeros(WIDTH, dtype=np.float32), 0.0)


def fill(database: Database, *, vectors: bool = True) -> None:
    for number, quote in enumerate(QUOTES):
        text = f"“{quote},” said Ann Lee ({number})."
        statement = said(text, f"“{quote},”", "Ann Lee", by=person("Ann Lee"))
        save(database, article(text, statement, location=f"{number}.txt", day=f"2025-01-0{number + 1}"))
    if vectors:
        assert sum(embed_lacking(database, lambda: ENCODER, ENCODER.id)) == len(QUOTES)


def sorted_by_worth(database: Database) -> list[str]:
    return [record.quote.strip("“”,") for record in search(database, BY_WORTH)]


def test_the_most_worth_comes_first_and_the_unscored_last(database: Database) -> None:
    fill(database)
    assert sum(score_lacking(database, scorer())) == len(QUOTES)
    assert sorted_by_worth(database) == list(QUOTES)
    text = "“we lost 1 2 3 jobs,” said Ann Lee."
    save(database, article(text, said(text, "“we lost 1 2 3 jobs,”", "Ann Lee", by=person("Ann Lee"))))
    assert sorted_by_worth(database) == [*QUOTES, "we lost 1 2 3 jobs"]
    assert [record.worth is None for record in search(database, BY_WORTH)] == [False, False, False, True]


def test_nothing_is_scored_twice_and_all_again_by_another_scorer(database: Database) -> None:
    fill(database)
    assert sum(score_lacking(database, scorer())) == len(QUOTES)
    assert list(score_lacking(database, scorer())) == []
    assert sum(score_lacking(database, scorer("worth:2", figure=-1.0))) == len(QUOTES)
    assert sorted_by_worth(database) == list(reversed(QUOTES))


def test_statements_without_vectors_wait_for_them(database: Database) -> None:
    fill(database, vectors=False)
    assert list(score_lacking(database, scorer())) == []
    assert sum(embed_lacking(database, lambda: ENCODER, ENCODER.id)) == len(QUOTES)
    assert sum(score_lacking(database, scorer())) == len(QUOTES)
