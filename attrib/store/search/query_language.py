"""Folding of text to plain words, the same on both databases, and safe full-text queries made of a user's words."""

import re
from dataclasses import dataclass

from attrib.text.folding import fold

_CHUNK = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')
_CURLY = str.maketrans("“”„‟«»＂", '"' * 7)


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
