"""Remarks for the user on an answer."""

from dataclasses import dataclass

COUNTED = "by"
"""The `field` of a way to counts; its value is their facet."""


@dataclass(frozen=True, slots=True)
class Way:
    """Another search that a remark names: the filter `field` with a value, for a face that shows links.

    `words` are those of the message that name it, "--any" or a name that is near; `value` is None for a switch.
    `without` is a filter with its value that it takes the place of. With COUNTED for a field it is the counts by a
    facet.
    """

    words: str
    field: str
    value: str | None = None
    without: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark on an answer; services yield it among their results, and each face shows it in its own way.

    `warning` marks that something is missing from the answer or may be wrong in it; `ways` are other searches that the
    message names, in its order.
    """

    message: str
    warning: bool = True
    ways: tuple[Way, ...] = ()

    def __str__(self) -> str:
        return self.message
