"""The sizes of a pointer, and what it knows of a question beside the text."""

from dataclasses import dataclass

from attrib.nn.configuration import check_version

_FORMAT_VERSION = 1

FORMS = (
    *("name", "role", "body", "writing", "people", "other", "he", "she", "it", "they", "who", "first", "pronoun"),
    *("quantity", "cue", "quote", "letter"),
)
"""What the source of a statement is; "cue" and "quote" stand for none."""

NOUNS = ("", "owned", "definite", "indefinite", "bare")
"""How the noun of a source is determined."""


@dataclass(frozen=True, slots=True)
class PointerConfig:
    """Sizes of the network, and the layer whose states it goes on from (6 is the middle of a twelve-layer encoder).

    `rank` is that of its adapters, `window` the word pieces that it reads together, `dropout` that of training.
    `share` is the weight of what it says beside what the linker says.
    """

    made_for: str
    hidden: int = 768
    layer: int = 6
    rank: int = 32
    width: int = 256
    window: int = 1024
    dropout: float = 0.2
    share: float = 1.0
    format_version: int = _FORMAT_VERSION

    def __post_init__(self) -> None:
        check_version(self.format_version, _FORMAT_VERSION, "the pointer")
