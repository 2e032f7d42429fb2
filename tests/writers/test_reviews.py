"""Reviews as a table."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from attrib.data import NOT_IN_NEWER, Review, ReviewField
from attrib.writers.reviews import REVIEW_COLUMNS, write_reviews
from attrib.writers.statements.jsonl import review_object
from tests.writers.records import PUBLISHED, REVIEW

QUOTE = replace(REVIEW, id="r2", batch="b2", field=ReviewField.QUOTE, value="now so", machine="so " * 60, note=None)
ADDED = replace(REVIEW, id="r3", batch="b3", field=ReviewField.ADDED, value="It is [bold]\x1b[31m", machine=None)
UNDONE = replace(REVIEW, id="r4", batch="b4", undone_by="Bo", undone_at=PUBLISHED, apart=NOT_IN_NEWER)


def table(*items: Review, width: int = 100) -> str:
    stream = io.StringIO()
    write_reviews(items, Console(file=stream, width=width))
    return stream.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_a_table_tells_everything_at_every_width(width: int) -> None:
    shown = table(REVIEW, QUOTE, ADDED, UNDONE, width=width)
    assert all(len(line) <= width for line in shown.splitlines())
    words = " ".join(shown.split())
    parts = ("speaker:", "Amina", "heard", "2025-10-31", "b1", "b4", "01234567", "“now", "[bold]\\x1b[31m", "added:")
    for part in parts:
        assert part in words
    assert "\x1b" not in shown


def test_what_became_of_a_review_stands_below_it() -> None:
    words = " ".join(table(UNDONE, width=160).split())
    assert "speaker: Amina Okoye, not B. Other M 2025-10-31 01234567 b4" in words
    assert words.endswith(f"heard {NOT_IN_NEWER} undone by Bo 2025-10-31")


def test_the_columns_are_the_fields() -> None:
    assert list(review_object(UNDONE)) == list(REVIEW_COLUMNS)
