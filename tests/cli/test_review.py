"""`attrib review`: a person's word beside the machine's."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from attrib.data import ActorKind, StatementType
from attrib.store.search.packed_vectors import Vectors
from attrib.training.corpora.polnear import read_labelled_articles
from tests.cli.conftest import TALKS, Attrib
from tests.store.meaning import WordEncoder


@pytest.fixture(autouse=True)
def eva(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTRIB_BY", "Eva")


def identity(news: Attrib, words: str = "paper") -> str:
    found: str = json.loads(news("search", words, "--format", "jsonl").stdout)["statement_id"]
    return found


def batch_of(output: str) -> str:
    return output.split("attrib review undo ")[1].split()[0]


def test_a_corrected_stance_is_in_search_show_and_export(news: Attrib) -> None:
    result = news(
        "review", identity(news)[:8], "--stance", "oppose", "--target", "Norland", "--by", "Eva", "--note", "p2"
    )
    assert result.exit_code == 0, result.output
    assert "stance towards Norland: oppose, not none (Eva " in result.stdout
    found = json.loads(news("search", "--stance", "oppose", "--target", "norland", "--format", "jsonl").stdout)
    assert found["stances"][0]["reviewed"] is True
    assert found["reviews"][0]["note"] == "p2"
    assert "oppose Norland (by review)" in news("show", found["statement_id"]).stdout
    assert "p2" in news("show", found["statement_id"]).stdout
    assert "stance towards Norland: oppose" in news("export", "paper").stdout
    assert "reviewed: stance" in news("search", "paper").stdout
    assert "oppose" in news("review", "list").stdout
    undone = news("review", "undo", batch_of(result.stderr), "--by", "Bo")
    assert undone.exit_code == 0
    assert undone.stdout.startswith("Undone: ")
    assert news("search", "--stance", "oppose", "--target", "norland", "--format", "jsonl").stdout == ""
    assert "undone by Bo" in news("--width", "160", "review", "list", "--all").stdout
    assert "No active review" in news("review", "list").stderr


def test_options_may_stand_before_the_id(news: Attrib) -> None:
    assert news("review", "--accept", "--by", "Eva", identity(news)).exit_code == 0
    assert "accepted (Eva" in news("show", identity(news)).stdout


def test_rejected_statements_leave_search(news: Attrib) -> None:
    wanted = identity(news)
    assert news("review", wanted, "--reject", "--by", "Eva").exit_code == 0
    assert news("search", "paper").stdout == ""
    assert json.loads(news("search", "--rejected", "--format", "jsonl").stdout)["statement_id"] == wanted
    assert news("show", wanted).exit_code == 0
    assert news("ingest", "news").exit_code == 0
    assert news("search", "paper").stdout == ""
    assert news("db", "check").exit_code == 0


def test_a_corrected_speaker_is_found_under_the_new_name(news: Attrib) -> None:
    said = ("--speaker", "Cy Ray", "--type", "mixed", "--role", "", "--assertion", "denied")
    result = news("review", identity(news), *said, "--by", "Eva")
    assert "speaker: Cy Ray, not Bo Lee" in result.stdout
    asked = ("--actor", "Cy Ray", "--type", "mixed", "--assertion", "asked", "--assertion", "denied")
    record = json.loads(news("search", *asked, "--format", "jsonl").stdout)
    assert (record["speaker"], record["role"], record["reviewed"].count(";")) == ("Cy Ray", None, 3)


def test_an_ambiguous_speaker_lists_candidates(news: Attrib) -> None:
    result = news("review", identity(news), "--speaker", "Lee", "--by", "Eva")
    assert result.exit_code == 1
    assert "'Lee' fits 2 actors" in result.stderr
    assert "No active review" in news("review", "list").stderr


@pytest.mark.parametrize(
    "wrong",
    [
        (), ("--accept", "--reject"), ("--reject", "--type", "mixed"), ("--target", "Norland"), ("--stance", "hate"),
        ("--type", "shouted"), ("--assertion", "false"),
    ],
)  # fmt: skip
def test_wrong_usage(news: Attrib, wrong: tuple[str, ...]) -> None:
    assert news("review", identity(news), *wrong).exit_code == 2


def test_several_ids_are_reviewed_alike_or_not_at_all(news: Attrib) -> None:
    ids = [identity(news), identity(news, "trying")]
    wrong = news("review", *ids, "more", "--accept")
    assert (wrong.exit_code, "'more'" in wrong.stderr) == (1, True)
    assert "No active review" in news("review", "list").stderr
    wrong = news("review", *ids, "--stance", "oppose")
    assert wrong.stderr.startswith(f"Error: {ids[0][:8]}: the stance 'oppose' needs a --target")
    assert "nothing was reviewed" in wrong.stderr
    done = news("review", "-", ids[0][:9], "--reject", stdin="\n".join(ids))
    assert [line[:20] for line in done.stdout.splitlines()] == ids
    assert len(news("search", "--rejected", "--format", "jsonl").stdout.splitlines()) == 2
    assert news("review", "undo", batch_of(done.stderr)).stdout.count("Undone: ") == 2
    assert news("search", "--rejected", "--format", "jsonl").stdout == ""
    assert news("review", "-", "--reject", stdin="").exit_code == 2


def test_a_speaker_may_be_told_to_be_unknown(news: Attrib) -> None:
    wanted = identity(news)
    result = news("review", wanted, "--speaker", "Unknown")
    assert "unknown: speaker: none, not Bo Lee (" in result.stdout
    assert json.loads(news("search", "--actor", "unknown", "--format", "jsonl").stdout)["statement_id"] == wanted
    others = news("search", "--exclude-actor", "unknown", "--all", "--format", "jsonl").stdout.splitlines()
    assert wanted not in [json.loads(line)["statement_id"] for line in others]
    assert news("search", "--actor", "Bo Lee").stdout == ""
    assert news("db", "check").exit_code == 0


def test_whom_a_speaker_s_name_was_taken_for_is_said(news: Attrib) -> None:
    assert (
        "'Ray' is taken for Cy Ray (person; 1 statement)." in news("review", identity(news), "--speaker", "Ray").stderr
    )
    near = news("review", identity(news), "--speaker", "Cy Rey")
    assert (near.exit_code, "did you mean Cy Ray? For somebody new give 'new:Cy Rey'" in near.stderr) == (1, True)
    assert "Cy Rey is a new speaker." in news("review", identity(news), "--speaker", "new:Cy Rey").stderr
    assert "Zora Quill is a new speaker." in news("review", identity(news), "--speaker", "Zora Quill").stderr


def test_a_quote_s_bounds_are_corrected(news: Attrib) -> None:
    result = news("review", identity(news), "--quote", "never saw a paper")
    assert 'quote: not “"We never saw a paper, not one"”' in result.stdout
    found = json.loads(news("search", "paper", "--format", "jsonl").stdout)
    assert (found["quote"], TALKS[found["start"] : found["end"]]) == ("never saw a paper",) * 2
    assert "⟦never saw a paper⟧" in news("show", identity(news)).stdout
    missing = news("review", identity(news), "--quote", "never saw the paper")
    assert (missing.exit_code, "the nearest are “never saw a paper”" in missing.stderr) == (1, True)
    assert news("review", identity(news), identity(news, "trying"), "--quote", "paper").exit_code == 2
    assert news("review", identity(news), "--at", "3").exit_code == 2
    assert news("db", "check").exit_code == 0


def test_a_statement_that_the_machine_missed_is_added(news: Attrib) -> None:
    result = news(
        *("review", "add", "talks.txt", "--quote", "minister of Norland", "--speaker", "Bo Lee", "--cue", "said"),
        *("--stance", "oppose", "--target", "Norland", "--note", "p2", "--by", "Eva"),
    )
    assert result.exit_code == 0, result.output
    assert "Bo Lee: added (Eva " in result.stdout
    (row,) = csv.DictReader(io.StringIO(news("search", "minister", "--format", "csv").stdout))
    assert (row["quote"], row["model"], row["assertion"]) == ("minister of Norland", "a person", "asserted")
    assert row["reviewed"].startswith("added (Eva ")
    assert "oppose Norland (by review)" in news("show", row["statement_id"]).stdout
    assert "|minister of Norland|" in news("show", row["statement_id"], "--whole").stdout
    again = news("review", "add", "talks.txt", "--quote", "minister of Norland", "--speaker", "Bo Lee")
    assert (again.exit_code, "has these words already" in again.stderr) == (1, True)
    assert news("ingest", "news").exit_code == 0
    assert news("db", "check").exit_code == 0
    assert news("review", "undo", batch_of(result.stderr)).exit_code == 0
    assert news("search", "minister").stdout == ""


@pytest.mark.parametrize(
    "wrong",
    [
        ("--quote", "paper"), ("--speaker", "Bo Lee"), ("--quote", " ", "--speaker", "Bo Lee"),
        ("--quote", "paper", "--speaker", "Bo Lee", "--stance", "oppose"),
        ("--quote", "paper", "--speaker", "Bo Lee", "--cue", " "),
    ],
)  # fmt: skip
def test_wrong_usage_of_add(news: Attrib, wrong: tuple[str, ...]) -> None:
    assert news("review", "add", "talks.txt", *wrong).exit_code == 2


def test_reviews_follow_to_a_newer_text_or_are_told_and_kept_apart(news: Attrib, tmp_path: Path) -> None:
    assert news("review", identity(news), identity(news, "trying"), "--accept").exit_code == 0
    newer = "Updated.\n\n" + TALKS.replace("+1 for trying", "+2 for trying")
    (tmp_path / "news" / "talks.txt").write_text(newer, encoding="utf-8")
    result = news("ingest", "news")
    assert "1 review stays with an older text: its words are not in the newer one. `attrib review list" in result.stderr
    assert "accepted (" in news("search", "paper").stdout
    assert "accepted" not in news("search", "trying").stdout
    assert "not in the newer text of the article" in " ".join(news("review", "list", "--apart").stdout.split())
    listed = news("review", "list", "--format", "jsonl").stdout.splitlines()
    assert sorted(json.loads(line)["apart"] is None for line in listed) == [False, True]
    assert "stays" not in news("ingest", "news").stderr
    assert news("db", "check").exit_code == 0


def test_the_list_has_every_form_and_its_help_the_columns(news: Attrib) -> None:
    wanted = identity(news)
    news("review", wanted, "--speaker", "Cy Ray", "--type", "mixed")
    rows = list(csv.DictReader(io.StringIO(news("review", "list", wanted[:9], "--format", "csv").stdout)))
    assert [(row["field"], row["machine"]) for row in rows] == [("speaker", "Bo Lee"), ("type", "direct")]
    assert len(json.loads(news("review", "list", "--format", "json").stdout)) == 2
    assert len(news("review", "list", "--limit", "1", "--format", "jsonl").stdout.splitlines()) == 1
    words = " ".join(news("review", "list").stdout.split())
    assert "speaker: Cy Ray, not Bo Lee" in words
    assert wanted[:8] in words
    assert set(rows[0]) <= set(news("review", "list", "--help").stdout.split())
    assert "No review is kept apart." in news("review", "list", "--apart").stderr


def test_errors_name_the_value(news: Attrib) -> None:
    result = news("review", "fffffff", "--accept", "--by", "Eva")
    assert (result.exit_code, "fffffff" in result.stderr) == (1, True)
    result = news("review", identity(news), "--stance", "oppose", "--by", "Eva")
    assert (result.exit_code, "--target" in result.stderr) == (1, True)
    assert news("review", "undo", "abcdef", "--by", "Eva").exit_code == 1
    assert news("review").exit_code == 2
    assert "--reject" in news("review", "--help").stdout
    assert "Commands:" in news("review", "--help").stdout
    usages = {name: news("review", name, "--help").stdout.split("\n")[0] for name in ("list", "undo", "add", "export")}
    assert all(usage.startswith(f"Usage: attrib review {name} [OPTIONS]") for name, usage in usages.items())


def test_corrections_are_training_data(news: Attrib, tmp_path: Path) -> None:
    wanted = identity(news)
    news("review", wanted, "--speaker", "Cy Ray", "--stance", "support", "--target", "Norland", "--by", "Eva")
    news("review", identity(news, "trying"), "--reject", "--by", "Eva")
    result = news("review", "export", "fixed")
    assert result.exit_code == 0, result.output
    assert "1 article with 2 statements, 1 of them reviewed, written to fixed." in result.stderr
    (article,) = read_labelled_articles(tmp_path / "fixed")
    assert article.text == TALKS
    assert [item.speaker for item in article.labels] == ["Ann Lee", "Cy Ray"]
    assert [item.kind for item in article.labels] == [ActorKind.PERSON] * 2
    assert [item.type for item in article.labels] == [StatementType.DIRECT] * 2
    (spans,) = article.annotations
    assert [item.content[0].of(TALKS) for item in spans] == ['"The talks failed"', '"We never saw a paper, not one"']
    assert [item.cue[0].of(TALKS) for item in spans] == ["said", "said"]
    labels = json.loads((tmp_path / "fixed" / "labels" / "01.json").read_text())
    assert labels["statements"][1]["stances"] == [{"target": "Norland", "stance": "support"}]
    assert [row["reviewed"] for row in labels["statements"]] == [False, True]
    again = news("review", "export", "fixed")
    assert (again.exit_code, "holds labels already" in again.stderr) == (1, True)
    none = news("review", "export", "complete", "--complete").stderr
    assert none == "0 articles are reviewed so; nothing was written to complete.\n"
    news("review", identity(news, "failed"), "--accept", "--by", "Eva")
    assert "1 article with 2 statements, 2 of them" in news("review", "export", "complete", "--complete").stderr


def test_a_corrected_quote_gets_its_sentence_vector_at_once(news: Attrib, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder, encoded = WordEncoder(), list[str]()

    def encode(texts: Sequence[str]) -> Vectors:
        encoded.extend(texts)
        return encoder.encode(texts)

    monkeypatch.setattr("attrib.services.models.open_encoder", lambda _: SimpleNamespace(id=encoder.id, encode=encode))
    monkeypatch.setattr("attrib.services.models.encoder_id", lambda: encoder.id)
    assert news("db", "embed").exit_code == 0
    encoded.clear()
    wanted, whole = identity(news), json.loads(news("search", "paper", "--format", "jsonl").stdout)["quote"]
    part = " ".join(whole.strip("“”").split()[:3])
    result = news("review", wanted, "--quote", part)
    assert (result.exit_code, encoded) == (0, [part]), result.output
    encoded.clear()
    assert news("review", wanted, "--role", "mayor").exit_code == 0
    assert encoded == []
    assert news("review", "undo", batch_of(result.stderr)).exit_code == 0
    assert encoded == [whole]
