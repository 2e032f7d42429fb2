"""What PyTorch's libraries keep of memory over many articles: bounded, and given back between batches.

Without either, a process that read 1,000 articles had grown to 2.2 GB, and went on growing.
"""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

_CAPACITIES = ("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "LRU_CACHE_CAPACITY")
"""What oneDNN keeps, and what PyTorch's way to it (ideep) keeps beside: a kernel is freed where neither holds it."""
_KERNELS = "64"
"""Kernels that each of them keeps, one a shape of a matrix product: of 1,024 by themselves most come once.

One takes about 0.3 MB: after 900 shapes a process had 260 MB of them, 25 with these.
"""
LARGE = 3_000_000
"""Bytes of a block that is worth asking the system for, and giving back to it when it is freed.

glibc lets that grow to 32 MB, and keeps what is smaller between what stays: a reader of OpenVINO's had 1.09 GB at most,
and has 1.01 in 1.02 of the time. PyTorch, which frees more of them, would take 1.06 of it.
"""
_THRESHOLD = -3  # M_MMAP_THRESHOLD of malloc.h
_LESS_OFTEN = 100
_MORE: list[Callable[[], None]] = []


def keep_few_kernels() -> None:
    """Let PyTorch's libraries keep few kernels, unless the environment tells how many.

    They read the environment when they are first used, so this is called when the package is imported.
    """
    for name in _CAPACITIES:
        os.environ.setdefault(name, _KERNELS)


def give_back() -> None:
    """Give memory that was freed back to the system where the C library is glibc, and whatever else can be given back.

    What a network works with is freed in pieces between what stays, and glibc alone gives back only the end of them.
    It takes some milliseconds.
    """
    trim = _of_libc("malloc_trim")
    if trim is not None:
        trim(0)
    for more in _MORE:
        more()


def also_give_back(more: Callable[[], None]) -> None:
    """Let `give_back` call a function too, for as long as the process lives."""
    _MORE.append(more)


def ask_for_large_blocks() -> None:
    """Let LARGE blocks of memory be asked of the system each by itself, where the C library is glibc."""
    option = _of_libc("mallopt")
    if option is not None:
        option(_THRESHOLD, LARGE)


@contextmanager
def few_collections() -> Iterator[None]:
    """Let Python look for values that hold each other a hundred times less often: where very many are made that do not.

    An export spends a tenth of its time in looking for them.
    """
    before = gc.get_threshold()
    gc.set_threshold(_LESS_OFTEN * before[0], *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@cache
def _of_libc(name: str) -> Callable[..., int] | None:
    """A function of the C library, where it is on Linux and has it: musl has none of these."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes  # only here: most commands have no network

    return getattr(ctypes.CDLL(None), name, None)
