"""Weights in pages of a file: those that nothing reads leave memory, and come back when something does."""

import mmap
import os
import sys
import tempfile
from weakref import WeakSet

import torch
from torch import Tensor, nn

from attrib.memory import also_give_back


def make_pages(size: int) -> "Pages | None":
    """Room of `size` bytes in a temporary file without a name, which is gone when the last tensor in it is.

    None where the system is not Linux, or has no room for it.
    """
    if not sys.platform.startswith("linux"):
        return None
    try:
        with tempfile.TemporaryFile(prefix="attrib-") as file:
            os.posix_fallocate(file.fileno(), 0, size)  # on a full disk writing would end the process
            return Pages(file.fileno(), size)
    except OSError:
        return None


def keep_words_in_pages(*networks: nn.Module) -> None:
    """Let the tables of word pieces that networks on the processor have be in pages: a text needs few rows of them."""
    for network in networks:
        for part in network.modules():
            if isinstance(part, nn.Embedding) and part.weight.device.type == "cpu" and part.weight.nbytes >= _LARGE:
                pages = make_pages(part.weight.nbytes)
                part.weight.data = part.weight if pages is None else pages.copy(part.weight.detach())


class Pages(mmap.mmap):
    """A file in memory that tensors are put into, of which each holds it.

    An engine packs weights in its own way, and reads them as they were again only for a shape that wants another
    packing. Kept in the memory of the process they would be there twice.
    """

    def __init__(self, _descriptor: int, _size: int) -> None:
        self._used = 0
        _LIVING.add(self)

    @torch.inference_mode(mode=False)  # else what is copied could never be trained
    def copy(self, values: Tensor) -> Tensor:
        """The same values, of the same shape, in these pages. Raises ValueError where no room is left."""
        there = torch.frombuffer(self, dtype=values.dtype, count=values.numel(), offset=self._used)
        self._used += room(values, values.dtype)
        return there.view(values.shape).copy_(values)

    def leave(self) -> None:
        """Let the pages leave memory; what reads a tensor has them back."""
        self.madvise(mmap.MADV_DONTNEED)


_STEP = 64  # bytes: tensors begin at multiples of it
_LARGE = 1_000_000  # bytes of a table that is worth a file
_LIVING: WeakSet[Pages] = WeakSet()


def room(values: Tensor, dtype: torch.dtype) -> int:
    """The bytes that a tensor takes of pages in a number format."""
    return -(-values.numel() * dtype.itemsize // _STEP) * _STEP


def _leave() -> None:
    for pages in list(_LIVING):
        pages.leave()


also_give_back(_leave)
