"""Claims that several statements make: grouped whatever the order, judged by people, kept over runs."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy import select

from attrib.claims.scorer import PairScorer
from attrib.data import Extraction, Run, StatementQuery
from attrib.data.claims import ClaimLevel, ClaimVerdict
from attrib.errors import NotFoundError, StoreError
from attrib.services.claim_model import open_scorer
from attrib.services.comparing import comparison_of
from attrib.store.claims.clusters import regroup
from attrib.store.claims.judgements import judge_claims, list_judgements, undo_judgement
from attrib.store.claims.listing import _ranked, list_claims
from attrib.store.claims.of_statements import repeated_claims
from attrib.store.claims.reading import claim_of, show_claim
from attrib.store.claims.update import update_claims
from attrib.store.claims.waiting import in_line, waiting
from attrib.store.database.check import check
from attrib.store.database.migrate import HEAD, migrate
from attrib.store.database.session import Database, open_database
from attrib.store.documents.mending import delete_documents
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review
from attrib.store.save import save
from attrib.store.schema.claims import UtteranceRow
from attrib.store.search.query import search
from attrib.store.search.vectors import embed_lacking
from tests.store.backends import Templates
from tests.store.meaning import WordEncoder
from tests.store.newsdesk import NEXT_RUN, RUN, article, person, said

ENCODER = WordEncoder()
WALL = "we will build the new harbour wall by next summer"
SAYINGS = (
    ("Rosa Quill", WALL.capitalize(), "Herald", "2025-03-02"),
    ("Rosa Quill", f"{WALL.upper()}!", "Post", "2025-03-01"),
    ("Quill", f"{WALL} whatever the council says", "Mail", None),
    ("Rosa Quill", "we will not build the new harbour wall by next summer", "Times", "2025-03-05"),
    ("Ivo Hale", "the ferry to the islands is late again this morning", "Herald", "2025-03-03"),
)


def told(number: int, run: Run = RUN) -> Extraction:
    name, words, outlet, day = SAYINGS[number]
    text = f"“{words},” said {name}, and left it at that ({number})."
    statement = said(text, f"“{words},”", name, by=person(name))
    return article(text, statement, location=f"{number}.txt", day=day, outlet=outlet, run=run)


def keep(database: Database, extraction: Extraction, *, vectors: bool = True) -> None:
    save(database, extraction)
    if vectors:
        assert sum(embed_lacking(database, lambda: ENCODER, ENCODER.id)) == len(extraction.statements)


@pytest.fixture(scope="module")
def scorer() -> PairScorer:
    pytest.importorskip("safetensors", reason="the weights of the model of claims are read with it")
    return open_scorer()


@pytest.fixture
def filled(database: Database, scorer: PairScorer) -> Database:
    for number in range(len(SAYINGS)):
        keep(database, told(number))
    assert sum(update_claims(database, scorer, ENCODER.id)) == len(SAYINGS)
    return database


def identity(database: Database, number: int) -> str:
    """The id of the shown statement of an article."""
    [record] = search(database, StatementQuery(document=(f"{number}.txt",)))
    return record.statement_id


def groups(database: Database, level: ClaimLevel = ClaimLevel.MEANING) -> set[tuple[str, ...]]:
    """The places of the statements of each claim."""
    found = list_claims(database, level=level)
    return {
        tuple(sorted(record.location for record in show_claim(database, each.id, level=level).statements))
        for each in found
    }


def test_levels_are_kept_apart(filled: Database) -> None:
    assert groups(filled, ClaimLevel.WORDS) == {("0.txt", "1.txt")}
    assert groups(filled, ClaimLevel.NEAR) == groups(filled) == {("0.txt", "1.txt", "2.txt")}
    assert check(filled) == []


def test_a_claim_tells_first_latest_and_counts(filled: Database) -> None:
    [claim] = list_claims(filled)
    assert (claim.statements, claim.documents, claim.outlets) == (3, 3, 3)
    assert claim.speakers == ("Rosa Quill", "Quill")
    assert claim.first == identity(filled, 1)  # the undated one is never the first
    assert claim.latest == identity(filled, 0)
    found = claim_of(filled, identity(filled, 2))
    assert found.summary == claim == show_claim(filled, claim.id[:6]).summary
    assert [record.location for record in found.statements] == ["1.txt", "0.txt", "2.txt"]
    assert claim_of(filled, identity(filled, 4)).summary.statements == 1


def test_the_claims_that_some_statements_repeat(filled: Database) -> None:
    ours = [identity(filled, number) for number in (4, 2, 0, 3)]
    [(summary, found)] = repeated_claims(filled, ours).items()
    assert (summary, found) == (list_claims(filled)[0], [ours[1], ours[2]])
    assert repeated_claims(filled, [ours[0], "0" * 20]) == {}
    [(words, _)] = repeated_claims(filled, ours, level=ClaimLevel.WORDS).items()
    assert words.statements == 2


def test_keys_that_another_version_has_made_are_compared_too(
    database: Database, scorer: PairScorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("attrib.store.claims.utterances.holds_again", lambda _utterance: False)
        keep(database, told(0))
        assert sum(update_claims(database, scorer, ENCODER.id)) == 1
    keep(database, told(1))
    assert sum(update_claims(database, scorer, ENCODER.id)) == 1
    assert groups(database) == {("0.txt", "1.txt")}


@pytest.mark.parametrize("order", [(2, 0, 1, 4, 3), (3, 4, 2, 1, 0)])
@pytest.mark.parametrize("at_once", [True, False])
def test_the_order_of_ingesting_changes_nothing(
    database: Database, scorer: PairScorer, order: Sequence[int], at_once: bool
) -> None:
    for number in order:
        keep(database, told(number))
        if not at_once:
            assert sum(update_claims(database, scorer, ENCODER.id)) == 1
    assert sum(update_claims(database, scorer, ENCODER.id)) == (len(order) if at_once else 0)
    assert groups(database) == {("0.txt", "1.txt", "2.txt")}
    [claim] = list_claims(database)
    assert claim.id == list_claims(database, level=ClaimLevel.NEAR)[0].id


def counts(database: Database) -> list[tuple[str, int, int]]:
    """What the list of claims is ranked by: level, statements and outlets of each."""
    with database.session() as session:
        query = "SELECT level, statements, outlets FROM claim_counts ORDER BY level, key"
        return [(row.level, row.statements, row.outlets) for row in session.exec_driver_sql(query)]


def test_the_counts_that_rank_claims_follow_them(filled: Database, scorer: PairScorer) -> None:
    assert counts(filled) == [("near_words", 3, 3), ("same_meaning", 3, 3), ("same_words", 2, 2)]
    one, two = identity(filled, 0), identity(filled, 2)
    batch = judge_claims(filled, ClaimVerdict.DIFFERENT, [one, two], "eva")
    assert counts(filled) == [("near_words", 2, 2), ("same_meaning", 2, 2), ("same_words", 2, 2)]
    undo_judgement(filled, batch, "eva")
    delete_documents(filled, ["1.txt"], "eva")
    assert sum(update_claims(filled, scorer, ENCODER.id)) == 0
    assert counts(filled) == [("near_words", 2, 2), ("same_meaning", 2, 2)]
    assert [claim.statements for claim in list_claims(filled, least=1)] == [2, 1, 1]


def test_the_ranking_is_read_some_at_a_time_and_without_sorting(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list_claims(filled, least=1)
    monkeypatch.setattr("attrib.store.claims.listing._AT_ONCE", 2)
    assert list_claims(filled, least=1) == whole
    assert len(whole) == 3
    if filled.dialect == "sqlite":
        query = _ranked(ClaimLevel.MEANING, 2).compile(filled.engine, compile_kwargs={"literal_binds": True})
        with filled.session() as session:
            plan = [row.detail for row in session.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
        assert len(plan) == 1
        assert "ix_claim_counts_rank" in plan[0]


def test_an_upgrade_counts_the_claims_there_are(filled: Database) -> None:
    known = counts(filled)
    assert known
    migrate(filled.engine, "0015", down=True)
    migrate(filled.engine, HEAD)
    assert counts(filled) == known


def rows(database: Database) -> list[object]:
    """Everything that is kept of claims, but for the numbers of statements."""
    with database.session() as session:
        return [
            *session.exec_driver_sql("SELECT * FROM utterances ORDER BY key").all(),
            *session.exec_driver_sql("SELECT * FROM utterance_pairs ORDER BY first_key, second_key").all(),
            *counts(database),
        ]


def test_every_order_of_three_leaves_the_same_rows(templates: Templates, scorer: PairScorer, tmp_path: Path) -> None:
    found = []
    for number_of, order in enumerate(permutations((0, 1, 2))):
        folder = tmp_path / str(number_of)
        folder.mkdir()
        with templates.url("sqlite", folder) as url, open_database(url) as database:
            for number in order:
                keep(database, told(number))
                assert sum(update_claims(database, scorer, ENCODER.id)) == 1
            found.append(rows(database))
    assert found[0]
    assert all(each == found[0] for each in found)


def test_people_stand_above_the_scorer_and_can_take_it_back(filled: Database) -> None:
    one, two, other = (identity(filled, number) for number in (0, 2, 4))
    different = judge_claims(filled, ClaimVerdict.DIFFERENT, [one, two], "eva", "another wall")
    assert groups(filled) == {("0.txt", "1.txt")}
    same = judge_claims(filled, ClaimVerdict.SAME, [one, other], "eva")
    assert groups(filled) == {("0.txt", "1.txt", "4.txt")}
    assert groups(filled, ClaimLevel.NEAR) == {("0.txt", "1.txt")}
    [first, second] = list_judgements(filled)
    assert (first.verdict, first.batch) == (ClaimVerdict.SAME, same)
    assert (second.note, second.judged_by, second.statement_id) == ("another wall", "eva", one)
    assert claim_of(filled, one).judgements == (first, second)
    [undone] = undo_judgement(filled, same, "kim")
    assert undone.undone_by == "kim"
    undo_judgement(filled, different, "kim")
    assert groups(filled) == {("0.txt", "1.txt", "2.txt")}
    assert list_judgements(filled) == []
    assert len(list_judgements(filled, undone=True)) == 2
    with pytest.raises(StoreError, match="undone already, by kim"):
        undo_judgement(filled, same, "kim")


def test_judgements_outlive_a_new_run(filled: Database, scorer: PairScorer) -> None:
    one, other = identity(filled, 0), identity(filled, 4)
    judge_claims(filled, ClaimVerdict.SAME, [one, other], "eva")
    for number in range(len(SAYINGS)):
        keep(filled, told(number, NEXT_RUN))
    assert waiting(filled, scorer.id, ENCODER.id) == len(SAYINGS)
    assert sum(update_claims(filled, scorer, ENCODER.id)) == len(SAYINGS)
    assert identity(filled, 0) != one
    assert groups(filled) == {("0.txt", "1.txt", "2.txt", "4.txt")}
    [judged] = list_judgements(filled)
    assert (judged.statement_id, judged.other_id) == (identity(filled, 0), identity(filled, 4))


@pytest.mark.parametrize(
    ("verdict", "ids", "by", "error", "reason"),
    [
        (ClaimVerdict.SAME, (0, 0), "eva", StoreError, "two statements or more, each given once"),
        (ClaimVerdict.SAME, (0,), "eva", StoreError, "two statements or more"),
        (ClaimVerdict.SAME, (0, 4), " ", StoreError, "needs to say who made it"),
        (ClaimVerdict.SAME, (0, "ffff"), "eva", NotFoundError, "no statement has the id"),
        (ClaimVerdict.SAME, (3, 1), "eva", StoreError, "that they are different; undo that first: attrib claims undo"),
        (ClaimVerdict.DIFFERENT, (1, 3), "eva", StoreError, "so already; undo that first"),
    ],
)
def test_what_cannot_be_judged_is_refused(
    filled: Database, verdict: ClaimVerdict, ids: Sequence[int | str], by: str, error: type[Exception], reason: str
) -> None:
    judge_claims(filled, ClaimVerdict.DIFFERENT, [identity(filled, 1), identity(filled, 3)], "eva")
    given = [identity(filled, each) if isinstance(each, int) else each for each in ids]
    with pytest.raises(error, match=reason):
        judge_claims(filled, verdict, given, by)
    assert len(list_judgements(filled)) == 1


def test_what_search_hides_makes_no_claim(filled: Database, scorer: PairScorer) -> None:
    delete_documents(filled, ["1.txt"], "eva")
    assert groups(filled) == {("0.txt", "2.txt")}
    assert sum(update_claims(filled, scorer, ENCODER.id)) == 0
    assert groups(filled) == {("0.txt", "2.txt")}
    assert check(filled) == []


def test_a_corrected_speaker_is_compared_again(filled: Database, scorer: PairScorer) -> None:
    review(filled, identity(filled, 1), Correction(speaker="Ivo Hale"), "eva")
    assert waiting(filled, scorer.id, ENCODER.id) == 1
    assert sum(update_claims(filled, scorer, ENCODER.id)) == 1
    assert "Ivo Hale" in claim_of(filled, identity(filled, 1)).summary.speakers


def test_without_vectors_words_alone_are_compared(database: Database, scorer: PairScorer) -> None:
    for number in (0, 1, 2):
        keep(database, told(number), vectors=False)
    assert sum(update_claims(database, scorer, ENCODER.id)) == 3
    assert groups(database) == {("0.txt", "1.txt")}
    assert waiting(database, scorer.id, ENCODER.id) == 0


def test_what_is_in_line_needs_no_update(filled: Database, scorer: PairScorer) -> None:
    assert in_line(filled, scorer.id, ENCODER.id)
    assert not in_line(filled, "other", ENCODER.id)
    keep(filled, told(4, NEXT_RUN))
    assert not in_line(filled, scorer.id, ENCODER.id)  # one is new
    assert sum(update_claims(filled, scorer, ENCODER.id)) == 1
    assert in_line(filled, scorer.id, ENCODER.id)
    delete_documents(filled, ["4.txt"], "eva")
    assert not in_line(filled, scorer.id, ENCODER.id)  # one is hidden
    assert sum(update_claims(filled, scorer, ENCODER.id)) == 0
    assert in_line(filled, scorer.id, ENCODER.id)


def test_another_scorer_compares_everything_anew(filled: Database, scorer: PairScorer) -> None:
    other = replace(scorer, id="other")
    assert waiting(filled, other.id, ENCODER.id) == len(SAYINGS)
    assert sum(update_claims(filled, other, ENCODER.id)) == len(SAYINGS)
    assert groups(filled) == {("0.txt", "1.txt", "2.txt")}


def test_what_has_no_claim_is_told(filled: Database) -> None:
    keep(filled, told(4, NEXT_RUN))
    with pytest.raises(NotFoundError, match="has not been compared with others yet"):
        claim_of(filled, identity(filled, 4))
    for wrong in ("zz", "", "f" * 17, "ffffffffff"):
        with pytest.raises(NotFoundError, match="no claim has the id"):
            show_claim(filled, wrong)


def nested(number: int, outlet: str, day: str) -> Extraction:
    """An article with a statement, and within it one of nearly the same words."""
    text = f"“{WALL.capitalize()}, Quill promised,” said Ivo Hale ({number})."
    whole = said(text, f"“{WALL.capitalize()}, Quill promised,”", "Ivo Hale", by=person("Ivo Hale"))
    inner = said(text, WALL.capitalize(), "Quill", by=person("Quill"))
    return article(text, whole, inner, location=f"{number}.txt", day=day, outlet=outlet)


def test_a_statement_within_another_one_of_the_article_repeats_nothing(database: Database, scorer: PairScorer) -> None:
    keep(database, nested(7, "Herald", "2025-03-02"))
    assert sum(update_claims(database, scorer, ENCODER.id)) == 2
    assert list_claims(database) == []
    [one] = list_claims(database, least=1)
    assert (one.statements, one.within, one.documents) == (1, 1, 1)
    keep(database, nested(8, "Post", "2025-03-03"))
    assert sum(update_claims(database, scorer, ENCODER.id)) == 2
    [claim] = list_claims(database)
    assert (claim.statements, claim.within, claim.documents, claim.outlets) == (2, 2, 2, 2)
    assert claim.speakers == ("Ivo Hale",)
    shown = show_claim(database, claim.id)
    assert (len(shown.statements), len(shown.nested)) == (4, 2)
    assert {version.record.speaker for version in comparison_of(shown).versions} == {"Ivo Hale"}


def test_claims_that_only_copies_repeat_come_after_those_of_several_outlets(
    database: Database, scorer: PairScorer
) -> None:
    for number in (0, 1, 4):
        keep(database, told(number))
    for location, outlet in (("9.txt", "Mail"), ("10.txt", "Times")):
        ferry = replace(told(4).document, text=f"{told(4).document.text} {location}")
        keep(database, replace(told(4), document=replace(ferry, location=location, outlet=outlet)))
    assert sum(update_claims(database, scorer, ENCODER.id)) == 5
    assert [claim.outlets for claim in list_claims(database)] == [3, 2]
    with database.begin() as connection:  # 9.txt and 10.txt are copies of 4.txt
        connection.exec_driver_sql(
            "UPDATE documents SET copy_of = (SELECT key FROM documents WHERE location = '4.txt')"
            " WHERE location IN ('9.txt', '10.txt')"
        )
        connection.exec_driver_sql(
            "UPDATE statements SET copied = true"
            " WHERE document_key IN (SELECT key FROM documents WHERE copy_of IS NOT NULL)"
        )
        regroup(connection, connection.scalars(select(UtteranceRow.key)).all())
    assert [claim.outlets for claim in list_claims(database)] == [2, 1]


def newer(number: int, text: str) -> Extraction:
    """A newer text at an article's address, with the same words said."""
    name, words, outlet, day = SAYINGS[number]
    statement = said(text, f"“{words},”", name, by=person(name))
    return article(text, statement, location=f"{number}.txt", day=day, outlet=outlet)


