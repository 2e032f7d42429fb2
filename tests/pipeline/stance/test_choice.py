"""Which candidates a side is told of."""

from attrib.data import Span, StanceLabel
from attrib.pipeline.stance.choice import choose
from attrib.pipeline.stance.targets import TOPIC, Target

NEUTRAL, SUPPORT, OPPOSE = (0.8, 0.1, 0.1), (0.1, 0.8, 0.1), (0.05, 0.05, 0.9)


def target(name: str, start: int) -> Target:
    return Target(name, TOPIC, (Span(start, start + len(name)),))


def test_the_likeliest_sides_are_told_first_and_unlikely_ones_not() -> None:
    targets = [target("the levy", 0), target("Norland", 20), target("rain", 40)]
    found = choose(targets, [SUPPORT, OPPOSE, NEUTRAL], 0.6)
    assert [(one.at, one.label, one.score) for one in found] == [
        (1, StanceLabel.OPPOSE, 0.9),
        (0, StanceLabel.SUPPORT, 0.8),
    ]
    assert choose(targets, [SUPPORT, OPPOSE, NEUTRAL], 0.85) == found[:1]
    assert choose(targets, [SUPPORT, OPPOSE, NEUTRAL], 0.95) == []
    assert choose([], [], 0.5) == []


def test_of_phrases_that_overlap_or_have_one_name_the_likeliest_is_told() -> None:
    within = [target("the ban on arms", 0), target("arms", 11)]
    assert [one.at for one in choose(within, [SUPPORT, OPPOSE], 0.5)] == [1]
    apart = [target("harbour tax", 0), target("new harbour tax", 50)]
    assert [one.at for one in choose(apart, [OPPOSE, SUPPORT], 0.5)] == [0]


def test_a_statement_has_few_sides() -> None:
    many = [target(name, 20 * at) for at, name in enumerate(("rain", "snow", "hail", "fog", "wind"))]
    assert len(choose(many, [SUPPORT] * 5, 0.5)) == 3
