"""Lists of query parameters in chunks, because a query has a limited number of parameters."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_CHUNK = 500


Identity = TypeVar("Identity", str, int)


def chunks(identities: Iterable[Identity]) -> Iterator[list[Identity]]:
    """The ids, sorted, in lists short enough for the parameters of one query."""
    remaining = iter(sorted(identities))
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
