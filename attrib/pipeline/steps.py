"""How far a pipeline is with the articles that it has in hand, in words for whoever waits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from attrib.data import Document

TOLD_EVERY = 50
"""Statements between two words of how many have been attributed."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Tells `doing` of each step with some articles; figures first, because a terminal may have no room for the title.

    Example: "reading (37%) Port stays shut", "statement 150 of 900 of Port stays shut".
    """

    doing: Callable[[str], None]
    documents: Sequence[Document]

    def read(self, share: float) -> None:
        """So much of the texts, from 0 to 1, has been through the network."""
        self.doing(f"reading ({share:.0%}) {self._named}")

    def attributed(self, number: int, total: int) -> None:
        """Of so many statements of one of the texts so many have a speaker, or none for good."""
        if number % TOLD_EVERY == 0:
            self.doing(f"statement {number} of {total} of {self._named}")

    def judging(self, total: int) -> None:
        """The sides that so many statements take are asked for."""
        self.doing(f"sides of {total} {'statement' if total == 1 else 'statements'} of {self._named}")

    @property
    def _named(self) -> str:
        first = self.documents[0]
        return first.title or first.location if len(self.documents) == 1 else f"{len(self.documents)} articles"
