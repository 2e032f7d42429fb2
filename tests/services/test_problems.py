"""Problems of inputs: the first of each are told, the rest counted."""

from attrib.data import Document, Problem
from attrib.services.ingest import Fate, Outcome
from attrib.services.ingest_report import report_of
from attrib.services.problems import Problems


def problem(location: str, *, warning: bool = False) -> Problem:
    return Problem(location, None, "no JSON", warning)


def test_each_input_and_warnings_have_their_own_count() -> None:
    problems = Problems(2)
    told = [problems.met(problem("a")) for _ in range(4)]
    assert told == [True, True, False, False]
    assert [problems.met(problem("a", warning=True)), problems.met(problem("b"))] == [True, True]
    assert problems.count == 5
    assert list(map(str, problems.left())) == ["a: 2 more problems"]


def test_one_more_is_one() -> None:
    problems = Problems(1)
    for _ in range(2):
        problems.met(problem("a", warning=True))
    assert list(problems.left()) == [Problem("a", None, "1 more warning", warning=True)]
    assert problems.count == 0


def test_a_report_of_two_million_problems_holds_a_few() -> None:
    """What `Desk.ingest` returns."""
    outcomes = [Outcome(problem("a"), Fate.PROBLEM)] * 2_000_000
    outcomes += [Outcome(Document("x"), Fate.NEW, 3), Outcome(problem("b", warning=True), Fate.WARNING)]
    report = report_of(iter(outcomes), None)
    assert len(report.problems) == 21
    assert report.problems[-1].message == "1999980 more problems"
    assert [warning.location for warning in report.warnings] == ["b"]
    assert (report.new, report.statements) == (1, 3)
