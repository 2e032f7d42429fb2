"""`attrib stance`, `--about`, the long form and the network: for and against."""

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import networkx
import pytest

from attrib.data import Stance, StanceLabel
from attrib.errors import ModelError
from attrib.services import models
from attrib.settings import ExtractSettings
from attrib.store.database.session import open_database
from attrib.store.save import save
from attrib.writers.stance_rows import STANCE_COLUMNS
from attrib.writers.statements.long import LONG_COLUMNS
from tests.cli.conftest import Attrib, Fill
from tests.store.newsdesk import article, person, said

ARTICLES = (
    ("2024-01-01", "Ann Lee", "We welcome the treaty", "for Norland"),
    ("2024-06-01", "Ann Lee", "The treaty failed", "against Norland"),
    ("2025-01-01", "Ann Lee", "We will never sign", "against Norland"),
    ("2025-03-01", "Bo Lee", "A treaty is welcome", "for Sudland"),
    ("2025-04-01", "Bo Lee", "-1 for the treaty", ""),
    (None, "Cy Ray", "Prices rose", "for Norland"),
)


def ingest_debate(attrib: Attrib, folder: Path) -> None:
    lines = []
    for day, name, words, side in ARTICLES:
        of = f", minister of Norland, {side}" if side else ", minister of Norland"
        lines.append(json.dumps({"text": f'"{words}" said {name}{of}.', "date": day, "outlet": "Wire"}))
    (folder / "debate.jsonl").write_text("\n".join(lines))
    result = attrib("ingest", "debate.jsonl")
    assert result.exit_code == 0, result.output


@pytest.fixture
def debate(filled: Callable[[Fill], Attrib]) -> Attrib:
    return filled(ingest_debate)


def objects(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def quotes(output: str) -> list[str]:
    return [str(item["quote"]).strip('"') for item in objects(output)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("--actor", "Ann Lee"), 3),
        (("--stance", "oppose"), 2),
        (("--target", "norland"), 4),
        (("--since", "2025"), 3),
        (("--min-stance-score", "0.8"), 0),
        (("--min-stance-score", "0.6"), 5),
        (("--actor", "Ann Lee", "--stance", "oppose", "--target", "Norland", "--since", "2025"), 1),
        (("--actor", "Ann Lee", "--stance", "support", "--since", "2025"), 0),
        (("--stance", "support", "--target", "Norland"), 2),
        (("--target", "nor", "--since", "2024-06", "--until", "2024"), 1),
        (("--actor", "Bo Lee", "--min-stance-score", "0.5"), 1),
    ],
)
def test_filters_alone_and_together(debate: Attrib, asked: tuple[str, ...], expected: int) -> None:
    result = debate("search", *asked, "--format", "jsonl")
    assert result.exit_code == 0, result.output
    assert len(quotes(result.stdout)) == expected


def test_about_finds_and_judges(debate: Attrib) -> None:
    found = objects(debate("search", "--about", "the treaty", "--format", "jsonl").stdout)
    assert [item["about"] for item in found] == ["the treaty"] * len(found)
    stances = {str(item["quote"]).strip('"'): item["about_stance"] for item in found}
    assert stances == {
        "We welcome the treaty": "support", "The treaty failed": "oppose", "A treaty is welcome": "support",
        "-1 for the treaty": "neutral",
    }  # fmt: skip
    assert all(float(str(item["about_similarity"])) > 0.3 for item in found)


def test_about_with_stance_and_filters(debate: Attrib) -> None:
    def asked(*more: str) -> list[str]:
        return quotes(debate("search", "--about", "the treaty", "--format", "jsonl", *more).stdout)

    assert asked("--stance", "oppose") == ["The treaty failed"]
    assert sorted(asked("--stance", "support")) == ["A treaty is welcome", "We welcome the treaty"]
    assert asked("--stance", "support", "--min-stance-score", "0.8") == []
    assert asked("--stance", "support", "--actor", "Bo Lee") == ["A treaty is welcome"]
    assert asked("--stance", "support", "--target", "Norland") == ["We welcome the treaty"]  # towards Norland
    assert asked("--sort", "-date", "--limit", "1") == ["-1 for the treaty"]
    assert len(asked("--limit", "2")) == 2
    result = debate("search", "--about", "the treaty", "--limit", "2")
    assert "The nearest 2 shown" in result.stderr
    assert "on topic" in result.stdout
    assert debate("search", "--about", "unicorns").stderr.startswith("No statement fits")
    assert debate("search", "--about", " ").exit_code == 2
    rows = list(csv.DictReader(io.StringIO(debate("export", "--about", "the treaty").stdout)))
    assert {row["about_stance"] for row in rows} == {"support", "oppose", "neutral"}


