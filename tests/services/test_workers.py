"""Processes that share out work: the order of results, errors, kills of workers and of the process they work for."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from attrib.errors import ReadError, WorkerError
from attrib.services.workers import Workers
from tests.services.work import PATIENCE, Trade, alive, gone, hanging

ROOT = Path(__file__).resolve().parents[2]
Task = tuple[str, int]

PROGRAM = """
import sys
from pathlib import Path
from attrib.services.workers import Workers
from tests.services.work import Trade

if __name__ == "__main__":
    list(Workers(Trade(Path(sys.argv[1])), 2).results([("hang", 0), ("hang", 1)]))
"""


def results(folder: Path, tasks: list[Task], most: int = 2) -> list[object]:
    return list(Workers[Task, object](Trade(folder), most).results(tasks))


def test_results_come_in_the_order_of_the_tasks(tmp_path: Path) -> None:
    tasks = [("after", 0), ("before", 1), *(("square", number) for number in range(2, 9))]
    assert results(tmp_path, tasks) == [0, 1, *(number * number for number in range(2, 9))]


def test_no_task_needs_no_process(tmp_path: Path) -> None:
    workers = Workers[Task, object](Trade(tmp_path), 2)
    assert list(workers.results([])) == []


def test_each_worker_has_one_thread_that_sleeps_while_it_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    assert results(tmp_path, [("threads", 0), ("policy", 0)], 1) == ["1", "PASSIVE"]
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    assert results(tmp_path, [("policy", 0)], 1) == ["ACTIVE"]


def test_no_more_processes_than_are_asked_for(tmp_path: Path) -> None:
    assert len(set(results(tmp_path, [("pid", 0)] * 6, 1))) == 1


def test_what_workers_do_is_told_and_not_too_often(tmp_path: Path) -> None:
    told = list[str]()
    tasks: list[Task] = [("square", number) for number in range(2000)]
    workers = Workers[Task, object](Trade(tmp_path), 1, told.append)
    assert list(workers.results(tasks)) == [number * number for number in range(2000)]
    assert told[0] == "square 0"
    assert len(told) < 200  # of one worker two a second, on a machine however slow


def test_errors_are_raised_in_their_turn(tmp_path: Path) -> None:
    workers = Workers[Task, object](Trade(tmp_path), 2)
    given = workers.results([("square", 3), ("fail", 0), ("square", 4)])
    assert next(given) == 9
    with pytest.raises(ReadError, match=r"bad\.txt: is empty") as caught:
        next(given)
    assert "tests/services/work.py" in caught.value.__notes__[0]
    with pytest.raises(RuntimeError, match="StrangeError: very odd"):
        results(tmp_path, [("fail-strangely", 0)], 1)


def test_what_a_killed_worker_did_is_done_anew(tmp_path: Path) -> None:
    tasks = [("square", 1), ("die-once", 2), ("square", 3), ("square", 4)]
    assert results(tmp_path, tasks) == [1, 2, 9, 16]


def test_work_that_kills_its_workers_is_told(tmp_path: Path) -> None:
    workers = Workers[Task, object](Trade(tmp_path), 2)
    given = workers.results([("square", 1), ("die", 0), ("square", 3)])
    assert next(given) == 1
    with pytest.raises(WorkerError, match=r"ended by signal 9, as one did before it over the same work; .* fewer jobs"):
        next(given)


def test_stopping_early_ends_the_workers(tmp_path: Path) -> None:
    workers = Workers[Task, object](Trade(tmp_path), 2)
    given = workers.results([("pid", 0), ("hang", 0)])
    assert isinstance(next(given), int)
    [process] = hanging(tmp_path, 1)
    assert alive(process)
    given.close()
    assert gone(process)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not tell which processes there are")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_the_process_that_they_work_for(tmp_path: Path, how: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    (tmp_path / "program.py").write_text(PROGRAM)
    with subprocess.Popen(
        [sys.executable, tmp_path / "program.py", tmp_path],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        workers = list(hanging(tmp_path, 2))
        if how is signal.SIGINT:  # as a terminal sends it: to all of them
            os.killpg(process.pid, how)
        else:
            process.send_signal(how)
        _, said = process.communicate(timeout=PATIENCE)
    assert all(gone(worker) for worker in workers)
    assert said.count("Traceback") == (how is signal.SIGINT)  # this process's own, and none of a worker