def test_judgements_follow_to_a_newer_text_of_a_document(filled: Database, scorer: PairScorer) -> None:
    judge_claims(filled, ClaimVerdict.SAME, [identity(filled, 0), identity(filled, 4)], "eva")
    old = told(0).document.text
    keep(filled, newer(0, f"The council met late on Monday.\n\n{old}"))
    assert sum(update_claims(filled, scorer, ENCODER.id)) == 1
    assert groups(filled) == {("0.txt", "1.txt", "2.txt", "4.txt")}
    [judged] = list_judgements(filled, statement=identity(filled, 0))
    assert (judged.statement_id, judged.other_id) == (identity(filled, 0), identity(filled, 4))
    assert claim_of(filled, identity(filled, 0)).judgements == (judged,)
    with pytest.raises(StoreError, match="that they are same; undo that first"):
        judge_claims(filled, ClaimVerdict.DIFFERENT, [identity(filled, 4), identity(filled, 0)], "eva")
    keep(filled, newer(0, f"Minutes.\n\n{old} The council met late on Monday."))  # a newer one still
    assert sum(update_claims(filled, scorer, ENCODER.id)) == 1
    assert groups(filled) == {("0.txt", "1.txt", "2.txt", "4.txt")}
    undo_judgement(filled, judged.batch, "eva")
    assert groups(filled) == {("0.txt", "1.txt", "2.txt")}


