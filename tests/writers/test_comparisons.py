"""Comparisons as tables: an article without an outlet is named by the end of its path, of whole words."""

import pytest

from attrib.writers.comparisons import _end_of


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("news/harbour.txt", "harbour.txt"),
        ("/data/2013/2013-12-03-budget-deal-on-the-horizon-or-not.txt", "…the-horizon-or-not.txt"),
        ("https://example.org/news/harbour/", "harbour"),
        ("a\\b\\wall.html", "wall.html"),
        ("x" * 40, "x" * 40),
        ("-", "-"),
        ("", ""),
    ],
)
def test_a_path_is_cut_between_words(path: str, shown: str) -> None:
    assert _end_of(path) == shown
