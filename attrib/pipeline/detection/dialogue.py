"""Two who answer each other: short quotations in a row of which only the first have tags."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from attrib.data import Span, Statement, StatementType
from attrib.pipeline.detection.layout import Layout
from attrib.pipeline.detection.tags import Tag, tag_before, tag_behind

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class DialogueLimits:
    """When quotations are a dialogue of two who alternate. Set by hand.

    words: of each quotation, at most; a newspaper's speakers go on at length.
    bare: quotations in a row without a tag behind two that have one, at least; a single one goes on with the speaker
        before it (so do all but two of 70 whole quotations behind another's in 244 training articles).
    confidence: between 0 and 1, that such a quotation is a statement where detection saw none.
    """

    words: int = 12
    bare: int = 2
    confidence: float = 0.5


_LIMITS = DialogueLimits()


def alternating(layout: Layout, statements: Sequence[Statement]) -> list[Statement]:
    """The statements; of short quotations that follow each other without a word between, two speakers say every other.

    The first two must have the tags of two sources, and two more at least none. Example: '"Who paid?" Farouk asked.
    "You did," said Grim. "With whose money?" "Yours."' Not: '"We lost," he said. "We were poor."'
    """
    found = list(statements)
    for (first, second), bare in _dialogues(layout):
        for at, quotation in enumerate(bare):
            found = _given(found, quotation, (second if at % 2 else first).source)
    return found


def _dialogues(layout: Layout) -> list[tuple[tuple[Tag, Tag], list[Span]]]:
    """The dialogues of a text: the tags of the two who speak, and the quotations behind that have none."""
    found: list[tuple[tuple[Tag, Tag], list[Span]]] = []
    tags: list[Tag] = []  # of the last two quotations, if both have one
    bare: list[Span] = []
    end = 0  # of the last quotation with its tag
    for quotation in layout.quotations:
        joined = not layout.text[end : quotation.start].strip(" .\n\r\u00a0")
        tag = tag_behind(layout, quotation) or tag_before(layout, quotation) if _is_short(layout, quotation) else None
        if not joined or tag or not _is_short(layout, quotation):
            bare = []
            tags = [*(tags[-1:] if joined else ()), *((tag,) if tag else ())]
        elif len(tags) == 2 and tags[0].source.of(layout.text) != tags[1].source.of(layout.text):
            bare.append(quotation)
            if len(bare) == _LIMITS.bare:
                found.append(((tags[0], tags[1]), bare))
        end = max(quotation.end, *(part.end for part in (tag.source, *tag.cues))) if tag else quotation.end
    return found


def _is_short(layout: Layout, quotation: Span) -> bool:
    return len(_WORD.findall(quotation.of(layout.text))) <= _LIMITS.words


def _given(statements: Sequence[Statement], quotation: Span, source: Span) -> list[Statement]:
    """The statements with a quotation in one of its own, of a source."""
    kept, confidence = [], _LIMITS.confidence
    for item in statements:
        if quotation not in item.content:
            kept.append(item)
            continue
        confidence = item.confidence
        if content := tuple(span for span in item.content if span != quotation):
            kept.append(replace(item, content=content))
    return [*kept, Statement(StatementType.DIRECT, (quotation,), (), (source,), confidence)]
