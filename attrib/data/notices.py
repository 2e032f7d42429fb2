"""What a person should know of an answer, beside the answer itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark on an answer; services give it among what they yield, and each face shows it in its own way.

    `warning` marks what is missing from the answer or may be wrong in it.
    """

    message: str
    warning: bool = True

    def __str__(self) -> str:
        return self.message
