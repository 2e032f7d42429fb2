"""The language of a text, detected offline and deterministically by the model of py3langid."""

import re
from dataclasses import replace
from functools import cache
from typing import Protocol

from attrib.data import Document
from attrib.english.function_words import BE, PREPOSITIONS
from attrib.pages import in_pages

ENGLISH = "en"
UNDETERMINED = "und"  # ISO 639-2: nobody has looked at the text yet, see `determined`
_SAMPLE = 1_500  # characters; more make detection slower, not better
_ENOUGH = 40  # letters; a text in Latin script with fewer counts as English

# The minimum lead of another language over English. Of 5,695 Reuters telegrams, tables of figures included, the
# largest lead was 2.5; headlines of forty letters in French or Spanish have a lead of 7 and more.
_MARGIN = 3.5


# The words of plain English, and the share of a text's words, of at least so many, that tell it surely.
# Of 800 English articles of the training corpora 639 were sure; py3langid took every one of them for English.
_PLAIN = BE | PREPOSITIONS | {"the", "and", "a", "that"}
_SURE_SHARE, _SURE_WORDS = 0.25, 60
_NEEDED = frozenset({"the", "of", "and", "to"})  # three of which every sure text has
_WORD = re.compile(r"[a-z]+")


class _Rank(Protocol):
    def __call__(self, text: str) -> list[tuple[str, float]]: ...


@cache
def _ranking() -> _Rank:
    """The ranking function of py3langid, whose model is loaded once, which takes half a second.

    Of its two large tables, 48 MB, a text needs few rows: they are kept in pages.
    """
    import numpy as np
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    read = LanguageIdentifier.from_model_file(MODEL_FILE)
    table = np.frombuffer(in_pages(memoryview(read.nb_ptc.view(np.uint8).reshape(-1))), read.nb_ptc.dtype)
    rank: _Rank = LanguageIdentifier(
        table.reshape(read.nb_ptc.shape),
        read.nb_pc,
        read.nb_classes,
        in_pages(memoryview(read.tk_nextmove)),
        read.tk_output,
        tk_row=read.tk_row,
    ).rank
    return rank


def detect(text: str) -> str:
    """The language's ISO 639-1 code (639-3 for the few without one).

    A short text in Latin script counts as English: attrib reads English news, and a headline wrongly set aside is lost.
    So does a text where English is nearly as likely as the best guess (tables of figures, foreign names).
    """
    sample = text[:_SAMPLE]
    letters = [character for character in sample if character.isalpha()]
    latin = sum(character < "\u0250" for character in letters)
    if len(letters) < _ENOUGH and 2 * latin >= len(letters):
        return ENGLISH
    if _surely_english(sample):
        return ENGLISH
    ranked = _ranking()(sample)
    scores = dict(ranked)
    best, score = ranked[0]
    # Scores are sums over features and grow with the square root of the length, so the margin grows too.
    close = scores[ENGLISH] >= score - _MARGIN * len(sample.encode("utf-8", "replace")) ** 0.5
    return ENGLISH if best != ENGLISH and close else best


def _surely_english(sample: str) -> bool:
    """Whether its commonest words alone tell that a text is English, so that no model needs to be loaded."""
    words = _WORD.findall(sample.lower())
    plain = sum(word in _PLAIN for word in words)
    return len(words) >= _SURE_WORDS and plain >= _SURE_SHARE * len(words) and len(_NEEDED.intersection(words)) > 2


def determined(document: Document, known: str | None = None) -> Document:
    """The document with its language, which a reader has left undetermined: the known one, else that of its text."""
    return replace(document, language=known or detect(document.text)) if document.language == UNDETERMINED else document


def is_english(document: Document) -> bool:
    """Whether the model can read a document; one whose language nobody told is taken for English."""
    return document.language in (None, ENGLISH)
