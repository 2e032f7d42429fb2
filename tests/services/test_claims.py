"""Repeated claims from Python, and utterances laid side by side."""

import pytest
from sqlalchemy import select, update

from attrib.data import StatementType
from attrib.errors import SettingsError
from attrib.services import claim_updates
from attrib.services.claims import Claims
from attrib.services.comparing import comparison_of
from attrib.store.database.session import Database
from attrib.store.schema.runs import ExtractionRow
from tests.store.claims.test_claims import SAYINGS, identity, keep, told
from tests.store.conftest import database, url  # the fixtures
from tests.store.newsdesk import article, said

__all__ = ["database", "url"]


@pytest.fixture
def claims(database: Database, monkeypatch: pytest.MonkeyPatch) -> Claims:
    from attrib.services import models
    from tests.store.meaning import WordEncoder

    monkeypatch.setattr(models, "encoder_id", lambda: WordEncoder.id)
    for number in range(len(SAYINGS)):
        keep(database, told(number))
    found = Claims(lambda: database, "eva")
    assert found.update() == len(SAYINGS)
    return found


def test_claims_are_told_judged_and_taken_back(database: Database, claims: Claims) -> None:
    [claim] = claims.list()
    assert claim == claims.show(claim.id).summary == claims.of(identity(database, 0)).summary
    batch = claims.different(identity(database, 0), identity(database, 2), note="another wall")
    assert claims.of(identity(database, 0)).summary.statements == 2
    assert [each.judged_by for each in claims.judgements()] == ["eva"]
    [undone] = claims.undo(batch, by="kim")
    assert undone.undone_by == "kim"
    same = claims.same(identity(database, 0), identity(database, 4))
    assert [each.batch for each in claims.judgements(identity(database, 4))] == [same]
    assert claims.update() == 0


def test_a_level_that_there_is_not_is_refused(claims: Claims) -> None:
    with pytest.raises(SettingsError, match="level 'words' is none of same_words, near_words, same_meaning"):
        claims.list(level="words")


def test_the_fullest_quotation_stands_first_and_copies_are_folded(database: Database, claims: Claims) -> None:
    found = claims.compare(identity(database, 0))
    assert [version.record.outlet for version in found.versions] == ["Mail", "Post"]
    assert [len(version.copies) for version in found.versions] == [0, 1]
    assert [piece.text for piece in found.versions[1].lacks] == ["whatever the council says"]
    assert {version.form for version in found.versions} == {"quoted"}
    [story] = claims.compare_story("0.txt")
    assert story == found


def test_a_paraphrase_is_never_the_fullest_beside_a_quotation(database: Database, claims: Claims) -> None:
    from dataclasses import replace

    claim = claims.of(identity(database, 0))
    longest = max(claim.statements, key=lambda record: len(record.quote))
    turned = tuple(
        replace(record, type=StatementType.INDIRECT) if record is longest else record for record in claim.statements
    )
    found = comparison_of(replace(claim, statements=turned))
    assert [version.form for version in found.versions] == ["quoted", "paraphrased"]
    assert found.versions[1].record.statement_id == longest.statement_id


@pytest.mark.parametrize("most", [len(SAYINGS) - 1, len(SAYINGS)])
def test_an_ingest_compares_anew_what_is_little_and_leaves_much_to_the_command(
    database: Database, claims: Claims, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    with database.begin() as connection:
        connection.execute(update(ExtractionRow).values(claims="older"))
    new = "“Nobody said this before,” said Ida Quill."
    keep(database, article(new, said(new, "“Nobody said this before,”", "Ida Quill"), location="new.txt"))
    monkeypatch.setattr(claim_updates, "MOST_ANEW", most)
    notices = [str(notice) for notice in claim_updates.compare_ingested(database)]
    with database.session() as session:
        marks = set(session.scalars(select(ExtractionRow.claims)))
    if most < len(SAYINGS):
        assert [words for words in notices if "attrib claims update" in words] == notices
        assert len(notices) == 2
        assert marks == {"older", None}
        assert claims.update() == len(SAYINGS) + 1
    else:
        assert notices == []
        assert marks.isdisjoint({"older", None})
