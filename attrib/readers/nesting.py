"""Files within files, and addresses that files name: how many, how large and how deep they may be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from attrib.data import Document, Problem
from attrib.errors import ReadError

MAX_DEPTH = 4
"""How deep a file may lie in others: an archive in an archive, the page of a feed of a list of feeds."""
MAX_FILES = 20_000
"""Files of archives and mails that are opened for one input."""
MAX_UNPACKED = 2 << 30
"""Bytes that the archives of one input are unpacked to."""
MAX_RATIO, FREE = 200, 1 << 20
"""How many times its packed size a file may unpack to, beyond the first bytes."""
MAX_ADDRESSES = 50_000
"""Addresses that are followed from one input: the most that a sitemap may name."""


@dataclass(slots=True)
class Spent:
    """What has been opened for one input of the user: files, unpacked bytes, and the addresses that were followed."""

    files: int = 0
    unpacked: int = 0
    addresses: set[str] = field(default_factory=set)

    def open_file(self) -> None:
        """Count one more file within the input; raises ReadError where there have been too many."""
        if self.files >= MAX_FILES:
            raise ReadError(f"more than {MAX_FILES:,} files within one input, the rest is left out; unpack it")
        self.unpack(0)
        self.files += 1

    def unpack(self, size: int) -> None:
        """Count unpacked bytes; raises ReadError where there have been too many."""
        self.unpacked += size
        if self.unpacked > MAX_UNPACKED:
            raise ReadError(f"unpacks to more than {MAX_UNPACKED:,} bytes, the most for one input; unpack it")

    def follow(self, address: str) -> bool:
        """Whether an address is to be read now: False for one that was. Raises ReadError where there were too many."""
        if address in self.addresses:
            return False
        if len(self.addresses) >= MAX_ADDRESSES:
            raise ReadError(f"more than {MAX_ADDRESSES:,} addresses in one input; split it")
        self.addresses.add(address)
        return True


@dataclass(frozen=True, slots=True)
class Nest:
    """How many files a file lies in, and what has been opened for the outermost of them.

    `follow` reads an address that a file names, as a page within it; None where no address is followed.
    """

    depth: int = 0
    spent: Spent = field(default_factory=Spent)
    follow: Callable[[str, "Nest"], Iterator[Document | Problem]] | None = None

    def fresh(self) -> "Nest":
        """The place of an input that the user gave."""
        return Nest(follow=self.follow)

    def deeper(self) -> "Nest":
        """The place of a file within this one; raises ReadError where it lies too deep."""
        if self.depth >= MAX_DEPTH:
            raise ReadError(f"lies in more than {MAX_DEPTH} other files; unpack it")
        return Nest(self.depth + 1, self.spent, self.follow)
