"""`attrib ingest`: what it stores, what it says, and what it leaves when it is stopped."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from attrib.cli.common.progress import Progress
from attrib.cli.main import INTERRUPTED
from attrib.data import Document, Extraction, Run
from attrib.services import models
from tests.cli.conftest import MARKETS, TALKS, Attrib
from tests.newsroom import SayingPipeline

FRENCH = (
    "Le ministre a déclaré que les négociations avaient échoué et que la situation restait très tendue dans le pays, "
    "où les habitants attendent depuis des mois une solution à la crise."
)


def test_summary_counts_what_was_done(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(TALKS)
    (tmp_path / "temps.txt").write_text(FRENCH)
    (tmp_path / "empty.txt").write_text("")
    result = attrib("ingest", "talks.txt", "temps.txt", "empty.txt")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Error: empty.txt" in result.stderr
    assert "Warning: temps.txt" in result.stderr
    assert result.stderr.splitlines()[-1] == (
        "sqlite:///attrib.db: 2 documents (1 new, 1 not English), 3 statements stored, 1 problem."
    )


def test_again_changes_nothing(news: Attrib, pipeline: SayingPipeline) -> None:
    pipeline.seen.clear()
    result = news("ingest", "news")
    assert result.exit_code == 0
    assert "2 documents (2 unchanged), 0 statements stored." in result.stderr
    assert pipeline.seen == []


def test_strict_stops_and_says_where(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MARKETS)
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.txt").write_text(TALKS)
    result = attrib("ingest", "--strict", "a.txt", "b.txt", "c.txt")
    assert result.exit_code == 1
    assert "1 document (1 new), 1 statement stored." in result.stderr
    assert result.stderr.splitlines()[-1].startswith("Error: b.txt")


def test_standard_input(attrib: Attrib) -> None:
    assert attrib("ingest", "-", stdin=MARKETS).exit_code == 0
    assert "Cy Ray" in attrib("search", "--format", "csv").stdout


def test_missing_file_is_a_problem(attrib: Attrib) -> None:
    result = attrib("ingest", "nowhere.txt")
    assert result.exit_code == 1
    assert "nowhere.txt" in result.stderr


def test_nothing_to_read_is_wrong_usage(attrib: Attrib) -> None:
    assert attrib("ingest").exit_code == 2


def test_database_that_cannot_be_made(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "talks.txt").write_text(TALKS)
    result = attrib("ingest", "talks.txt", "--db", "no/such/folder/news.db")
    assert result.exit_code == 1
    assert "no/such/folder" in result.stderr


def test_interrupt_keeps_what_is_finished(attrib: Attrib, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(SayingPipeline):
        def extract(self, documents: Iterable[Document]) -> Iterator[Extraction]:
            yield next(super().extract(documents))
            raise KeyboardInterrupt

    def open_interrupted(*_: object) -> SayingPipeline:
        return Interrupted()

    (tmp_path / "a.txt").write_text(MARKETS)
    (tmp_path / "b.txt").write_text(TALKS)
    with monkeypatch.context() as patched:
        patched.setattr(models, "open_pipeline", open_interrupted)
        result = attrib("ingest", "a.txt", "b.txt")
    assert result.exit_code == INTERRUPTED
    assert "1 document (1 new), 1 statement stored." in result.stderr
    assert "Interrupted" in result.stderr
    assert "2 documents (1 new, 1 unchanged), 3 statements stored." in attrib("ingest", "a.txt", "b.txt").stderr


NEWER = Run("sayings", "0" * 64, "2")


def test_a_newer_run_says_what_is_left_and_reads_it_again(news: Attrib, pipeline: SayingPipeline) -> None:
    old = pipeline.run
    pipeline.run = NEWER
    result = news("ingest", "news/talks.txt")
    assert "1 document (1 extracted anew), 3 statements stored." in result.stderr
    assert "1 stored article shows what another run found" in result.stderr
    pipeline.seen.clear()
    result = news("ingest", "--again")
    assert result.exit_code == 0, result.output
    assert "1 document (1 extracted anew), 1 statement stored." in result.stderr
    assert "another run" not in result.stderr
    assert [document.text for document in pipeline.seen] == [MARKETS]
    result = news("ingest", "--again")
    assert "0 documents, 0 statements stored." in result.stderr
    pipeline.run = old
    result = news("ingest", "--again")
    assert "2 documents (2 shown again as this run read it before), 0 statements stored." in result.stderr
    assert len(pipeline.seen) == 1
    assert news("db", "check").exit_code == 0


def test_again_takes_no_path_and_nothing_else_does_without_one(news: Attrib) -> None:
    result = news("ingest", "--again", "news")
    assert result.exit_code == 2
    assert "--again reads what is stored and takes no PATH" in result.stderr
    result = news("ingest")
    assert result.exit_code == 2
    assert "give a PATH or URL to read, or --again" in result.stderr


def test_again_needs_a_database(attrib: Attrib) -> None:
    result = attrib("ingest", "--again")
    assert result.exit_code == 1
    assert "run `attrib ingest` first" in result.stderr


def test_a_wrong_path_makes_no_database_and_opens_no_model(
    attrib: Attrib, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(models, "open_pipeline")
    result = attrib("ingest", "nowhere.txt")
    assert result.exit_code == 1
    assert "nowhere.txt: no such file or folder" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_progress_without_a_terminal(attrib: Attrib, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step and article is told here, where a thread tells what is going on every ten seconds."""
    doing, over = Progress.doing, Progress.over

    def told(progress: Progress, what: str) -> None:
        doing(progress, what)
        progress._tell()

    def counted(
        progress: Progress, items: Iterable[object], counts: Callable[[object], bool] = lambda _: True
    ) -> Iterator[object]:
        for item in over(progress, items, counts):
            progress._tell()
            yield item

    monkeypatch.setattr(Progress, "doing", told)
    monkeypatch.setattr(Progress, "over", counted)
    lines = [json.dumps({"text": text, "title": title}) for text, title in ((MARKETS, "Markets"), (TALKS, "Talks"))]
    (tmp_path / "two.jsonl").write_text("\n".join(lines))
    said = attrib("ingest", "two.jsonl").stderr.splitlines()
    assert said[0] == "0 of 2 articles done; loading the models"
    assert "0 of 2 articles done; reading Markets" in said
    assert any(line.startswith("1 of 2 articles done, about 0:0") and "left; reading " in line for line in said)
    assert said[-1].endswith("2 documents (2 new), 4 statements stored.")


