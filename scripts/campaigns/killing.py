"""Processes that are killed while they store: what they said is stored is there, whole, and the database is sound."""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from attrib.data import StatementQuery
from attrib.store.database.check import check
from attrib.store.database.session import open_database
from attrib.store.documents.evidence import evidence_problems
from attrib.store.search.query import count
from scripts.campaigns.report import Report, rounds
from scripts.campaigns.watching import watched

_STATEMENTS = 5  # of an article of tests.store.crash
_LONGEST = 2.0  # seconds from the first article that is stored to the kill


def kill(seconds: float, seed: int = 0) -> Report:
    """Kill processes at random moments for a time."""
    report = Report("processes killed")
    for number in rounds(seconds):
        with tempfile.TemporaryDirectory() as folder, watched(f"seed {seed}, number {number}", report):
            _try(f"sqlite:///{Path(folder) / 'news.db'}", random.Random(f"{seed} {number}"), report)
    return report


def _try(url: str, chance: random.Random, report: Report) -> None:
    command = [sys.executable, "-m", "tests.store.crash", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None:
            raise RuntimeError("no output to read")
        said = process.stdout.readline()
        time.sleep(chance.random() * _LONGEST)
        process.kill()
        lines = (said + process.stdout.read()).split("\n")[:-1]
    with open_database(url) as database:
        stored = count(database, StatementQuery())
        problems = [*check(database), *evidence_problems(database)]
    if problems:
        report.crashes.append(problems[0])
    if stored < _STATEMENTS * len(lines) or stored % _STATEMENTS:
        report.leaks.append(f"{len(lines)} articles were said to be stored, {stored} statements are")