def test_about_without_a_judge_finds_all_the_same(debate: Attrib, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_settings: ExtractSettings) -> models.Judge:
        raise ModelError("no model for stances")

    monkeypatch.setattr(models, "open_judge", none)
    result = debate("search", "--about", "the treaty", "--format", "jsonl")
    assert len(objects(result.stdout)) == 4
    assert "no model for stances" in result.stderr
    assert debate("search", "--about", "the treaty", "--stance", "oppose").exit_code == 1


def test_a_database_without_vectors_says_so_and_is_given_them(debate: Attrib, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.store.meaning.WordEncoder.id", "words:2")
    result = debate("search", "--about", "the treaty")
    assert "statements of 6 articles can be found by words alone until `attrib db embed` has run" in result.stderr
    assert "6 statements" in debate("db", "embed").stderr
    assert "Every statement" in debate("db", "embed").stderr
    assert "Warning" not in debate("search", "--about", "the treaty").stderr


def test_vectors_can_be_left_for_later(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('"The treaty failed" said Ann Lee.')
    assert attrib("ingest", "a.txt", "--no-vectors").exit_code == 0
    assert "statements of 1 article can be found by words alone" in attrib("search", "--about", "treaties").stderr
    assert "1 statement can be found by meaning now." in attrib("db", "embed").stderr


def test_the_summary_counts_and_shows_both_sides_newest_first(debate: Attrib) -> None:
    result = debate("stance", "Ann Lee")
    assert result.exit_code == 0, result.output
    for expected in ("Norland", "2024-01-01", "2025-01-01", "newer", "older", "The treaty failed", "We welcome the"):
        assert expected in result.stdout
    (target,) = objects(debate("stance", "Ann Lee", "--format", "jsonl").stdout)
    assert (target["support"], target["oppose"], target["neutral"], target["stance_score"]) == (1, 2, 0, 0.7)
    turns = target["turns"]
    assert isinstance(turns, list)
    (turn,) = turns
    assert (turn["newer"]["date"], turn["older"]["date"]) == ("2024-06-01", "2024-01-01")
    assert (turn["newer"]["stance"], turn["older"]["stance"]) == ("oppose", "support")
    (row,) = csv.DictReader(io.StringIO(debate("stance", "Ann Lee", "--format", "csv").stdout))
    assert list(row) == list(STANCE_COLUMNS)
    assert (row["turns"], row["turn_dates"]) == ("1", "2024-01-01/2024-06-01")


def test_the_summary_narrows_and_refuses_as_actors_do(debate: Attrib) -> None:
    assert objects(debate("stance", "Ann Lee", "--since", "2025", "--format", "jsonl").stdout)[0]["oppose"] == 1
    assert debate("stance", "Ann Lee", "--target", "Sudland", "--format", "jsonl").stdout == ""
    assert "No stance of Ann Lee" in debate("stance", "Ann Lee", "--target", "Sudland").stderr
    assert "No stance" in debate("stance", "Ann Lee", "--min-stance-score", "0.9").stderr
    ambiguous = debate("stance", "Lee")
    assert (ambiguous.exit_code, "'Lee' fits 2 actors" in ambiguous.stderr) == (1, True)
    assert ambiguous.stderr.endswith("attrib stance Lee --any\n")
    assert debate("stance", "Nobody").exit_code == 1


def test_every_speaker_of_a_name_has_a_summary_of_their_own(debate: Attrib) -> None:
    rows = objects(debate("stance", "Lee", "--any", "--format", "jsonl").stdout)
    assert [(row["actor"], row["target"], row["support"], row["oppose"]) for row in rows] == [
        ("Ann Lee", "Norland", 1, 2),
        ("Bo Lee", "Sudland", 1, 0),
    ]
    shown = debate("stance", "Lee", "--any", "--target", "Norland").stdout
    assert "Ann Lee" in shown
    assert "Bo Lee" not in shown  # takes no side on it
    nobody = debate("stance", "Lee", "--any", "--since", "2030")
    assert "No stance of Ann Lee or Bo Lee fits" in nobody.stderr
    assert "attrib search --actor Lee --any" in nobody.stderr
    assert debate("stance", "Nobody", "--any").exit_code == 1


def test_undated_stances_count(debate: Attrib, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text('"No" said Ann Lee, minister of Its, for Norland.')
    debate("ingest", "more.txt")
    assert objects(debate("stance", "Cy Ray", "--format", "jsonl").stdout)[0]["first_date"] is None
    assert objects(debate("stance", "Ann Lee", "--format", "jsonl").stdout)[0]["support"] == 2


def test_the_long_form_has_a_row_a_stance_and_plain_types(debate: Attrib) -> None:
    rows = list(csv.DictReader(io.StringIO(debate("export", "--long").stdout)))
    assert list(rows[0]) == list(LONG_COLUMNS)
    assert len(rows) == 6
    (bare,) = (row for row in rows if not row["target"])
    assert bare["quote"] == '"-1 for the treaty"'
    assert {bare[name] for name in ("stance", "stance_value", "stance_score", "target_id")} == {""}
    assert {row["date"] for row in rows} == {day or "" for day, *_ in ARTICLES}
    assert sorted(row["stance_value"] for row in rows) == ["", "-1", "-1", "1", "1", "1"]
    assert all(float(row["confidence"]) > 0 for row in rows)
    lines = objects(debate("export", "--long", "--format", "jsonl").stdout)
    assert [set(line) for line in lines] == [set(LONG_COLUMNS)] * 6
    assert {type(line["stance_value"]) for line in lines} == {int, type(None)}


def test_the_network_is_graphml_with_signed_dated_edges(debate: Attrib, tmp_path: Path) -> None:
    result = debate("export", "--format", "graphml", "--output", "net.graphml")
    assert result.exit_code == 0, result.output
    assert "5 statements written" in result.stderr
    graph = networkx.read_graphml(tmp_path / "net.graphml", force_multigraph=True)
    names = {node: data["label"] for node, data in graph.nodes(data=True)}
    assert sorted(names.values()) == ["Ann Lee", "Bo Lee", "Cy Ray", "Norland", "Sudland"]
    edges = {(names[a], names[b], data["date"], data["sign"]) for a, b, data in graph.edges(data=True)}
    assert ("Ann Lee", "Norland", "2024-06-01", -1) in edges
    assert ("Cy Ray", "Norland", "", 1) in edges
    assert len(edges) == 5


def test_an_empty_network_and_wrong_forms(debate: Attrib) -> None:
    empty = debate("export", "unicorns", "--format", "graphml")
    ElementTree.fromstring(empty.stdout_bytes)
    assert debate("export", "--format", "graphml", "--long").exit_code == 2
    assert debate("export", "--format", "graphml", "--raw").exit_code == 2


def test_a_speaker_s_name_sends_nothing_to_a_terminal(attrib: Attrib, tmp_path: Path) -> None:
    """`printable` stands between every word of an article and the terminal, headings too."""
    name = "Ann\x1b[2J\u202e Lee"
    with open_database(f"sqlite:///{tmp_path / 'attrib.db'}") as database:
        for number, side in enumerate((StanceLabel.SUPPORT, StanceLabel.OPPOSE), 1):
            text = f"“We will go {number},” said {name}."
            stance = Stance("Norland", "actor", side, 0.9)
            told = said(text, f"“We will go {number},”", name, by=person(name), stances=(stance,))
            save(database, article(text, told, day=f"2025-01-0{number}"))
    for call in (("stance", name), ("changes", "of", name), ("changes", name)):
        shown = attrib(*call)
        assert "\x1b" not in shown.output, call
        assert "\u202e" not in shown.output, call
    assert "Ann\\x1b[2J\\u202e Lee" in attrib("stance", name).stdout
