"""The benchmark of the registry runs, on few names."""

import random

from scripts.benchmarks import registry


def test_every_figure_is_measured() -> None:
    lines = list(registry.measure(150, 600))
    assert lines[0].startswith("150 actors, 600 statements stored in")
    assert [line.split(":")[0] for line in lines[2:]] == [
        *("suggest, one name", "merge and undo", "search by name", "search by affiliation and role"),
        *("the same as of a date", "find by part of a name", "show the most quoted", "list"),
    ]


def test_names_are_different() -> None:
    people = registry.names(500, random.Random(1))
    assert len(set(people)) == 500
    assert all(" " in name for name in people)
