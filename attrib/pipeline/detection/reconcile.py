"""Statements held against the form of their text: the passes, in their order."""

from collections.abc import Sequence

from attrib.data import Statement
from attrib.pipeline.detection.beats import with_beats
from attrib.pipeline.detection.blocks import block_turn
from attrib.pipeline.detection.bounds import bounded
from attrib.pipeline.detection.copies import pull_quotes, without
from attrib.pipeline.detection.dialogue import alternating
from attrib.pipeline.detection.layout import read_layout
from attrib.pipeline.detection.quotation_marks import reconcile_with_quotation_marks
from attrib.pipeline.detection.rebuttals import with_rebutted
from attrib.pipeline.detection.silence import without_acts, without_doubtful
from attrib.pipeline.detection.splitting import split_by_tags
from attrib.pipeline.detection.transcripts import add_transcript_turns
from attrib.text.blocks import blocks


def reconcile(text: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements in order, brought in line with sentences, tags, layout, quotation marks and transcripts.

    Given its own result it returns the same.
    """
    layout = read_layout(text)
    found = with_rebutted(layout, without_acts(layout, bounded(layout, statements)))
    found = split_by_tags(layout, found)
    found = alternating(layout, found)
    found = with_beats(layout, found)
    quoted = (block_turn(layout, block, found) for block in blocks(text))
    found = list(add_transcript_turns(text, found, [turn for turn in quoted if turn]))
    copies = pull_quotes(layout)
    told = reconcile_with_quotation_marks(text, without(copies, found), copies)
    return tuple(without_doubtful(layout, told))
