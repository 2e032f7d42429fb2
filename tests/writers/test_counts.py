"""Counts as tables: which values have columns, and in which order."""

import io

import pytest
from rich.console import Console

from attrib.data.counts import Count, Counts, Facet, FacetValue
from attrib.writers.counts import write_counts

ANN, BO = FacetValue("Ann Lee", "a"), FacetValue("Bo Ray", "b")


def header(across: Facet, *rows: tuple[FacetValue, str | None, int]) -> list[str]:
    """The heads of the columns of a table of speakers against another facet."""
    values = {name: FacetValue(name) for _, name, _ in rows}
    counts = tuple(Count((speaker, values[name]), number, None, None) for speaker, name, number in rows)
    stream = io.StringIO()
    write_counts(Counts((Facet.SPEAKER, across), counts, 9, 9, 0), Console(file=stream, width=200))
    return stream.getvalue().split("\n")[1].split()[1:]


def test_months_across_stand_in_the_order_of_time_whoever_spoke_first() -> None:
    rows = ((ANN, "2025-03", 5), (ANN, None, 1), (BO, "2025-01", 2), (BO, "2025-02", 9))
    assert header(Facet.MONTH, *rows) == ["2025-01", "2025-02", "2025-03", "unknown"]


def test_of_many_months_the_last_have_columns_and_of_others_the_most_frequent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attrib.writers.counts.ACROSS", 2)
    assert header(Facet.MONTH, (ANN, "2025-03", 1), (BO, "2025-01", 7), (BO, "2025-02", 1)) == ["2025-02", "2025-03"]
    assert header(Facet.TYPE, (ANN, "mixed", 1), (ANN, None, 8), (BO, "direct", 9)) == ["direct", "none"]
