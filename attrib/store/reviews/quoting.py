"""The words that a person gives as a quote: where they stand in the article, or why that is not plain."""

from collections.abc import Sequence

from attrib.data import Span, Spans, StatementType
from attrib.errors import NotFoundError, StoreError
from attrib.text.finding import nearest_passage, occurrences, quotes
from attrib.text.quotation import quotations

_NEAR = 400  # characters between a quote and its cue
_LISTED, _AROUND = 6, 30


def quoted(text: str, words: str, *, present: Span | None = None, at: int | None = None) -> Spans:
    """The only place of a quote in a text; of several the one that begins at `at`, or touches the `present` bounds.

    Raises NotFoundError with the nearest passage, and StoreError with all the places.
    """
    found = quotes(text, words)
    if not found:
        raise NotFoundError(_missing(text, words))
    chosen = [spans for spans in found if at is None or spans[0].start == at]
    if not chosen:
        raise StoreError(f"the words do not begin at {at}; they stand {_places(text, found)}")
    if len(chosen) > 1 and present is not None:
        chosen = [spans for spans in chosen if any(span.overlaps(present) for span in spans)] or chosen
    if len(chosen) > 1:
        raise StoreError(f"the words stand {_places(text, found)}; give more words, or --at and one of these numbers")
    return chosen[0]


def cue_near(text: str, words: str, content: Spans) -> Spans:
    """The place of a cue that is nearest to a quote. Raises NotFoundError where there is none near it."""
    start, end = content[0].start, content[-1].end
    inside = [span for span in occurrences(text, words) if not any(span.overlaps(piece) for piece in content)]
    near = sorted((max(start - span.end, span.start - end, 0), span) for span in inside)
    if not near or near[0][0] > _NEAR:
        raise NotFoundError(
            f"there is no {words!r} near the quote; give the cue as the article has it, or leave it out"
        )
    return (near[0][1],)


def type_of(text: str, content: Spans) -> StatementType:
    """Direct where all of a quote is in quotation marks, mixed where some of it is, else indirect."""
    marked = quotations(text)
    if all(any(mark.contains(piece) for mark in marked) for piece in content):
        return StatementType.DIRECT
    some = any(mark.overlaps(piece) for mark in marked for piece in content)
    return StatementType.MIXED if some else StatementType.INDIRECT


def verbatim(text: str, content: Sequence[Span]) -> str:
    """The words of a quote as the article has them, its pieces joined by " […] "."""
    return " […] ".join(span.of(text) for span in content)


def _missing(text: str, words: str) -> str:
    near = nearest_passage(text, words)
    hint = f"the nearest are “{' '.join(near.of(text).split())}”" if near else "it has nothing like them"
    return f"the article has no words {words!r}; {hint}. Copy them from attrib show ID --whole"


def _places(text: str, found: Sequence[Spans]) -> str:
    """Where a quote stands: how often, and each place with the words around it."""
    shown = [f"{spans[0].start} (“{_around(text, spans[0])}”)" for spans in found[:_LISTED]]
    more = ", …" if len(found) > _LISTED else ""
    times = "once" if len(found) == 1 else f"{len(found)} times"
    return f"{times}, at {', '.join(shown)}{more}"


def _around(text: str, span: Span) -> str:
    start, end = max(0, span.start - _AROUND), min(len(text), span.start + _AROUND)
    return f"{'…' if start else ''}{' '.join(text[start:end].split())}{'…' if end < len(text) else ''}"
