"""Work shared out among processes: results in the order of the tasks, and a process that is killed replaced.

Each worker is a new process with one thread, which opens what it works with at its first task. Killing a worker loses
its task alone, which another one does anew. Workers take no notice of Ctrl-C, and end when this process ends, however
it ends.
"""

import multiprocessing
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import connection, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Generic, TypeVar

from attrib.errors import WorkerError
from attrib.services.worker import Answer, Told, serve

Task = TypeVar("Task")
Result = TypeVar("Result")

Tell = Callable[[str], None]
"""Says what is going on, in words for whoever waits."""
Opening = Callable[[Tell], Callable[[Task], Result]]
"""Opens the work of a process."""

TRIES = 2
"""How many workers may die of one task before it is given up."""
_AHEAD = 2  # tasks a worker that may be done before their turn: memory stays flat where one task takes long
_PATIENCE = 5.0  # seconds in which a worker that is told to end does so


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    number: int | None = None  # of the task that it does


@dataclass(slots=True)
class _Given(Generic[Task]):
    task: Task
    deaths: int = 0  # of workers that had it


class Workers(Generic[Task, Result]):
    """At most `most` processes, each of which opens the same work and then does task by task.

    `opening` is called in each of them, with what tells `doing` here what is going on there, and gives the function
    that does a task; it, the tasks and their results go through a pipe, so they must be such that can be pickled. A
    process is started only where there is a task for it.
    """

    def __init__(self, opening: Opening[Task, Result], most: int, doing: Tell = lambda _: None) -> None:
        self._opening = opening
        self._most = most
        self._doing = doing
        self._workers: list[_Worker] = []
        self._given: dict[int, _Given[Task]] = {}
        self._again: list[int] = []  # numbers of tasks whose worker died
        self._done: dict[int, Answer] = {}
        self._tasks: Iterator[tuple[int, Task]] = iter(())

    def results(self, tasks: Iterable[Task]) -> Generator[Result, None, None]:
        """One result a task, in their order. What a task raises is raised when its turn comes.

        Raises WorkerError for a task of which TRIES workers have died. However the iteration ends, so do the workers.
        """
        self._tasks = enumerate(tasks)
        turn = 0
        try:
            while self._await(turn):
                answer = self._done.pop(turn)
                if answer.error is not None:
                    raise answer.error
                yield from answer.results
                turn += 1
        finally:
            self.close()

    def advance(self) -> None:
        """Take what workers have done by now, and give those that wait their next task; waits for none of them."""
        self._listen(0)
        while (number := self._next()) is not None:
            self._give(number)

    def close(self) -> None:
        """End every worker; what they do is lost."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(_PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        for left in (self._workers, self._given, self._again, self._done):
            left.clear()

    def _await(self, turn: int) -> bool:
        """Wait until a task is done; whether there is one of that number."""
        self.advance()
        while turn not in self._done and self._given:
            self._listen(None)
            self.advance()
        return turn in self._done

    def _next(self) -> int | None:
        """The number of a task to give out now, if there is a worker for it and it is not too far ahead."""
        if self._idle() is None and len(self._workers) == self._most:
            return None
        if self._again:
            return self._again.pop(0)
        if len(self._given) + len(self._done) >= self._most * _AHEAD:
            return None
        for number, task in self._tasks:
            self._given[number] = _Given(task)
            return number
        return None

    def _idle(self) -> _Worker | None:
        return next((worker for worker in self._workers if worker.number is None), None)

    def _give(self, number: int) -> None:
        worker = self._idle() or self._start()
        worker.number = number
        try:
            worker.pipe.send((number, self._given[number].task))
        except (BrokenPipeError, ConnectionResetError):
            self._bury(worker, number)

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, its = context.Pipe()
        process = context.Process(target=serve, args=(its,), daemon=True)
        with _deaf_to_interrupts():
            process.start()
        its.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        ours.send(self._opening)
        return worker

    def _listen(self, seconds: float | None) -> None:
        """Take the answers of workers that have one, after at most so many seconds."""
        busy = [worker for worker in self._workers if worker.number is not None]
        ready = set(connection.wait([worker.pipe for worker in busy], seconds)) if busy else set()
        for worker in busy:
            if worker.pipe not in ready or worker.number is None:
                continue
            try:
                answer = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker, worker.number)
                continue
            if isinstance(answer, Told):
                self._doing(answer.words)
                continue
            worker.number = None
            del self._given[answer.number]
            self._done[answer.number] = answer

    def _bury(self, worker: _Worker, number: int) -> None:
        """Take leave of a worker that has died; its task is done again, unless it has cost workers enough."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        given = self._given[number]
        given.deaths += 1
        if given.deaths < TRIES:
            self._again.append(number)
            return
        del self._given[number]
        status = worker.process.exitcode or 0
        how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
        words = f"a worker process {how}, as one did before it over the same work; if memory is short, give fewer jobs"
        self._done[number] = Answer(number, error=WorkerError(words))


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes started here never see Ctrl-C, which the terminal sends to all of them; this one sees it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # or it would be started below, and hear interrupts again when it is
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
