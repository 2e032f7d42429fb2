"""One process that works for another: it does task by task, on one thread, and ends when the other does."""

import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

TOLD_EVERY = 0.5
"""Seconds at least between two words of what a worker does."""
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
_TOLD_AS_THEY_ARE = {"builtins", "attrib.errors"}  # modules whose errors another process can always make again


@dataclass(frozen=True, slots=True)
class Answer:
    """What has become of a task: its result alone in `results`, or the error that it raised."""

    number: int
    results: tuple[Any, ...] = ()
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a worker is doing now, in words for whoever waits."""

    words: str


class _Teller:
    """Sends through a pipe what is going on, seldom enough that a process that is busy otherwise need not read it."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._next = 0.0

    def __call__(self, words: str) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + TOLD_EVERY
            self._pipe.send(Told(words))


def serve(pipe: Connection) -> None:
    """Do the tasks of a pipe until it is closed; its first message opens the work, called with the first task.

    It is given what tells the other process what is going on. Each further message is a task with its number, and what
    is sent back an Answer for each, and Told between.
    """
    _take_one_thread()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        opening = pipe.recv()
        work: Callable[[Any], Any] | None = None
        while True:
            number, task = pipe.recv()
            results: tuple[Any, ...] = ()
            with _Caught() as caught:
                work = work or opening(_Teller(pipe))
                results = (work(task),)
            pipe.send(Answer(number, results, caught.error))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


class _Caught:
    """Keeps the error that its block raises, as the other process can be told it, with where it was raised."""

    error: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        as_it_is = type(error).__module__ in _TOLD_AS_THEY_ARE
        self.error = error if as_it_is else RuntimeError(f"{type(error).__name__}: {error}")
        self.error.add_note("".join(traceback.format_exception(error)))
        return True


def _take_one_thread() -> None:
    """Let PyTorch and the tokenizers, which are imported later, compute on one thread that sleeps while it waits."""
    os.environ.update(_ONE_THREAD)
    if (torch := sys.modules.get("torch")) is not None:  # imported by the program that this process was made for
        torch.set_num_threads(1)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
