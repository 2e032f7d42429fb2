"""Weights in pages of a file.

An engine packs weights in its own way, and reads them as they were again only for a shape that wants another packing.
Kept in the memory of the process they would be there twice.
"""

import torch
from torch import Tensor, nn

from attrib.pages import Pages, make_pages, room

_LARGE = 1_000_000  # bytes of a table that is worth a file


@torch.inference_mode(mode=False)  # else what is copied could never be trained
def copied(pages: Pages, values: Tensor) -> Tensor:
    """The same values, of the same shape, in pages. Raises ValueError where these have no room left."""
    there = torch.frombuffer(pages.take(values.nbytes), dtype=values.dtype, count=values.numel())
    return there.view(values.shape).copy_(values)


def room_of(values: Tensor, dtype: torch.dtype) -> int:
    """The bytes that a tensor takes of pages in a number format."""
    return room(values.numel() * dtype.itemsize)


def keep_words_in_pages(*networks: nn.Module) -> None:
    """Let the tables of word pieces that networks on the processor have be in pages: a text needs few rows of them."""
    for network in networks:
        for part in network.modules():
            if isinstance(part, nn.Embedding) and part.weight.device.type == "cpu" and part.weight.nbytes >= _LARGE:
                pages = make_pages(part.weight.nbytes)
                part.weight.data = part.weight if pages is None else copied(pages, part.weight.detach())
