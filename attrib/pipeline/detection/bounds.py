"""Sources and cues within their sentence, and pieces of content within the sentences of their cue."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from attrib.data import Span, Spans, Statement
from attrib.english.lexicon import lexicon
from attrib.pipeline.detection.layout import Layout
from attrib.pipeline.detection.signatures import BULLET

_CLAUSE_VERBS = lexicon().words("clause_verbs")
# An abbreviation that may end a sentence, and behind it a new subject with its verb.
_NEW_SUBJECT = re.compile(r"\b(?:Jr|Sr|Inc|Corp|Co|Ltd|[ap]\.m)\.(?=\s[A-Z0-9]\w*\s)")
_CLAUSE = re.compile(r"(?P<end>[,;]?)\s(?:while|but|whereas|although|as)\s")
_THAT = re.compile(r"(?:that|to|how|why|whether|if|which|who)\b", re.IGNORECASE)


def bounded(layout: Layout, statements: Sequence[Statement]) -> list[Statement]:
    """The statements with sources and cues cut at the end of their sentence, and foreign pieces of content dropped.

    Example: the source of '"No," said Otto Grim. Item 4 was postponed.' ends with the name. A source that two
    statements share over two clauses ("said A, while B said") is cut to the clause of each one's cue.
    """
    inside = [_within_sentences(layout, item) for item in statements]
    cues: defaultdict[Span, set[Spans]] = defaultdict(set)
    for item in inside:
        for source in item.source[:1]:
            cues[source].add(item.cue)
    own = [_within_clause(layout, item, cues) for item in inside]
    return [kept for item in own if (kept := _without_foreign(layout, item)) is not None]


def _within_sentences(layout: Layout, item: Statement) -> Statement:
    cue = tuple(_first_sentence(layout, span) for span in item.cue)
    near = cue[0].start if cue else None
    source = tuple(_beside(layout, span, near) for span in item.source)
    return item if (cue, source) == (item.cue, item.source) else replace(item, cue=cue, source=source)


def _first_sentence(layout: Layout, span: Span) -> Span:
    return layout.within_sentence(span) if span.end > layout.sentence(span.start).end > span.start else span


def _beside(layout: Layout, span: Span, cue: int | None) -> Span:
    """The part of a source in the sentence next to the cue."""
    if cue is not None and cue >= span.end:
        return Span(max(span.start, layout.sentence(span.end - 1).start), span.end)
    cut = _first_sentence(layout, span)
    for found in _NEW_SUBJECT.finditer(layout.text, cut.start, cut.end):
        words = layout.text[found.end() : cut.end].split()
        if any(word in _CLAUSE_VERBS or (word.endswith("ed") and word.islower()) for word in words):
            return Span(cut.start, found.end())
    return cut


def _within_clause(layout: Layout, item: Statement, cues: Mapping[Span, set[Spans]]) -> Statement:
    """The statement with a source that another statement shares cut to the clause of its own cue."""
    if not item.source or not item.cue:
        return item
    [source, *more], cue = item.source, item.cue[0]
    shared = len(cues[source] - {()}) > 1
    clause = _CLAUSE.search(layout.text, source.start, source.end) if shared else None
    if clause is None:
        return item
    part = Span(source.start, clause.start()) if cue.end <= source.start else Span(clause.end(), source.end)
    return replace(item, source=(part, *more))


def _without_foreign(layout: Layout, item: Statement) -> Statement | None:
    """The statement without unmarked pieces from sentences that neither its cue nor a quotation of it stands in.

    None where nothing is left. Example: 'voted to close the pool' is no part of '"…", said Otto Grim' behind it.
    """
    if not item.cue:
        return item
    own = {layout.sentence(span.start) for span in (*item.cue, *item.source)}
    kept = tuple(span for span in item.content if not _is_foreign(layout, span, own, len(item.content)))
    return item if kept == item.content else replace(item, content=kept) if kept else None


def _is_foreign(layout: Layout, span: Span, own: set[Span], pieces: int) -> bool:
    """Whether a piece is a clause of another sentence: "that …", or any words beside other pieces but list items."""
    elsewhere = layout.sentence(span.start) not in own and layout.sentence(max(span.start, span.end - 1)) not in own
    if not elsewhere:
        return False
    if _THAT.match(layout.text, span.start):
        return True
    item = BULLET.match(layout.text, layout.paragraph(span.start).start)
    return pieces > 1 and item is None and not layout.quotations_in(span)
