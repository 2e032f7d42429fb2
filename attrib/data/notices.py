"""Remarks for the user on an answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark on an answer; services yield it among their results, and each face shows it in its own way.

    `warning` marks that something is missing from the answer or may be wrong in it.
    """

    message: str
    warning: bool = True

    def __str__(self) -> str:
        return self.message
