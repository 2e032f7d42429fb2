"""One statement in its context, with provenance."""

import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from attrib.data import Span
from attrib.writers.statements.page import marked_context, write_page
from tests.writers.records import RECORD, REVIEW, TEXT

MARKS = "⟦⟧⟨⟩⟪⟫"


def test_parts_are_marked_without_colour() -> None:
    assert marked_context(RECORD).plain == '⟦"We will go,"⟧ ⟨said⟩ ⟪Amina Okoye⟫, who leads the union. ⟦"It is time."⟧'


def test_a_speaker_named_elsewhere_is_marked_too_and_parts_beyond_the_context_are_cut() -> None:
    record = replace(
        RECORD,
        context=TEXT[26:50],
        context_start=26,
        source_spans=(Span(0, 4),),
        content_spans=(Span(12, 25), Span(44, 78)),
    )
    assert marked_context(record).plain == "⟨said⟩ ⟪Amina Okoye⟫, ⟦who le⟧"


def test_the_page_gives_provenance() -> None:
    stream = io.StringIO()
    write_page(replace(RECORD, reviews=(REVIEW,), speaker_confidence=0.5), Console(file=stream, width=100))
    shown = stream.getvalue()
    for part in (
        *(
            "Amina Okoye (leader, union)",
            "0123456789abcdef0123",
            "12-25, 65-78",
            "abababab",
            "https://gull.example/port",
        ),
        *(
            "2025-10-31 14:05 UTC (given as 31 Oct 2025 14:05)",
            "Port [closed]",
            "0.97; of the speaker 0.50",
            "oppose port",
        ),
        *("speaker: Amina Okoye, not B. Other (M 2025-10-31): heard", "attribution, run run1", "port.txt"),
    ):
        assert part in shown


def test_a_page_of_nobody_with_wicked_text() -> None:
    stream = io.StringIO()
    record = replace(
        RECORD,
        speaker=None,
        speaker_mention=None,
        reason="no source",
        context="\x1b[31m" + RECORD.context[5:],
        url="\x1b]8",
    )
    write_page(replace(record, published_at=None, published_original="soon"), Console(file=stream, width=60))
    assert "\x1b" not in stream.getvalue()
    assert "unknown (no source)" in stream.getvalue()
    assert "soon (not understood)" in stream.getvalue()


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 30)), min_size=1, max_size=6), st.integers(0, 60))
def test_marks_never_change_the_text(places: list[tuple[int, int]], start: int) -> None:
    spans = tuple(Span(at, at + length) for at, length in places)
    record = replace(
        RECORD,
        context=TEXT[start : start + 40],
        context_start=start,
        content_spans=spans,
        cue_spans=spans[:2],
        source_spans=spans[2:],
    )
    plain = marked_context(record).plain
    assert "".join(character for character in plain if character not in MARKS) == record.context
    assert sum(plain.count(mark) for mark in "⟦⟨⟪") == sum(plain.count(mark) for mark in "⟧⟩⟫")
