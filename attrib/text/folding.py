"""Folding of text to plain words: lower case, no accents, single spaces; the same words on every database."""

import re
import unicodedata
from functools import lru_cache

# Longer runs are cut alike in texts and in queries: PostgreSQL refuses words beyond 2,046 bytes.
_WORD = re.compile(r"[^\W_]{1,64}")
_ASCII_WORD = re.compile(r"[a-z0-9]{1,64}")  # the same of ASCII in lower case, found in two thirds of the time

# What makes most English news more than ASCII; as spaces they part words just the same. One replacement each takes a
# tenth of the time of one str.translate, which is slow for texts that are not ASCII.
_SIGNS = "“”‘’–—…•«»"


def fold(text: str) -> str:
    """The words of a text in lower case without accents, joined by single spaces."""
    if not text.isascii():
        for sign in _SIGNS:
            text = text.replace(sign, " ")
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(text.lower()))
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", plain.casefold())))


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """`fold` for names, of which the same few come again and again."""
    return fold(name)


def askable(name: str) -> str:
    """A name as a database can be asked for it: without NUL and half surrogate pairs, which no stored text holds."""
    return name.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
