"""Lists of query parameters in pieces, as the number of parameters of one query is limited."""

from collections.abc import Iterable, Iterator
from itertools import islice

_CHUNK = 500


def chunks(identities: Iterable[str]) -> Iterator[list[str]]:
    """The ids, sorted, in lists that a query can take as parameters."""
    remaining = iter(sorted(identities))
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk
