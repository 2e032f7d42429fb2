"""Which language a text is in, told offline and the same way every time by the model that py3langid ships."""

from functools import cache
from typing import Protocol

from attrib.data import Document

ENGLISH = "en"
_SAMPLE = 1_500  # characters; more makes the answer slower, not better
_ENOUGH = 40  # letters below which a text in Latin script is taken for English
# How much better than English another language must be. Of 5,695 Reuters telegrams, tables of figures among them, the
# worst came to 2.5; headlines of forty letters in French or Spanish come to 7 and more.
_MARGIN = 3.5


class _Rank(Protocol):
    def __call__(self, text: str) -> list[tuple[str, float]]: ...


@cache
def _ranking() -> _Rank:
    """The ranking function of py3langid; importing it loads the model, which takes half a second."""
    import py3langid

    rank: _Rank = py3langid.rank
    return rank


def detect(text: str) -> str:
    """The language's ISO 639-1 code (639-3 for the few without one).

    A text too short to tell, in Latin script, counts as English: attrib reads English news, and a headline wrongly set
    aside is lost. Where English is about as likely as the best guess (tables of figures, foreign names), it is English.
    """
    sample = text[:_SAMPLE]
    letters = [character for character in sample if character.isalpha()]
    latin = sum(character < "\u0250" for character in letters)
    if len(letters) < _ENOUGH and 2 * latin >= len(letters):
        return ENGLISH
    ranked = _ranking()(sample)
    scores = dict(ranked)
    best, score = ranked[0]
    # Scores are sums over the text's features and grow with the root of its length, so the margin is relative to them.
    close = scores[ENGLISH] >= score - _MARGIN * len(sample.encode("utf-8", "replace")) ** 0.5
    return ENGLISH if best != ENGLISH and close else best


def is_english(document: Document) -> bool:
    """Whether the model can read a document; one whose language nobody told is taken for English."""
    return document.language in (None, ENGLISH)
