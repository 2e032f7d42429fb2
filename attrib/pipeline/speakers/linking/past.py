"""Who has spoken before a statement, as its features see it: how recently, how often, in which of its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.pipeline.speakers.history import Referent
from attrib.pipeline.speakers.linking.asked import Asked
from attrib.pipeline.speakers.linking.candidates import referent_key

Key = tuple[int, int]
_IN_MIND = 200  # decisions back that a reader can still have in mind


@dataclass(frozen=True, slots=True)
class Decision:
    """One statement and who made it; None for nobody."""

    asked: Asked
    referent: Referent | None

    @property
    def key(self) -> Key | None:
        return None if self.referent is None else referent_key(self.referent)


@dataclass(frozen=True, slots=True)
class Past:
    """The decisions before a statement, last first, with what is looked up of each speaker.

    `rank` says as how many-th last distinct speaker each spoke, `count` how often, `last` the latest decision.
    `enclosing` are the speakers of the statements whose content the source or content lies in.
    """

    decisions: tuple[Decision, ...]
    rank: dict[Key, int]
    count: dict[Key, int]
    last: dict[Key, Decision]
    enclosing: frozenset[Key]
    heard: tuple[Referent, ...]


def past(asked: Asked, decided: Sequence[Decision]) -> Past:
    """The decisions so far as features of a statement see them."""
    rank: dict[Key, int] = {}
    count: dict[Key, int] = {}
    last: dict[Key, Decision] = {}
    enclosing: set[Key] = set()
    heard: list[Referent] = []
    recent = decided[-_IN_MIND:]
    for decision in reversed(recent):
        key = decision.key
        if key is None or decision.referent is None:
            continue
        holds = any(span.start <= asked.place.span.start < span.end for span in decision.asked.content)
        if holds or _contains(decision.asked, asked):
            enclosing.add(key)
        if key not in rank:
            rank[key], last[key] = len(rank), decision
            heard.append(decision.referent)
        count[key] = count.get(key, 0) + 1
    return Past(tuple(reversed(recent)), rank, count, last, frozenset(enclosing), tuple(heard))


def _contains(outer: Asked, inner: Asked) -> bool:
    first = inner.content[0]
    return any(span.start <= first.start and first.end <= span.end and span != first for span in outer.content)
