"""All passes together: any text is taken, the second time changes nothing, and long texts take little time."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.pipeline.detection.reconcile import reconcile
from tests.pipeline.detection.passes import DIALOGUE


@given(st.lists(st.sampled_from([*DIALOGUE.split(" "), "\n\n", "said:", "— Ada Blunt,", "1.", "The"]), max_size=30))
@settings(deadline=None)
def test_the_passes_take_any_text_and_change_nothing_the_second_time(words: list[str]) -> None:
    text = " ".join(words)
    found = reconcile(text, [])
    assert reconcile(text, found) == found
    for item in found:
        for span in (*item.content, *item.cue, *item.source):
            assert 0 <= span.start < span.end <= len(text)


@pytest.mark.linear
@pytest.mark.parametrize(
    "piece", ['"No," said X. ', 'She left. "No." ', '"No." — Ada Blunt\n', "Ann Lee said:\n\n", "“"]
)
def test_long_texts_take_little_time(piece: str) -> None:
    started = process_time()
    reconcile(piece * (50_000 // len(piece)), [])
    assert process_time() - started < 5
