"""Queues of statements to review: the order is fixed when a queue is made, so that an ingest moves nothing in it.

They are kept in memory, the oldest unused ones forgotten; a page makes a forgotten one anew from its address.
"""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

MOST_QUEUES = 50
LONGEST = 1000
"""The most statements of one queue."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on the statement at a place of a queue: the batch to undo it by, what it says, of which words.

    `remarks` say how a name was understood.
    """

    batch: str
    place: int
    words: str
    quote: str
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class Queue:
    """The ids of statements in the order in which they are reviewed, and the decisions on them, the latest last."""

    id: str
    statements: tuple[str, ...]
    decisions: list[Decision] = field(default_factory=list)


class Queues:
    """The queues that are worked on; several threads may use them."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Queue] = OrderedDict()
        self._lock = threading.Lock()

    def make(self, statements: tuple[str, ...]) -> Queue:
        """A new queue of statements."""
        made = Queue(secrets.token_hex(4), statements)
        with self._lock:
            self._held[made.id] = made
            while len(self._held) > MOST_QUEUES:
                self._held.popitem(last=False)
        return made

    def find(self, key: str) -> Queue | None:
        """The queue of an id; None where it is forgotten."""
        with self._lock:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
            return found

    def decided(self, queue: Queue, decision: Decision) -> None:
        """Note a decision."""
        with self._lock:
            queue.decisions.append(decision)

    def undone(self, queue: Queue, batch: str) -> Decision | None:
        """Forget a decision; the one that it was, None where the queue has none of that batch."""
        with self._lock:
            found = next((each for each in queue.decisions if each.batch == batch), None)
            if found is not None:
                queue.decisions.remove(found)
            return found
