"""Where the words of a text search stand in a text, for faces that mark them."""

import re
from collections.abc import Iterator

from attrib.store.search.query_language import Phrase, phrases
from attrib.text.folding import fold

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it is found."""
_AROUND = 90  # characters on each side of the first hit in an excerpt
_WRITTEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")  # a word, also with accents apart from its letters


def marked_words(text: str, query: str | None) -> Pieces:
    """A text cut where the words of a search begin and end: its pieces in order, each with whether it is found.

    Whole words are found, those of a phrase from the first to the last: of `"border tax" wall*` in "The Border-Tax and
    walls" it is "Border-Tax" and "walls". As the search reads words, case and accents make no difference. A text
    without any is one piece.
    """
    pieces, at = list[tuple[str, bool]](), 0
    for start, end in _joined(sorted(_found(text, phrases(query or "")))):
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    pieces.append((text[at:], False))
    return tuple(piece for piece in pieces if piece[0])


def excerpt(text: str, query: str | None) -> Pieces:
    """The first place of a text where the words of a search stand, with what is around it; nothing where there is none.

    It begins and ends between words, and tells by an ellipsis where the text goes on.
    """
    spans = sorted(_found(text, phrases(query or "")))
    if not spans:
        return ()
    start, end = max(0, spans[0][0] - _AROUND), min(len(text), spans[0][1] + _AROUND)
    start = 0 if start == 0 else next((at for at in range(start, spans[0][0]) if text[at - 1].isspace()), spans[0][0])
    cut = end if end == len(text) else next((at for at in range(end, spans[0][1], -1) if text[at].isspace()), end)
    pieces = marked_words(text[start:cut], query)
    before, behind = ((("… ", False),) if start else ()), ((" …", False),) if cut < len(text) else ()
    return (*before, *pieces, *behind)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    joined = list[tuple[int, int]]()
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _found(text: str, wanted: tuple[Phrase, ...]) -> Iterator[tuple[int, int]]:
    """The start and end of each place where a phrase stands, in characters."""
    if not wanted:
        return
    words = [(word, *match.span()) for match in _WRITTEN.finditer(text) for word in fold(match[0]).split()]
    plain = [word for word, _, _ in words]
    for phrase in wanted:
        *first, last = phrase.words
        for place in range(len(words) - len(first)):
            end = place + len(first)
            if plain[place:end] == first and (plain[end].startswith(last) if phrase.prefix else plain[end] == last):
                yield words[place][1], words[end][2]
