"""Acts and silence: what a cue and the form of its content show to convey no words."""

import re
from collections.abc import Sequence

from attrib.data import Statement
from attrib.english.lexicon import lexicon
from attrib.pipeline.detection.layout import Layout
from attrib.text.word_sets import word_set

_ACTS = lexicon().words("acts")
_CLAUSE = word_set("that to of whether how why what if for against when where who")
_FINITE = re.compile(r"\b(?:is|are|was|were|will|would|has|have|had|should|could|can|must)\b")
_COMMENT = re.compile(r"(?:to|on|a|requests?|an?)\b[\w\s’'-]{0,60}\bcomments?$", re.IGNORECASE)
_NOTHING = frozenset({"nothing", "nothing more", "no more", "little", "little more", "no comment"})


def without_acts(layout: Layout, statements: Sequence[Statement]) -> list[Statement]:
    """The statements without those whose cue and content tell of an act or of silence.

    On train-modern this drops 45, of which 41 are labelled none. Example: "approved a loan", "declined to comment",
    "said nothing". Not: "approved of the loan", "refused to pay", or anything quoted.
    """
    return [item for item in statements if not _is_act(layout, item)]


def _is_act(layout: Layout, item: Statement) -> bool:
    text = layout.text
    if not item.cue or any(layout.quotations_in(span) for span in item.content):
        return False
    cue, content = item.cue[-1].of(text).lower(), item.content[0].of(text)
    words = content.lower().split()
    if item.content[0].start < item.cue[-1].end or not words:
        return False
    if " ".join(words) in _NOTHING or _COMMENT.fullmatch(content):
        return True
    return cue.split()[-1] in _ACTS and words[0] not in _CLAUSE and not _FINITE.search(content)
