"""Values in pages of a file: those that nothing reads leave memory, and come back when something does."""

import mmap
import os
import sys
from weakref import WeakSet

from attrib.memory import also_give_back


def make_pages(size: int) -> "Pages | None":
    """Room of `size` bytes in a temporary file without a name, which is gone when the last value in it is.

    None where the system is not Linux, or has no room for it.
    """
    if not sys.platform.startswith("linux"):
        return None
    import tempfile  # only here: most commands have nothing to put there

    try:
        with tempfile.TemporaryFile(prefix="attrib-") as file:
            os.posix_fallocate(file.fileno(), 0, size)  # on a full disk writing would end the process
            return Pages(file.fileno(), size)
    except OSError:
        return None


class Pages(mmap.mmap):
    """A file in memory that values are put into, of which each holds it."""

    def __init__(self, _descriptor: int, _size: int) -> None:
        self._used = 0
        _LIVING.add(self)

    def take(self, size: int) -> memoryview:
        """The next `size` bytes, to be written to. Raises ValueError where not so many are left."""
        taken = memoryview(self)[self._used : self._used + size]
        if taken.nbytes < size:
            raise ValueError(f"{size} bytes do not fit into a buffer of which {taken.nbytes} are left")
        self._used += room(size)
        return taken

    def leave(self) -> None:
        """Let the pages leave memory; what reads a value has them back."""
        self.madvise(mmap.MADV_DONTNEED)


def in_pages(values: memoryview) -> memoryview:
    """The same values, of the same format, in pages of their own where there is room for them."""
    pages = make_pages(values.nbytes)
    if pages is None:
        return values
    taken = pages.take(values.nbytes)
    taken[:] = values.cast("B")
    there: memoryview = taken.cast(values.format)  # type: ignore[call-overload] # which wants a literal
    return there


def room(size: int) -> int:
    """The bytes that a value of `size` bytes takes of pages."""
    return -(-size // _STEP) * _STEP


_STEP = 64  # bytes: values begin at multiples of it
_LIVING: WeakSet[Pages] = WeakSet()


def _leave() -> None:
    for pages in list(_LIVING):
        pages.leave()


also_give_back(_leave)
