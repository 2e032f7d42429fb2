"""The desk: everything that attrib's commands do with a database, from Python."""

import io
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import attrib
from attrib import Desk, Document, StanceLabel, StatementQuery
from attrib.data import Change, Run
from attrib.errors import (
    AmbiguousNameError,
    AttribError,
    NotFoundError,
    ReadError,
    SettingsError,
    StoreError,
    WriteError,
)
from attrib.services import models
from attrib.services.ingest import Outcome
from attrib.services.ingest_report import IngestReport
from tests.newsroom import SayingPipeline, article
from tests.store.backends import Templates
from tests.store.meaning import WordEncoder

TALKS = article(
    ("Ann Lee, minister of Norland, for Pakistan", "The talks went well"),
    ("Bo Lee, spokesman of Sudland, against Pakistan", "We never saw a paper"),
)
MARKETS = article(("Cy Ray", "Prices rose"))


@pytest.fixture
def desk(templates: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk with two articles."""
    monkeypatch.setattr(models, "open_pipeline", lambda _settings: SayingPipeline())
    monkeypatch.setattr(models, "open_encoder", lambda _settings: WordEncoder())
    models.shared_pipeline.cache_clear()
    templates.copy(tmp_path / "news.db")
    with attrib.open(tmp_path / "news.db", by="tester") as opened:
        talks = Document(TALKS, "talks", outlet="BBC", published_at=datetime(2024, 5, 1, tzinfo=UTC))
        opened.ingest([talks, Document(MARKETS, "markets", outlet="AP")])
        yield opened
    models.shared_pipeline.cache_clear()


def speakers(desk: Desk, **filters: object) -> list[str | None]:
    return [record.speaker for record in desk.search(sort="speaker", **filters)]


def test_ingest_counts_what_became_of_each_source(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "late.txt").write_text(article(("Di Fay", "It is late")), encoding="utf-8")
    seen: list[Outcome] = []
    sources: list[Path | Document] = [
        tmp_path / "late.txt",
        Document(MARKETS),
        Document("Il pleut.", language="fr"),
        tmp_path / "none.txt",
    ]
    report = desk.ingest([*sources], progress=seen.append)
    assert (report.new, report.unchanged, report.set_aside, report.statements) == (1, 1, 1, 1)
    assert report.documents == 3
    assert [problem.location for problem in report.problems] == [str(tmp_path / "none.txt")]
    assert len(seen) == 4


def test_stored_documents_are_read_again_and_runs_compared(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    (old,) = desk.runs()
    newer = SayingPipeline(run=Run("sayings", "0" * 64, "2"), unheard="Prices rose")
    monkeypatch.setattr(models, "open_pipeline", lambda _settings: newer)
    models.shared_pipeline.cache_clear()
    seen: list[Outcome] = []
    report = desk.ingest_again(progress=seen.append)
    assert (report.updated, report.documents, report.statements, len(seen)) == (2, 2, 2, 2)
    assert desk.ingest_again() == IngestReport()
    assert [(run.id, run.current_documents) for run in desk.runs()] == [(old.id, 0), (newer.run.id, 2)]
    diff = desk.diff_runs(old.id[:6], newer.run.id[:6])
    assert (diff.comparison.documents, diff.comparison.unchanged) == (2, 2)
    (gone,) = diff.differences
    assert gone.changes == (Change.ONLY_OLD,)
    assert gone.old is not None
    assert gone.old.speaker == "Cy Ray"
    monkeypatch.setattr(models, "open_pipeline", lambda _settings: SayingPipeline())
    models.shared_pipeline.cache_clear()
    report = desk.ingest_again()
    assert (report.shown_again, report.documents, report.statements) == (2, 2, 0)


def test_one_source_is_enough(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "late.txt").write_text(article(("Di Fay", "It is late")), encoding="utf-8")
    assert desk.ingest(str(tmp_path / "late.txt")).new == 1
    assert desk.ingest(Document(MARKETS)).unchanged == 1


def test_progress_can_stop_an_ingest_and_what_is_stored_stays(desk: Desk) -> None:
    def stop(_: Outcome) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.ingest([Document(article(("Di Fay", "It is late"))), Document("Another.")], progress=stop)
    assert "Di Fay" in speakers(desk)


def test_strict_ingest_stops_at_the_first_problem(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none\.txt"):
        desk.ingest([tmp_path / "none.txt", Document(MARKETS)], strict=True)
    wrong: Any = [7]
    with pytest.raises(SettingsError, match="7 is no source; give a file, a folder"):
        desk.ingest(wrong)


def test_search_takes_words_filters_or_a_query(desk: Desk) -> None:
    assert speakers(desk) == ["Ann Lee", "Bo Lee", "Cy Ray"]
    assert [record.speaker for record in desk.search("prices")] == ["Cy Ray"]
    assert speakers(desk, outlet="BBC", since=2024, until="2024-05") == ["Ann Lee", "Bo Lee"]
    assert speakers(desk, stance="oppose", target="Pakistan") == ["Bo Lee"]
    query = StatementQuery(stance=StanceLabel.SUPPORT)
    assert [record.speaker for record in desk.search(query)] == ["Ann Lee"]
    assert desk.count(outlet="BBC", limit=1) == 2


def test_mistakes_in_a_search_are_told_at_once(desk: Desk) -> None:
    with pytest.raises(SettingsError, match="no filter 'speaker'"):
        desk.search(speaker="Lee")
    with pytest.raises(SettingsError, match="give a StatementQuery or filters"):
        desk.search(StatementQuery(), actor="Lee")
    with pytest.raises(SettingsError, match="text is given twice"):
        desk.search("prices", text="rose")
    with pytest.raises(AmbiguousNameError, match="Lee") as caught:
        desk.search(actor="Lee")
    assert {described.split(" (")[0] for _, described in caught.value.choices} == {"Ann Lee", "Bo Lee"}
    with pytest.raises(NotFoundError, match="Nobody"):
        desk.count(actor="Nobody")


def test_notices_of_a_topic_are_values(desk: Desk) -> None:
    desk.ingest(Document(article(("Di Fay", "More talks"))), vectors=False)
    answer = desk.search(about="talks", stance=None)
    assert {record.speaker for record in answer} >= {"Di Fay"}
    assert any("by words alone" in str(notice) for notice in answer.notices)


def test_show_gives_one_statement(desk: Desk) -> None:
    (record,) = desk.search("prices")
    assert desk.show(record.statement_id[:8]) == record
    with pytest.raises(NotFoundError, match="no statement has the id 'zzz'"):
        desk.show("zzz")


def test_export_writes_a_form_by_name_and_keeps_what_is_there(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    assert desk.export(path, outlet="BBC") == 2
    assert len([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]) == 2
    with pytest.raises(WriteError, match="overwrite=True"):
        desk.export(path)
    assert desk.export(path, overwrite=True) == 3
    stream = io.StringIO()
    assert desk.export(stream, "prices") == 1
    assert stream.getvalue().startswith('"statement_id",')
    assert desk.export(tmp_path / "said.xlsx") == 3
    assert zipfile.is_zipfile(tmp_path / "said.xlsx")
    with pytest.raises(SettingsError, match="a workbook is bytes"):
        desk.export(io.StringIO(), form="xlsx")


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("said.pdf", {}, "does not say its form; name it .csv"),
        ("said.csv", {"form": "pdf"}, "form 'pdf' is none of csv, xlsx, json, jsonl, parquet, graphml, claimreview"),
        ("said.jsonl", {"raw": True}, "raw is about CSV"),
        ("said.xlsx", {"raw": True}, "raw is about CSV"),
        ("said.graphml", {"long": True}, "long is about tables and JSON lines"),
    ],
)
def test_a_form_that_is_not_there_is_told(
    desk: Desk, tmp_path: Path, name: str, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        desk.export(tmp_path / name, **options)


def test_a_failed_export_leaves_nothing(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        desk.export(tmp_path / "said.csv", actor="Nobody")
    with pytest.raises(WriteError, match="cannot write"):
        desk.export(tmp_path / "nowhere" / "said.csv")
    assert list(tmp_path.glob("*said*")) == []


def test_stance_sums_up(desk: Desk) -> None:
    found = desk.stance("Bo Lee", since="2024")
    assert [(item.target, item.oppose) for item in found.targets] == [("Pakistan", 1)]
    assert desk.stance("Bo Lee", until="2023").targets == ()
    with pytest.raises(SettingsError, match="min_stance_score 3 is no probability"):
        desk.stance("Bo Lee", min_stance_score=3)


def test_a_review_is_kept_with_who_and_can_be_taken_back(desk: Desk, tmp_path: Path) -> None:
    (record,) = desk.search("prices")
    reviewed = desk.review(record.statement_id, speaker="new:Cyril Ray", assertion="denied", note="his full name")
    assert (reviewed.statement.speaker, reviewed.statement.assertion) == ("Cyril Ray", "denied")
    assert desk.count(assertion=["denied", "asked"]) == 1
    reviews = desk.reviews(record.statement_id)
    assert {(review.reviewed_by, review.note) for review in reviews} == {("tester", "his full name")}
    assert desk.export_reviews(tmp_path / "labels").articles == 1
    desk.undo_review(reviewed.id)
    assert desk.show(record.statement_id).speaker == "Cy Ray"
    assert desk.reviews() == []


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({}, "say something of it: accept, reject, stance, speaker, type"),
        ({"accept": True, "reject": True}, "accept and reject exclude each other"),
        ({"reject": True, "role": "mayor"}, "there is nothing else to correct"),
        ({"target": "Pakistan"}, "target says whom a stance is towards; give stance support|oppose"),
        ({"stance": "angry"}, "stance 'angry' is none of support, oppose, neutral, none"),
        ({"type": "spoken"}, "type 'spoken' is none of direct"),
        ({"assertion": "false"}, "assertion 'false' is none of asserted, denied"),
    ],
)
def test_a_review_that_says_nothing_sensible_is_told(desk: Desk, said: dict[str, Any], message: str) -> None:
    (record,) = desk.search("prices")
    with pytest.raises(SettingsError, match=message.replace("|", r"\|")):
        desk.review(record.statement_id, **said)
    assert desk.reviews() == []


def test_actors_are_judged_and_judgements_taken_back(desk: Desk) -> None:
    assert {actor.name for actor in desk.actors.list(kind="person")} == {"Ann Lee", "Bo Lee", "Cy Ray"}
    merged = desk.actors.merge("Ann Lee", "Bo Lee")
    assert desk.actors.show("Bo Lee").summary.name == "Ann Lee"
    assert [judgement.judged_by for judgement in desk.actors.judgements("Ann Lee")] == ["tester"]
    desk.actors.undo(merged.batch, by="another")
    assert desk.actors.show("Bo Lee").summary.name == "Bo Lee"
    desk.actors.rename("Cy Ray", "Cyril Ray")
    desk.actors.add_alias("Cyril Ray", "The Ray")
    assert speakers(desk, actor="The Ray") == ["Cy Ray"]
    desk.actors.add_affiliation("Cyril Ray", "Mint", role="chief", since="2020")
    assert [(role.organization, role.role) for role in desk.actors.export_list()[0].roles] == [("Mint", "chief")]


@pytest.mark.parametrize(
    ("act", "error", "message"),
    [
        (lambda desk: desk.actors.show("Lee"), AmbiguousNameError, "fits 2 actors; give a fuller name or an id"),
        (lambda desk: desk.actors.show("Nobody"), NotFoundError, "Nobody"),
        (lambda desk: desk.actors.merge("Ann Lee"), SettingsError, "merge takes two names or more"),
        (lambda desk: desk.actors.list(kind="robot"), SettingsError, "kind 'robot' is none of person"),
        (lambda desk: desk.actors.split_namesake("Ann Lee"), SettingsError, "either statements or affiliation"),
        (lambda desk: desk.actors.rename("Ann Lee", "Ann Lee"), StoreError, "nothing to rename"),
        (lambda desk: desk.actors.undo("zzzzzzzz"), NotFoundError, "zzzzzzzz"),
        (lambda desk: desk.stance("Nobody"), NotFoundError, "Nobody"),
    ],
)
def test_mistakes_about_actors_are_told(desk: Desk, act: Any, error: type[AttribError], message: str) -> None:
    with pytest.raises(error, match=message):
        act(desk)


def test_a_list_of_people_is_taken_in_whole_or_not_at_all(desk: Desk, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,kind,aliases\nCy Ray,person,Cyril Ray\n", encoding="utf-8")
    assert desk.actors.import_list(people).records == 1
    assert speakers(desk, actor="Cyril Ray") == ["Cy Ray"]
    people.write_text("name,kind\nGood Name,person\n,person\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"1 of the records of .* cannot be used, the first: "):
        desk.actors.import_list(people)
    with pytest.raises(NotFoundError):
        desk.actors.show("Good Name")


def test_a_database_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no database at .*missing\.db; run `attrib ingest` first"):
        attrib.open(tmp_path / "missing.db", must_exist=True)
    with pytest.raises(StoreError, match="is not supported; use sqlite"):
        attrib.open("mysql://host/news")
    (tmp_path / "text.db").write_text("This is no database. " * 100)
    with pytest.raises(StoreError, match="not a SQLite database"):
        attrib.open(tmp_path / "text.db")


def test_a_closed_desk_says_so(desk: Desk) -> None:
    desk.close()
    assert "closed" in repr(desk)
    for act in (desk.search, desk.stats, desk.actors.list):
        with pytest.raises(StoreError, match=r"is closed; open it again with attrib\.open"):
            act()


def test_threads_share_a_desk(desk: Desk) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: speakers(desk), range(16)))
    assert found == [["Ann Lee", "Bo Lee", "Cy Ray"]] * 16
    assert desk.stats().statements == 3


def test_nothing_is_printed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.ingest(Document(MARKETS))
    list(desk.search(about="talks"))
    desk.actors.suggest()
    desk.actors.namesakes()
    assert capsys.readouterr() == ("", "")


def test_what_an_ingest_goes_without_is_a_notice(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = SayingPipeline(warnings=("no head for pronouns",))
    monkeypatch.setattr(models, "open_pipeline", lambda _settings: missing)
    models.shared_pipeline.cache_clear()
    assert [str(notice) for notice in desk.ingest(Document(MARKETS)).notices] == ["no head for pronouns"]


def test_a_statement_in_its_whole_article_and_in_some_sentences(desk: Desk) -> None:
    record = next(desk.search("paper"))
    article = desk.article(record.statement_id[:9])
    assert (article.text, len(article.statements)) == (TALKS, 2)
    assert record in article.statements
    assert desk.show(record.statement_id, context=9).context == TALKS
    with pytest.raises(SettingsError, match="context -1 is below 0"):
        desk.show(record.statement_id, context=-1)


def test_counts_by_what_statements_have_in_common(desk: Desk) -> None:
    found = desk.count_by("outlet", "stance", target="Pakistan")
    assert [tuple(value.name for value in row.values) for row in found.rows] == [("BBC", "oppose"), ("BBC", "support")]
    with pytest.raises(SettingsError, match="nothing is counted by 'colour'; count by one of speaker,"):
        desk.count_by("colour")
    with pytest.raises(SettingsError, match="by one or two things that differ, not by ''"):
        desk.count_by()
    with pytest.raises(SettingsError, match="a topic finds statements by nearness"):
        desk.count_by("type", about="the talks")


def test_a_statement_is_added_and_redrawn(desk: Desk) -> None:
    quotes = sorted(record.quote for record in desk.search())
    added = desk.add_statement("talks", "minister of Norland", speaker="Bo Lee", cue="said", note="missed")
    assert (added.statement.quote, added.statement.model) == ("minister of Norland", "a person")
    assert desk.review(added.statement.statement_id, quote="of Norland").statement.quote == "of Norland"
    desk.undo_review(added.id)
    assert sorted(record.quote for record in desk.search()) == quotes
    with pytest.raises(SettingsError, match="stance and target go together"):
        desk.add_statement("talks", "of Norland", speaker="Bo Lee", stance="oppose")
    with pytest.raises(SettingsError, match="at says where a quote begins: give quote with it"):
        desk.review(next(desk.search("prices")).statement_id, at=3)


def test_documents_are_listed_by_the_filters_of_a_search(desk: Desk) -> None:
    assert {item.location for item in desk.documents.list()} == {"talks", "markets"}
    assert [item.location for item in desk.documents.list(outlet="BBC")] == ["talks"]
    assert [item.location for item in desk.documents.list(actor="Cy Ray")] == ["markets"]
    assert len(desk.documents.list(limit=1)) == 1
    assert desk.documents.text("talks") == TALKS
    with pytest.raises(SettingsError, match="there is no filter 'colour'"):
        desk.documents.list(colour="red")


def test_documents_are_edited_moved_and_brought_back(desk: Desk) -> None:
    changed = desk.documents.edit("talks", "markets", outlet="The Gull", date="July 2022", note="one paper")
    assert {item.outlet for item in changed.documents} == {"The Gull"}
    assert desk.count(outlet="The Gull") == 3
    assert {edit.edited_by for edit in desk.documents.changes()} == {"tester"}
    assert {edit.batch for edit in desk.documents.undo(changed.batch, by="eva")} == {changed.batch}
    assert desk.count(outlet="The Gull") == 0
    assert desk.documents.changes() == []
    assert {edit.undone_by for edit in desk.documents.changes(undone=True)} == {"eva"}
    moved = desk.documents.move("talks", "https://example.org/talks")
    assert moved.documents[0].url == desk.documents.show("https://example.org/talks").url == "https://example.org/talks"


def test_deleted_documents_are_hidden_until_undone(desk: Desk) -> None:
    deleted = desk.documents.delete("talks")
    assert desk.count() == 1
    assert [item.location for item in desk.documents.list(hidden=True)] == ["talks"]
    desk.documents.undo(deleted.batch)
    assert desk.count() == 3


def test_wrong_words_about_documents_are_told(desk: Desk) -> None:
    with pytest.raises(SettingsError, match="say what to change: title, outlet, author, date, address or archive_url"):
        desk.documents.edit("talks")
    with pytest.raises(SettingsError, match="name a document"):
        desk.documents.edit(outlet="Gull")
    with pytest.raises(SettingsError, match="could be 2005-04-03 or 2005-03-04"):
        desk.documents.edit("talks", date="03/04/2005")
    with pytest.raises(NotFoundError):
        desk.documents.show("nowhere")
    with pytest.raises(StoreError, match="changed"):
        desk.documents.edit("talks", outlet="BBC")


def test_an_article_is_written_as_a_page(desk: Desk, tmp_path: Path) -> None:
    record = next(desk.search("paper"))
    stream = io.StringIO()
    desk.write_article(stream, record.statement_id)
    desk.write_article(tmp_path / "article.html", record.statement_id[:8])
    assert (tmp_path / "article.html").read_text(encoding="utf-8") == stream.getvalue()
    with pytest.raises(WriteError, match="overwrite"):
        desk.write_article(str(tmp_path / "article.html"), record.statement_id)
    with pytest.raises(NotFoundError):
        desk.write_article(tmp_path / "other.html", "f" * 20)
    assert not (tmp_path / "other.html").exists()


def test_an_export_knows_the_filter_target(desk: Desk) -> None:
    stream = io.StringIO()
    assert desk.export(stream, target="Pakistan", stance="oppose") == 1
    assert "Bo Lee" in stream.getvalue()


def test_a_report_is_written_and_told(desk: Desk, tmp_path: Path) -> None:
    report = desk.report(tmp_path / "report.html", target="Pakistan", heading="Pakistan")
    assert [each.record.speaker for each in report.statements] == ["Ann Lee", "Bo Lee"]
    assert (report.title, report.articles, report.numbers.documents) == ("Pakistan", 1, 1)
    assert report.numbers.sides == (1, 1, 0)
    (row,) = report.numbers.targets.rows
    assert (row.name, row.statements, row.support, row.oppose) == ("Pakistan", 2, 1, 1)
    assert report.numbers.independent == 1
    assert report.question.command == "attrib report --target Pakistan --all --output report.html"
    assert f"s-{report.statements[0].record.statement_id}" in (tmp_path / "report.html").read_text(encoding="utf-8")
    with pytest.raises(WriteError, match="overwrite"):
        desk.report(str(tmp_path / "report.html"))
    with pytest.raises(SettingsError, match="1 to 10000"):
        desk.report(tmp_path / "other.html", limit=0)
    with pytest.raises(NotFoundError):
        desk.report(tmp_path / "other.html", actor="Nobody Known")
    assert not (tmp_path / "other.html").exists()


def test_a_report_counts_the_sides_that_were_asked_for(desk: Desk) -> None:
    report = desk.report(io.StringIO(), stance="oppose", articles=False)
    assert report.numbers.sides == (0, 1, 0)
    assert report.no_articles


def test_the_digest_of_a_report_is_of_what_the_database_shows(desk: Desk) -> None:
    def digest() -> str:
        return desk.report(io.StringIO(), "paper").database.digest

    first = digest()
    assert first == digest()
    record = next(desk.search("paper"))
    desk.review(record.statement_id, accept=True)
    reviewed = digest()
    assert reviewed != first
    desk.ingest([Document(article(("Di Fay", "It is late")), "late")])
    assert digest() not in (first, reviewed)
