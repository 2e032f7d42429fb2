"""What PyTorch's libraries keep of memory over many articles: bounded, and given back between batches.

Without either, a process that read 1,000 articles had grown to 2.2 GB, and went on growing.
"""

import os
import sys
from collections.abc import Callable
from functools import cache

_CAPACITY = "ONEDNN_PRIMITIVE_CACHE_CAPACITY"
_KERNELS = "64"
"""Kernels that oneDNN keeps, one a shape of a matrix product: of its 1,024 most are of shapes that come once."""


def keep_few_kernels() -> None:
    """Let oneDNN keep few kernels, unless the environment tells how many.

    It reads the environment when it is first used, so this is called when the package is imported.
    """
    os.environ.setdefault(_CAPACITY, _KERNELS)


def give_back() -> None:
    """Give memory that was freed back to the system, where the C library is glibc; elsewhere nothing is done.

    What a network works with is freed in pieces between what stays, and glibc alone gives back only the end of them.
    It takes some milliseconds.
    """
    trim = _trimming()
    if trim is not None:
        trim(0)


@cache
def _trimming() -> Callable[[int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    import ctypes  # only here: most commands have no network

    return getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
