"""Who and what a report counts."""

from dataclasses import replace

from attrib.data import Stance, StanceLabel
from attrib.services.rankings import by_target
from tests.writers.records import RECORD

FOR, AGAINST = StanceLabel.SUPPORT, StanceLabel.OPPOSE


def test_a_target_told_as_an_actor_once_is_that_actor_by_its_name() -> None:
    by_id = replace(RECORD, statement_id="a", stances=(Stance("Ann Lee", "actor", FOR, 0.9, target_id="7" * 16),))
    by_name = replace(RECORD, statement_id="b", stances=(Stance("ann lee", "actor", AGAINST, 0.9),))
    (row,) = by_target([by_name, by_id], 5).rows
    assert (row.statements, row.support, row.oppose) == (2, 1, 1)


def test_what_only_its_article_explains_comes_last() -> None:
    sides = (("the decision", FOR), ("harbour tax", FOR), ("this", StanceLabel.NEUTRAL))
    records = [
        replace(RECORD, statement_id=str(number), stances=(Stance(target, "topic", label, 0.9),))
        for number, (target, label) in enumerate((*sides, sides[0]))
    ]
    assert [(row.name, row.statements) for row in by_target(records, 5).rows] == [
        ("harbour tax", 1),
        ("the decision", 2),
    ]
    shown = by_target(records, 1)
    assert ([row.name for row in shown.rows], shown.more) == (["harbour tax"], 1)