def test_a_judgement_on_words_that_are_gone_stays_with_the_older_text(filled: Database, scorer: PairScorer) -> None:
    judge_claims(filled, ClaimVerdict.SAME, [identity(filled, 0), identity(filled, 4)], "eva")
    gone = told(0).document.text.replace("new harbour wall", "pier")
    statement = said(gone, gone.partition(" said")[0], "Rosa Quill", by=person("Rosa Quill"))
    keep(filled, article(gone, statement, location="0.txt", day="2025-03-02", outlet="Herald"))
    assert sum(update_claims(filled, scorer, ENCODER.id)) == 1
    assert "4.txt" not in {place for group in groups(filled) for place in group}
    save(filled, told(0))  # the old text is back
    assert sum(update_claims(filled, scorer, ENCODER.id)) == 1
    assert {"0.txt", "4.txt"} <= {place for group in groups(filled) for place in group}


def mumbled(number: int, words: str) -> Extraction:
    """An article of its own outlet in which nobody known says some words."""
    text = f"In article {number} they said {words} and left it at that."
    return article(text, said(text, words, "they"), location=f"{number}.txt", outlet=f"Outlet {number}")


def test_a_few_words_of_nobody_are_no_claim_said_twice(database: Database, scorer: PairScorer) -> None:
    for number in (1, 2):
        keep(database, mumbled(number, "what"))
    for number in (3, 4):
        keep(database, mumbled(number, WALL))
    assert sum(update_claims(database, scorer, ENCODER.id)) == 4
    assert groups(database) == {("3.txt", "4.txt")}
    assert list_claims(database, confident=True) == []  # nobody known says so


def test_a_confident_list_leaves_out_what_a_confident_search_does(database: Database, scorer: PairScorer) -> None:
    for number, confidence in ((1, 0.8), (2, 0.2)):
        text = f"“{WALL.capitalize()},” said Rosa Quill ({number})."
        quill = said(text, f"“{WALL.capitalize()},”", "Rosa Quill", by=person("Rosa Quill"), confidence=confidence)
        keep(database, article(text, quill, location=f"{number}.txt", outlet=f"Outlet {number}"))
    assert sum(update_claims(database, scorer, ENCODER.id)) == 2
    assert list_claims(database, confident=True) == []
    [claim] = list_claims(database)
    assert claim.statements == 2
    review(database, identity(database, 2), Correction(role="mayor"), "eva")  # what a person has seen is counted on
    assert sum(update_claims(database, scorer, ENCODER.id)) == 1
    assert [each.statements for each in list_claims(database, confident=True)] == [2]
