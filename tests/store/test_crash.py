import subprocess
import sys
from pathlib import Path
from threading import Thread

from attrib.data import StatementQuery
from attrib.store.database.check import check
from attrib.store.database.session import open_database
from attrib.store.documents.storing import Saved
from attrib.store.save import missing, save
from attrib.store.search.query import count
from tests.store.crash import extraction
from tests.store.newsdesk import RUN

KILLED_AFTER = 25


def test_a_killed_process_loses_nothing_and_doubles_nothing(url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.crash", url],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= KILLED_AFTER:
                process.kill()
                break
        done = [int(line) for line in process.stdout if line.strip().isdigit()]
    reported = max([KILLED_AFTER, *done]) + 1
    corpus = [extraction(number) for number in range(reported + 10)]
    with open_database(url) as database:
        assert check(database) == []
        left = missing(database, [item.document.sha256 for item in corpus], RUN.id)
        assert left <= {item.document.sha256 for item in corpus[reported:]}
        again = [save(database, item) for item in corpus]
        assert again[:reported] == [Saved.UNCHANGED] * reported
        assert count(database, StatementQuery()) == 5 * len(corpus)
        assert check(database) == []


def test_writers_at_once_wait_for_each_other(url: str) -> None:
    corpus = [extraction(number) for number in range(30)]
    outcomes: list[Saved] = []

    def write() -> None:
        with open_database(url) as database:
            outcomes.extend(save(database, item) for item in corpus)

    open_database(url).close()
    threads = [Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [Saved.NEW] * 30 + [Saved.UNCHANGED] * 60
    with open_database(url) as database:
        assert count(database, StatementQuery()) == 150
        assert check(database) == []