def test_another_order_or_outlet_corrects_what_is_known(attrib: Attrib, tmp_path: Path) -> None:
    record = {"text": MARKETS, "published_at": "03/04/2005", "outlet": "Gull"}
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    attrib("ingest", "a.jsonl", "--date-order", "dmy")
    (tmp_path / "a.jsonl").write_text(json.dumps(record | {"outlet": "The Gull"}))
    result = attrib("ingest", "a.jsonl", "--date-order", "mdy")
    assert "1 document (1 with other metadata), 0 statements stored." in result.stderr
    assert "outlet: The Gull, before Gull (read again" in result.stderr
    assert "date: 2005-03-04, before 2005-04-03 (read again" in result.stderr
    assert "attrib docs changes lists them, attrib docs undo takes one back." in result.stderr
    found = attrib("search", "--outlet", "The Gull", "--format", "csv").stdout
    assert '"2005-03-04"' in found
    result = attrib("ingest", "a.jsonl", "--date-order", "mdy")
    assert "1 document (1 unchanged)" in result.stderr
    assert attrib("db", "check").exit_code == 0


def test_a_newer_text_is_told(attrib: Attrib, tmp_path: Path) -> None:
    for text in (MARKETS, f"{MARKETS}\n\nMore follows."):
        (tmp_path / "a.jsonl").write_text(json.dumps({"text": text, "url": "https://example.org/a"}))
        said = attrib("ingest", "a.jsonl").stderr
    assert re.search(r"^[0-9a-f]{8}  replaced by [0-9a-f]{8} \(read again", said, re.MULTILINE)
    assert "before" not in attrib("ingest", "a.jsonl").stderr


def test_of_many_problems_of_a_file_the_first_are_told_and_the_rest_counted(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "One."}\n' + "no JSON\n" * 30)
    result = attrib("ingest", "a.jsonl")
    assert result.exit_code == 1
    assert result.stderr.count("Error: a.jsonl, record") == 20
    assert "a.jsonl: 10 more problems\n" in result.stderr
    assert "30 problems." in result.stderr
