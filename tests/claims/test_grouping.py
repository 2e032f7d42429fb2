"""Grouping what makes the same claim."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.claims.grouping import Pair, group


def alone(*items: int) -> list[set[int]]:
    return [{item} for item in items]


def as_lists(found: list[frozenset[int]]) -> list[list[int]]:
    return [sorted(each) for each in found]


def test_a_chain_joins_nothing_that_is_unlike_at_its_ends() -> None:
    chain = {(1, 2): 0.9, (2, 3): 0.8, (3, 4): 0.7, (4, 5): 0.6}
    assert as_lists(group(alone(1, 2, 3, 4, 5), chain, enough=0.5)) == [[1, 2], [3, 4], [5]]


@pytest.mark.parametrize(
    ("same", "different", "groups"),
    [
        ((), (), [[1, 2], [3]]),
        (((1, 3),), (), [[1, 2, 3]]),
        ((), ((1, 2),), [[1], [2], [3]]),
        (((2, 3),), ((1, 2),), [[1], [2, 3]]),
        (((1, 2), (2, 3)), ((1, 3),), [[1, 2], [3]]),  # the earlier judgement holds
    ],
)
def test_judgements_stand_above_scores(same: list[Pair], different: list[Pair], groups: list[list[int]]) -> None:
    assert as_lists(group(alone(1, 2, 3), {(1, 2): 0.9}, same=same, different=different, enough=0.5)) == groups


def test_what_belongs_together_from_the_start_stays_together() -> None:
    assert as_lists(group([{1, 4}, {2}, {3}], {(2, 3): 1.0}, enough=0.5)) == [[1, 4], [2, 3]]


@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(7, 12)), st.sampled_from([0.3, 0.5, 0.5, 0.9])))
def test_no_order_changes_the_groups(scores: dict[Pair, float]) -> None:
    wanted = group(alone(*range(13)), scores, enough=0.4)
    turned = dict(reversed([((two, one), score) for (one, two), score in scores.items()]))
    assert group(alone(*reversed(range(13))), turned, enough=0.4) == wanted


def test_every_order_of_four_gives_the_same() -> None:
    scores = {(1, 2): 0.6, (2, 3): 0.6, (3, 4): 0.6, (1, 4): 0.6}
    found = {tuple(group(alone(*order), scores, enough=0.5)) for order in permutations((1, 2, 3, 4))}
    assert len(found) == 1
