"""Work for worker processes that needs no model: what they open, and programs that are killed over it."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from attrib.errors import ReadError
from attrib.services.workers import Tell

PATIENCE = 300  # seconds after which a process hangs, however busy the machine is


class StrangeError(Exception):
    """An error that a pipe cannot carry as it is."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


@dataclass(frozen=True, slots=True)
class Trade:
    """Opens work of which each task is a word and a number; what it does is left in a folder."""

    folder: Path

    def __call__(self, tell: Tell) -> Callable[[tuple[str, int]], object]:
        """The work of one process, which says which task it has."""

        def work(task: tuple[str, int]) -> object:
            tell(f"{task[0]} {task[1]}")
            return self.work(task)

        return work

    def work(self, task: tuple[str, int]) -> object:
        """Do one task as its word says."""
        word, number = task
        note = self.folder / f"{word}{number}"
        if word == "square":
            return number * number
        if word == "after":  # comes to its end when the task of the next number has
            wait_for(self.folder / f"before{number + 1}")
        if word == "die" or (word == "die-once" and not note.exists()):
            note.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "fail":
            raise ReadError("bad.txt: is empty")
        if word == "fail-strangely":
            raise StrangeError("very", "odd")
        if word == "hang":
            note.write_text(str(os.getpid()))
            time.sleep(PATIENCE)
        note.touch()
        told = {"threads": os.environ["OMP_NUM_THREADS"], "policy": os.environ["OMP_WAIT_POLICY"], "pid": os.getpid()}
        return told.get(word, number)


def wait_for(path: Path) -> Path:
    """The path, when it is there."""
    deadline = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < deadline, path
        time.sleep(0.01)
    return path


def gone(process: int) -> bool:
    """Wait until a process that is no child of this one has ended."""
    deadline = time.monotonic() + PATIENCE
    while alive(process):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def alive(process: int) -> bool:
    """Whether a process runs; one that is dead and waits for its parent does not."""
    with suppress(OSError):
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z"
    return False


def hanging(folder: Path, count: int) -> Iterator[int]:
    """The processes that hang over tasks 0 to count."""
    for number in range(count):
        note = wait_for(folder / f"hang{number}")
        while not (words := note.read_text()):
            time.sleep(0.01)
        yield int(words)
