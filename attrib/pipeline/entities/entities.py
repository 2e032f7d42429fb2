"""Everybody and everything a document names, each with all its mentions gathered under the fullest name."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from attrib.data import EntityKind, Span
from attrib.english.names import Gender

_IN_MIND = 100


@dataclass(frozen=True, slots=True)
class Post:
    """A role and the body it is held in or for, as one place in the text gives them."""

    role: str | None
    affiliation: str | None
    span: Span
    words: frozenset[str] = frozenset()  # all words of the description, lower case


@dataclass(slots=True, eq=False)
class Entity:
    """One person, body or place that the document names; `span` is where its fullest name stands."""

    name: str
    kind: EntityKind
    span: Span
    mentions: list[Span] = field(default_factory=list)
    gender: Gender | None = None
    sure: bool = True  # False where capitals alone spoke for a name of that kind
    posts: list[Post] = field(default_factory=list)

    def add_post(self, post: Post) -> None:
        """Add a post that the text tells, once however often it tells it."""
        if not any((post.words, post.affiliation) == (known.words, known.affiliation) for known in self.posts):
            self.posts.append(post)

    def distance(self, offset: int) -> int:
        """How many characters the nearest mention starts before or after an offset."""
        at = bisect_left(self.mentions, offset, key=lambda span: span.start)
        return min(abs(offset - span.start) for span in self.mentions[max(0, at - 1) : at + 1])


@dataclass(slots=True)
class Entities:
    """The entities of one document and their mentions in order of the text."""

    all: list[Entity]
    mentions: list[tuple[Span, Entity]]

    def within(self, span: Span) -> list[tuple[Span, Entity]]:
        """The mentions that lie at least partly inside the span."""
        at = bisect_left(self.mentions, span.start, key=_end)
        found = []
        while at < len(self.mentions) and self.mentions[at][0].start < span.end:
            if self.mentions[at][0].overlaps(span):
                found.append(self.mentions[at])
            at += 1
        return found

    def before(self, offset: int) -> Iterable[tuple[Span, Entity]]:
        """The mentions that end at or before an offset, nearest first; so many that any reader has lost the others."""
        last = bisect_left(self.mentions, offset + 1, key=_end)
        return reversed(self.mentions[max(0, last - _IN_MIND) : last])

    @property
    def people(self) -> list[Entity]:
        return [entity for entity in self.all if entity.kind is EntityKind.PERSON]


def _end(pair: tuple[Span, Entity]) -> int:
    return pair[0].end
