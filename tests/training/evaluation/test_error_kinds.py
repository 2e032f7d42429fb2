"""Every kind of error on a case made for it, and none where there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.data import Span, Spans
from attrib.training.corpora.labels import ROLES, Attribution
from attrib.training.evaluation.error_kinds import Error, find_errors
from attrib.training.evaluation.metrics import score_document

TEXT = (
    "Ann said that “all is well,” she thinks. Bob, who came late, refused to go home in July. "
    "Cy told him it rained, and Di blocked the road."
)


def spans(words: str) -> Spans:
    """The spans of pieces divided by " | ", each where it first stands."""
    return tuple(Span(TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in words.split(" | ") if piece)


def said(content: str, cue: str = "", source: str = "") -> Attribution:
    return Attribution(spans(content), spans(cue), spans(source))


def errors(gold: list[Attribution], predicted: list[Attribution]) -> list[Error]:
    return find_errors(TEXT, gold, predicted)


def kinds(gold: list[Attribution], predicted: list[Attribution]) -> list[str]:
    return [error.kind for error in errors(gold, predicted)]


WELL = "that “all is well,”"
ANN = said(WELL, "said", "Ann")
BOB = said("to go home", "refused", "Bob")
CY = said("it rained", "told", "Cy")
DI = said("the road", "blocked", "Di")


def test_agreement_is_no_error() -> None:
    assert errors([ANN, BOB, CY], [CY, ANN, BOB]) == []
    assert errors([said(WELL + " ", "said")], [said(" " + WELL, "said")]) == []
    assert errors([], []) == []


@pytest.mark.parametrize(
    ("labelled", "predicted", "kind", "words"),
    [
        (WELL, "“all is well,”", "content begins too late: “that”", "that"),
        ("“all is well,”", WELL, "content begins too early: “that”", "that"),
        ("all is well,”", "“all is well,”", "content begins too early: quotation mark", "“"),
        ("go home", "to go home", "content begins too early: one word", "to"),
        ("to go home", "refused to go home", "content begins too early: one word", "refused"),
        ("it rained", "told him it rained", "content begins too early: several words", "told him"),
        ("refused to go", "who came late, refused to go", "content begins too early: words up to a comma", None),
        ("all is well,”", "all is well,", "content ends too early: quotation mark", "”"),
        ("all is well", "all is well,", "content ends too late: punctuation", ","),
        ("all is well", "all is well,”", "content ends too late: punctuation and quotation mark", ",”"),
        ("it rained", "it rained, and Di blocked", "content ends too late: words after a comma", None),
        ("to go home", "to go home in July", "content ends too late: a prepositional phrase", "in july"),
        ("to go home in July", "to go home in July. Cy", "content ends too late: another sentence", ". cy"),
        ("“all is well,”", "all is well,", "content: both ends differ: quotation mark", "“ … ”"),
        ("to go home", "go home in July", "content: both ends differ", "to … in july"),
    ],
)
def test_ends_of_content(labelled: str, predicted: str, kind: str, words: str | None) -> None:
    [error] = errors([said(labelled, "said")], [said(predicted, "said")])
    assert error.kind == kind
    assert (error.labelled, error.predicted) == (spans(labelled), spans(predicted))
    assert words is None or error.words == words


@pytest.mark.parametrize(
    ("labelled", "predicted", "kind"),
    [
        (("told", "Cy"), ("told him", "Cy"), "cue ends too late: other words"),
        (("told him", "Cy"), ("told", "Cy"), "cue ends too early: other words"),
        (("blocked", "Di"), ("and Di blocked", "Di"), "cue begins too early: several words"),
        (("refused", "Bob, who came late,"), ("refused", "Bob"), "source ends too early: words after a comma"),
        (("refused", "Bob"), ("refused", "Bob,"), "source ends too late: punctuation"),
        (("refused", "Bob, who"), ("refused", "who came"), "source: both ends differ"),
    ],
)
def test_ends_of_cues_and_sources(labelled: tuple[str, str], predicted: tuple[str, str], kind: str) -> None:
    assert kinds([said("it rained", *labelled)], [said("it rained", *predicted)]) == [kind]


def test_spans_divided_otherwise() -> None:
    one, two = said("all is well,” she thinks", "said"), said("all is | she thinks", "said")
    assert kinds([two], [one]) == ["content: several labelled, predicted as one"]
    assert kinds([one], [two]) == ["content: one labelled, predicted as several"]
    tangle = said("that “all | is well,” she thinks", "said"), said("“all is | she thinks. Bob", "said")
    assert kinds([tangle[0]], [tangle[1]]) == ["content: several labelled, divided otherwise"]
    nested = [said("all is well,” she thinks", "said"), said("all is", "thinks")]
    assert "content: labelled spans overlap each other" in kinds(nested, [said("all is well", "said")])


@pytest.mark.parametrize(
    ("item", "kind", "words"),
    [
        (ANN, "cue of speech", "said"),
        (BOB, "cue of thought or intention", "refused"),
        (DI, "another sort of cue", "blocked"),
        (said("all is | home in"), "no cue", ""),
    ],
)
def test_whole_statements_are_one_error(item: Attribution, kind: str, words: str) -> None:
    assert errors([item, CY], [CY]) == [Error(f"statement missed: {kind}", item.content, (), words, item.content[0][0])]
    [error] = errors([CY], [item, CY])
    assert (error.kind, error.predicted) == (f"statement where none is labelled: {kind}", item.content)


def test_pieces_of_content() -> None:
    two = said("all is well | she thinks", "said")
    one = said("all is well", "said")
    assert kinds([two], [one]) == ["content missed: a further piece"]
    assert kinds([one], [two]) == ["content where none is labelled: a further piece"]
    inside = [said("all is well,” she thinks", "said"), said("well", "thinks")]
    assert "content missed: inside or around another" in kinds(inside, inside[:1])
    assert "content where none is labelled: inside or around another" in kinds(inside[:1], inside)


def test_cues_and_sources_missed() -> None:
    assert kinds([ANN], [said(WELL, "", "Ann")]) == ["cue missed: none taken"]
    assert kinds([ANN], [said(WELL, "said")]) == ["source missed: none taken"]
    [error] = errors([ANN], [said(WELL, "thinks", "Ann")])
    assert (error.kind, error.labelled, error.predicted) == (
        "cue missed: other words taken", spans("said"), spans("thinks"),
    )  # fmt: skip
    assert kinds([ANN], [said(WELL, "said", "she")]) == ["source missed: other words taken"]
    assert kinds([ANN, BOB], [said(WELL, "refused", "Ann"), BOB]) == ["cue missed: another statement's taken"]
    assert kinds([ANN, BOB], [said(WELL, "said", "Bob"), BOB]) == ["source missed: another statement's taken"]


def test_cues_and_sources_where_none_are() -> None:
    assert kinds([said(WELL, "", "Ann")], [ANN]) == ["cue where none is labelled"]
    assert kinds([said(WELL, "said")], [ANN]) == ["source where none is labelled"]
    assert kinds([ANN], [said(WELL, "said | thinks", "Ann")]) == ["cue where another is labelled"]
    assert kinds([ANN], [said(WELL, "said", "Ann | she")]) == ["source where another is labelled"]


def test_right_spans_with_wrong_links() -> None:
    gold = [ANN, BOB]
    assert kinds(gold, [said(WELL, "said", "Bob"), said("to go home", "refused", "Ann")]) == [
        "link: source is another's"
    ] * 2  # fmt: skip
    assert kinds(gold, [said(WELL, "refused", "Bob"), said("to go home", "said", "Ann")]) == [
        "link: cue is another's"
    ] * 2  # fmt: skip
    assert kinds(gold, [ANN, said("to go home", "refused"), said("it", "", "Bob")])[-1] == "link: source left out"
    assert kinds([said(WELL, "said"), BOB], [said(WELL, "said", "Bob"), BOB]) == ["link: source where none is labelled"]


def test_pieces_in_the_wrong_statement() -> None:
    one = said("all is well | she thinks", "said", "Ann")
    parts = [said("all is well", "said", "Ann"), said("she thinks", "said", "Ann")]
    assert kinds([one], parts) == ["link: pieces of one statement in several"]
    assert set(kinds(parts, [one])) == {"link: pieces of several statements in one"}


_SPAN = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 20)).map(lambda pair: Span(pair[0], sum(pair)))
_SPANS = st.lists(_SPAN, max_size=2).map(tuple)
_ITEMS = st.lists(
    st.builds(Attribution, st.lists(_SPAN, min_size=1, max_size=2).map(tuple), _SPANS, _SPANS), max_size=4
)


@given(_ITEMS, _ITEMS)
def test_there_are_errors_just_where_spans_differ(gold: list[Attribution], predicted: list[Attribution]) -> None:
    right = all(
        score.right == score.predicted == score.labelled
        for score in (score_document(TEXT, gold, predicted)[role] for role in ROLES)
    )
    found = [error for error in errors(gold, predicted) if not error.kind.startswith("link")]
    assert bool(found) is not right


@given(_ITEMS)
def test_what_is_found_in_the_labels_is_no_error(gold: list[Attribution]) -> None:
    assert errors(gold, gold[::-1]) == []
