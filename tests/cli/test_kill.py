"""An ingest that is killed, in a process of its own: nothing is lost, nothing doubled, and it goes on where it was."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.conftest import Attrib
from tests.newsroom import SayingPipeline, article

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 120
PATIENCE = 600  # seconds after which a process hangs, however busy the machine is

# The command line as it is, but for a pipeline and an encoder that need no model; the pipeline takes its time over each
# article, and with the last one it would never be done, so that no process ends before it is stopped.
SLOW_ATTRIB = """
import sys, time
from attrib.cli import main
from attrib.data import Run
from attrib.services import models
from tests.newsroom import SayingPipeline
from tests.store.meaning import WordEncoder

class Slow(SayingPipeline):
    def extract(self, documents):
        for extraction in super().extract(documents):
            time.sleep({last} if '"Statement {number}"' in extraction.document.text else 0.02)
            yield extraction

models.open_pipeline = lambda settings, doing: Slow(Run("sayings", "0" * 64, "{code}"))
models.open_encoder = lambda settings: WordEncoder()
models.encoder_id = lambda: WordEncoder.id
main.main()
"""


def command(*arguments: str, code: str = "1") -> list[str]:
    program = SLOW_ATTRIB.format(code=code, last=PATIENCE, number=ARTICLES - 1)
    return [sys.executable, "-c", program, *arguments]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "ATTRIB_JOBS": "1"}  # workers would not know the slow pipeline


@pytest.fixture
def run(attrib: Attrib, monkeypatch: pytest.MonkeyPatch) -> Attrib:
    """Runs a command that is not killed, in this process; it must not fail."""
    monkeypatch.setenv("ATTRIB_JOBS", "1")

    def run(*arguments: str) -> Result:
        result = attrib(*arguments)
        assert result.exit_code == 0, result.output
        return result

    return run


def extracted(database: Path) -> int:
    """How many articles are done; none while the tables are still being made."""
    if not database.exists():
        return 0
    with contextlib.closing(sqlite3.connect(database, timeout=30)) as connection:
        try:
            (done,) = connection.execute("SELECT count(*) FROM extractions").fetchone()
        except sqlite3.OperationalError:
            return 0
    return int(done)


def stop_after(
    folder: Path, articles: int, how: signal.Signals, what: str = "archive.jsonl", code: str = "1"
) -> tuple[int, str]:
    """Start an ingest, send it a signal when so many articles are done; its exit status and what it said."""
    arguments = ("ingest", what, "--db", "killed.db")
    with subprocess.Popen(
        command(*arguments, code=code), cwd=folder, env=environment(), stderr=subprocess.PIPE, text=True
    ) as process:
        deadline = time.monotonic() + PATIENCE
        while extracted(folder / "killed.db") < articles:
            assert process.poll() is None, "the ingest ended before it could be stopped"
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.send_signal(how)
        _, said = process.communicate(timeout=PATIENCE)
    return process.returncode, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an archive of many articles."""
    records = (
        {"text": article(("Ann Lee", f"Statement {number}"), ("Bo Lee", f"Answer {number}")), "id": str(number)}
        for number in range(ARTICLES)
    )
    (tmp_path / "archive.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    return tmp_path


def test_killed_and_run_again(folder: Path, run: Attrib) -> None:
    for articles in (5, 40, 80):
        status, _ = stop_after(folder, articles, signal.SIGKILL)
        assert status == -signal.SIGKILL
        done = extracted(folder / "killed.db")
        assert articles <= done < ARTICLES
        run("db", "check", "--db", "killed.db")
        lines = run("export", "--format", "jsonl", "--db", "killed.db").stdout.splitlines()
        assert len({json.loads(line)["statement_id"] for line in lines}) == len(lines) == 2 * done

    finished = run("ingest", "archive.jsonl", "--db", "killed.db")
    assert f"{ARTICLES} documents" in finished.stderr
    assert "unchanged" in finished.stderr
    run("ingest", "archive.jsonl", "--db", "whole.db")
    exported = [run("export", "--db", name).stdout for name in ("killed.db", "whole.db")]
    assert exported[0] == exported[1]
    assert exported[0].count("Statement ") >= ARTICLES


def test_interrupted_from_the_keyboard(folder: Path, run: Attrib) -> None:
    status, said = stop_after(folder, 10, signal.SIGINT)
    assert status == 130
    assert "Interrupted" in said
    assert "Traceback" not in said
    done = extracted(folder / "killed.db")
    assert f"{done} documents ({done} new)" in said
    run("db", "check", "--db", "killed.db")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_reading_again_goes_on_where_it_was_stopped(
    folder: Path, run: Attrib, pipeline: SayingPipeline, how: signal.Signals
) -> None:
    run("ingest", "archive.jsonl", "--db", "killed.db")
    stop_after(folder, ARTICLES + 10, how, "--again", code="2")
    done = extracted(folder / "killed.db") - ARTICLES
    assert 10 <= done < ARTICLES
    run("db", "check", "--db", "killed.db")
    pipeline.run = replace(pipeline.run, code_version="2")
    finished = run("ingest", "--again", "--db", "killed.db")
    left = ARTICLES - done
    assert f"{left} documents ({left} extracted anew), {2 * left} statements stored." in finished.stderr
    lines = run("db", "runs", "--format", "jsonl", "--db", "killed.db").stdout.splitlines()
    runs = [json.loads(line) for line in lines]
    assert [(item["documents"], item["current_documents"]) for item in runs] == [(ARTICLES, 0), (ARTICLES, ARTICLES)]
    run("db", "check", "--db", "killed.db")
