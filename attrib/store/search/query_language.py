"""Folding of text to plain words, the same on both databases, and safe full-text queries made of a user's words."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

MAX_INDEXED = 100_000
"""Only so many characters of one statement are searchable; PostgreSQL refuses a vector beyond 1 MB."""

# Longer runs are cut alike in texts and in queries: PostgreSQL refuses words beyond 2,046 bytes.
_WORD = re.compile(r"[^\W_]{1,64}")
_CHUNK = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')
# What makes most English news more than ASCII; as spaces they part words just the same.
_SIGNS = str.maketrans("“”‘’–—…•«»", " " * 10)
_CURLY = str.maketrans("“”„‟«»＂", '"' * 7)


def fold(text: str) -> str:
    """The words of a text in lower case without accents, joined by single spaces."""
    text = text.translate(_SIGNS)
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
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


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand next to each other; with `prefix` the last one need only begin so."""

    words: tuple[str, ...]
    prefix: bool = False


def phrases(query: str) -> tuple[Phrase, ...]:
    """A user's query as phrases that must all occur: words, "phrases in double quotes", a trailing * for a beginning.

    Every other sign is a space between words, so no query can be ill-formed; one without words gives no phrases.
    """
    found = []
    for match in _CHUNK.finditer(query.translate(_CURLY)):
        quoted, star, bare = match.groups()
        text = bare if quoted is None else quoted
        words = tuple(fold(text).split())
        if words:
            found.append(Phrase(words, star == "*" or text.rstrip().endswith("*")))
    return tuple(found)


def fts5(query: tuple[Phrase, ...]) -> str:
    """The query in FTS5's syntax; its words are letters and digits only, so quoting them is enough."""
    return " AND ".join(f'"{" ".join(phrase.words)}"' + ("*" if phrase.prefix else "") for phrase in query)


def tsquery(query: tuple[Phrase, ...]) -> str:
    """The query in the syntax of PostgreSQL's to_tsquery."""
    return " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in phrase.words) + (":*" if phrase.prefix else "") + ")"
        for phrase in query
    )
