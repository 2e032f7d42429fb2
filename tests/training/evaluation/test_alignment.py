"""What stands against what."""

from attrib.data import Span
from attrib.training.corpora.labels import Attribution
from attrib.training.evaluation.alignment import closest, covered, groups, owners, trimmed


def at(*starts: int, cue: int | None = None) -> Attribution:
    """Contents of ten characters each, and a cue of one."""
    return Attribution(tuple(Span(start, start + 10) for start in starts), () if cue is None else (Span(cue, cue + 1),))


def test_spans_in_runs_that_overlap() -> None:
    a, b, c, d = Span(0, 5), Span(5, 9), Span(8, 12), Span(11, 20)
    assert list(groups([d, a, b], [c])) == [((a,), ()), ((b, d), (c,))]
    assert list(groups([], [])) == []
    assert list(groups([Span(0, 20), Span(1, 2)], [Span(10, 11)])) == [((Span(0, 20), Span(1, 2)), (Span(10, 11),))]


def test_the_attribution_that_shares_most() -> None:
    assert closest(at(0, 20), [at(9), at(22), at(40)]) == at(22)
    assert closest(at(0), [at(10)]) is None
    assert closest(at(0), []) is None


def test_of_equals_the_most_alike() -> None:
    assert closest(at(0, cue=50), [at(0), at(0, cue=50)]) == at(0, cue=50)
    assert closest(at(0, cue=50), [at(0), at(0, 20, cue=50)]) == at(0, 20, cue=50)
    assert closest(at(0), [at(0, 20), at(0)]) == at(0)


def test_the_first_owner_of_a_span() -> None:
    first, second = at(0, cue=50), at(20, cue=50)
    assert owners("cue", [first, second]) == {Span(50, 51): first}
    assert covered(Span(45, 51), "cue", [first])
    assert not covered(Span(45, 50), "cue", [first])
    assert not covered(Span(50, 51), "content", [first])


def test_white_space_is_taken_off() -> None:
    assert trimmed(" a b ", Attribution((Span(0, 5),), (Span(3, 4),))) == Attribution((Span(1, 4),), (Span(3, 4),))
