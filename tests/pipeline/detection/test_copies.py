"""Lines that repeat a quotation of the story, and lines that do not."""

import pytest

from tests.pipeline.attributed import said
from tests.pipeline.detection.passes import read


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("“I never asked for the medal.”", 1),
        ("“I never asked for the medal.”\nDolores Vance, fire captain", 1),
        ("“I never asked for the prize.”", 2),
        ("“The medal.”", 2),  # too short to be a copy
    ],
)
def test_a_line_that_repeats_a_quotation_is_no_statement(line: str, count: int) -> None:
    text = f"{line}\n\nDolores Vance left. “I never asked for the medal,” she said."
    quoted = line[: line.index("”") + 1]
    assert len(read(text, said(text, quoted))) == count
