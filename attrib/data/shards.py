"""Extractions on their way from the machine that makes them to the database: rows of shards."""

from dataclasses import dataclass

from attrib.data.documents import Document
from attrib.data.runs import Extraction
from attrib.data.vectors import SentenceVectors
from attrib.errors import SettingsError

SCHEMA = 2
"""The version of the columns of a file of extractions."""
KIND = "attrib extractions"
"""What the metadata of such a file say that it is."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One of `count` parts of an input, numbered from 1: that of the texts whose SHA-256 leaves `number` - 1 when it is
    divided by `count`. So a text is in one part alone, wherever and how often it stands.
    """

    number: int = 1
    count: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.count:
            raise SettingsError(f"shard {self} is none; give one from 1/{self.count} to {self.count}/{self.count}")

    def has(self, digest: str) -> bool:
        """Whether a hexadecimal SHA-256 belongs to this part."""
        return int(digest, 16) % self.count == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


@dataclass(frozen=True, slots=True)
class ShardRow:
    """One document of an input, its place in it counted from 0, and what was found in it.

    `extraction` is None for a document in a language that is not read, `vectors` where none were made.
    """

    place: int
    document: Document
    extraction: Extraction | None = None
    vectors: SentenceVectors | None = None
