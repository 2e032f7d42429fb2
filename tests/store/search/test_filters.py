"""Every filter that a person can give narrows in the store, and none is told twice."""

from attrib.data import FILTERS
from attrib.store.search.filters import COMBINED, CONDITIONS


def test_every_filter_has_its_condition() -> None:
    assert set(FILTERS) <= set(CONDITIONS) | COMBINED


def test_a_filter_has_one_condition() -> None:
    assert not set(CONDITIONS) & COMBINED


def test_every_filter_is_explained_in_a_sentence() -> None:
    assert all(
        asked.explanation[0].isupper() and asked.explanation.endswith((".", "...")) for asked in FILTERS.values()
    )
