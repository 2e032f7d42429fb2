"""The query language of full-text search: a user's words as phrases, and phrases in each database's syntax."""

import re
from dataclasses import dataclass

from attrib.text.folding import fold

_CHUNK = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')
_CURLY = str.maketrans("“”„‟«»＂", '"' * 7)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Consecutive words; with `prefix`, the last is the start of a word."""

    words: tuple[str, ...]
    prefix: bool = False


def phrases(query: str) -> tuple[Phrase, ...]:
    """The phrases of a user's query, all of which must occur: words, "quoted phrases", and prefixes with a trailing *.

    Every other sign separates words, so that no query is ill-formed; a query without words has no phrases.
    """
    parts = []
    for match in _CHUNK.finditer(query.translate(_CURLY)):
        quoted, star, bare = match.groups()
        text = bare if quoted is None else quoted
        words = tuple(fold(text).split())
        if words:
            parts.append(Phrase(words, star == "*" or text.rstrip().endswith("*")))
    return tuple(parts)


def fts5(query: tuple[Phrase, ...]) -> str:
    """The query in FTS5's syntax; its words have only letters and digits, so quoting them is enough."""
    return " AND ".join(f'"{" ".join(phrase.words)}"' + ("*" if phrase.prefix else "") for phrase in query)


def tsquery(query: tuple[Phrase, ...]) -> str:
    """The query in the syntax of PostgreSQL's to_tsquery."""
    return " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in phrase.words) + (":*" if phrase.prefix else "") + ")"
        for phrase in query
    )
