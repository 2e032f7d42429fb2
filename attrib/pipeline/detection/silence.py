"""Acts, silence and doubt: what a cue and the form of its content show to convey no words, or hardly any."""

import re
from collections.abc import Sequence

from attrib.data import Statement
from attrib.english.lexicon import lexicon
from attrib.english.sides import OPPOSING_VERBS, SUPPORTING_VERBS
from attrib.pipeline.detection.layout import Layout
from attrib.text.word_sets import word_set

_ACTS = lexicon().words("acts")
_CLAUSE = word_set("that to of whether how why what if for against when where who")
_FINITE = re.compile(r"\b(?:is|are|was|were|will|would|has|have|had|should|could|can|must)\b")
_VERB = re.compile(rf"{_FINITE.pattern}|\b(?:must|may|might|did|does|do|be|been|\w+ed)\b|(?:['’]s|n['’]t)\b")
# Who takes a side says so of a thing alone: "criticism of the plan", "backed the bill", "called for a vote".
_SIDE = re.compile(rf"\b(?:{'|'.join(sorted(SUPPORTING_VERBS | OPPOSING_VERBS))})|\bfor$", re.IGNORECASE)
_COMMENT = re.compile(r"(?:to|on|a|requests?|an?)\b[\w\s’'-]{0,60}\bcomments?$", re.IGNORECASE)
_NOTHING = frozenset({"nothing", "nothing more", "no more", "little", "little more", "no comment"})

LEAST_OF_A_PHRASE = 0.5
"""How sure a statement must be that has no quotation, clause or verb: "addressed | the cut", "signed | an order"."""

LEAST_OF_A_CLAUSE = 0.4
"""How sure one must be that has a verb and nothing else to show that it is one: "found | the port was shut"."""


def without_acts(layout: Layout, statements: Sequence[Statement]) -> list[Statement]:
    """The statements without those whose cue and content tell of an act or of silence.

    On train-modern this drops 45, of which 41 are labelled none. Example: "approved a loan", "declined to comment",
    "said nothing". Not: "approved of the loan", "refused to pay", or anything quoted.
    """
    return [item for item in statements if not _is_act(layout, item)]


def without_doubtful(layout: Layout, statements: Sequence[Statement]) -> list[Statement]:
    """The statements without those of low confidence that neither marks, nor "that" and the like, nor a side bear out.

    Below the bounds 4 of 18 are labelled on articles that trained nothing, 30 of 85 on train-modern.
    """
    return [item for item in statements if item.confidence >= _least(layout, item)]


def _least(layout: Layout, item: Statement) -> float:
    """How sure a statement must be, by the form of its content."""
    if not item.cue or any(layout.quotations_in(span) for span in item.content):
        return 0.0
    words = " ".join(span.of(layout.text) for span in item.content).lower()
    if set(words.split(maxsplit=1)[:1]) & _CLAUSE or _SIDE.search(item.cue[-1].of(layout.text)):
        return 0.0
    return LEAST_OF_A_CLAUSE if _VERB.search(words) else LEAST_OF_A_PHRASE


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
