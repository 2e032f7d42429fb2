"""Cluster agreement, against the figures that the papers work out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.training.evaluation.clusters import Cluster, b_cubed, ceaf_entities, conll_average, muc

LABELLED = [frozenset("abcde"), frozenset("fg"), frozenset("hijkl")]
ONE = [frozenset("abcde"), frozenset("fghijkl")]  # the two examples of Bagga and Baldwin 1998
OTHER = [frozenset("abcdehijkl"), frozenset("fg")]


def test_bagga_and_baldwin_s_examples() -> None:
    for response, precision in ((ONE, 16 / 21), (OTHER, 7 / 12)):
        found = b_cubed(response, LABELLED)
        assert found.right_predicted / found.predicted == pytest.approx(precision)
        assert found.right_labelled == found.labelled
        links = muc(response, LABELLED)
        assert (links.right_predicted, links.predicted, links.right_labelled) == (9, 10, 9)


def test_luo_s_example_of_ceaf() -> None:
    found = ceaf_entities([frozenset("abcde"), frozenset("fghijkl")], LABELLED)
    assert found.right_predicted == pytest.approx(1 + 2 * 5 / 12)
    assert (found.predicted, found.labelled) == (2, 3)


def test_mentions_of_one_side_count_against_it() -> None:
    assert b_cubed([frozenset("ab"), frozenset("x")], [frozenset("ab")]).f1 == pytest.approx(80.0)
    assert muc([frozenset("abx")], [frozenset("ab")]).f1 == pytest.approx(200 * 0.5 / 1.5)


CLUSTERS = st.lists(st.sets(st.integers(0, 12), min_size=1), max_size=5).map(
    lambda groups: [
        frozenset(group - set().union(*groups[:at]))
        for at, group in enumerate(groups)
        if group - set().union(*groups[:at])
    ]
)


@given(CLUSTERS, CLUSTERS)
def test_every_measure_is_symmetric_and_in_bounds(one: list[Cluster], other: list[Cluster]) -> None:
    for measure in (muc, b_cubed, ceaf_entities):
        assert 0 <= measure(one, other).f1 <= 100 + 1e-9
        assert measure(one, other).f1 == pytest.approx(measure(other, one).f1)
    if any(len(cluster) > 1 for cluster in one):
        assert conll_average([(one, one)]) == pytest.approx(100)
