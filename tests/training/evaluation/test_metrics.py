"""Scores against hand-counted cases, and against the measuring scripts of ATTRIB_SCORERS where there are any."""

import importlib.util
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import ActorKind, Span, Speaker, Statement, StatementType
from attrib.english.name_agreement import name_words, same_affiliation, same_name
from attrib.training.corpora.labels import ROLES, Attribution, SpeakerLabel
from attrib.training.evaluation.metrics import Score, score_document, total, trim
from attrib.training.evaluation.statements import mention_form, named_speakers, same_role, score_statements
from tests.variables import folder


def scorer(name: str) -> Callable[..., Any]:
    """The `score` function of a measuring script in the folder ATTRIB_SCORERS; skips the test without one."""
    path = folder("ATTRIB_SCORERS") / f"{name}.py"
    if not path.is_file():
        pytest.skip(f"ATTRIB_SCORERS has no measuring script {name}.py")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[..., Any] = module.score
    return found


def test_percentages() -> None:
    score = Score(right=3, predicted=4, recalled=2, labelled=5)
    assert (score.precision, score.recall) == (75, 40)
    assert score.f1 == pytest.approx(2 * 75 * 40 / 115)
    assert (Score().precision, Score().recall, Score().f1) == (0, 0, 0)
    assert score + score == Score(6, 8, 4, 10)


@pytest.mark.parametrize(
    ("span", "trimmed"),
    [((0, 7), (2, 5)), ((2, 5), (2, 5)), ((1, 3), (2, 3)), ((0, 2), (2, 2)), ((3, 3), (3, 3)), ((4, 7), (4, 5))],
)
def test_trimming(span: tuple[int, int], trimmed: tuple[int, int]) -> None:
    assert trim(" \nabc\u00a0 ", Span(*span)) == Span(*trimmed)


#       0123456789012345678901234567890123456789
TEXT = "Ann Lee said that all is well. Bob went."
GOLD = Attribution((Span(18, 29),), (Span(8, 12),), (Span(0, 7),))


def counts(predicted: list[Attribution], gold: list[Attribution] | None = None) -> dict[str, tuple[int, int, int]]:
    scores = score_document(TEXT, [GOLD] if gold is None else gold, predicted)
    assert all(score.right == score.recalled for score in scores.values())
    return {name: (score.right, score.predicted, score.labelled) for name, score in scores.items()}


def test_the_labels_themselves_score_full() -> None:
    found = counts([GOLD])
    assert set(found) == {*ROLES, *(f"{role}_overlap" for role in ROLES), "linked"}
    assert set(found.values()) == {(1, 1, 1)}


def test_nothing_predicted_and_nothing_labelled() -> None:
    assert set(counts([]).values()) == {(0, 0, 1)}
    assert set(counts([GOLD], []).values()) == {(0, 1, 0)}
    assert set(counts([], []).values()) == {(0, 0, 0)}


def test_white_space_at_the_ends_does_not_count() -> None:
    assert counts([Attribution((Span(17, 29),), (Span(7, 13),), (Span(0, 8),))])["content"] == (1, 1, 1)


def test_a_span_half_right_overlaps_and_links() -> None:
    # "that all is well" shares 11 of 16 characters, "Lee" 3 of 7: the one overlaps by half, the other does not.
    found = counts([Attribution((Span(13, 29),), (Span(8, 12),), (Span(4, 7),))])
    assert found["content"] == (0, 1, 1)
    assert found["content_overlap"] == (1, 1, 1)
    assert found["source_overlap"] == (0, 1, 1)
    assert found["linked"] == (0, 1, 1)
    assert counts([Attribution((Span(13, 29),), (Span(8, 12),), (Span(3, 7),))])["linked"] == (1, 1, 1)


def test_a_missing_source_unlinks() -> None:
    found = counts([Attribution(GOLD.content, GOLD.cue)])
    assert found["source"] == (0, 0, 1)
    assert found["linked"] == (0, 1, 1)
    bare = Attribution(GOLD.content)
    assert counts([bare], [bare])["linked"] == (1, 1, 1)


def test_spans_are_counted_once_and_matched_once() -> None:
    found = counts([GOLD, GOLD])
    assert found["content"] == (1, 1, 1)
    assert found["linked"] == (1, 2, 1)
    halves = [Attribution((Span(18, 24),)), Attribution((Span(24, 29),))]
    assert counts(halves)["content_overlap"] == (1, 2, 1)


def test_sums_over_documents() -> None:
    first, second = score_document(TEXT, [GOLD], [GOLD]), score_document(TEXT, [GOLD], [])
    assert total([first, second])["content"] == Score(1, 1, 1, 2)
    assert total([]) == {}


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[Attribution], list[Attribution]]:
    """A text, its labels, and predictions that often share spans with them."""
    text = draw(st.text(alphabet="ab \n", min_size=1, max_size=30))
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 8)).map(
        lambda place: Span(place[0], min(len(text), place[0] + place[1]))
    )
    some, at_least_one = (st.lists(spans, min_size=least, max_size=2).map(tuple) for least in (0, 1))
    attributions = st.builds(Attribution, at_least_one, some, some)
    gold = draw(st.lists(attributions, max_size=4))
    predicted = draw(st.lists(st.one_of(attributions, st.sampled_from(gold)) if gold else attributions, max_size=4))
    return text, gold, predicted


def as_row(item: Attribution) -> dict[str, list[list[int]]]:
    return {role: [list(span) for span in item.spans(role)] for role in ROLES}


@given(documents())
@settings(deadline=None)
def test_spans_are_scored_as_the_measuring_script_does(
    case: tuple[str, list[Attribution], list[Attribution]],
) -> None:
    text, gold, predicted = case
    figures = scorer("score_spans")(
        {"a": (text, [as_row(item) for item in gold])}, {"a": [as_row(i) for i in predicted]}
    )
    scores = score_document(text, gold, predicted)
    assert set(scores) == set(figures)
    for name, score in scores.items():
        assert (round(score.precision, 1), round(score.recall, 1), score.labelled) == (
            figures[name]["p"],
            figures[name]["r"],
            figures[name]["gold"],
        ), name
        assert score.f1 == pytest.approx(figures[name]["f1"], abs=0.11), "the script rounds precision and recall first"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Mr. Tony Blair's", ["tony", "blair"]),
        ("the Prime Minister", ["the", "prime", "minister"]),
        ("Taliban’s spokesman", ["taliban", "spokesman"]),
        ("O_Neill-Smith", ["o", "neill", "smith"]),
        ("—", []),
        ("", []),
    ],
)
def test_words_of_a_name(name: str, words: list[str]) -> None:
    assert name_words(name) == words


@pytest.mark.parametrize(
    ("predicted", "label", "kind", "same"),
    [
        ("Tony Blair", "Mr Tony Blair", ActorKind.PERSON, True),
        ("Anthony Blair", "Tony Blair", ActorKind.PERSON, False),
        ("Tony Charles Blair", "Tony Blair", ActorKind.PERSON, True),
        ("Blair", "Tony Blair", ActorKind.PERSON, False),
        ("Tony Blair", "Mr Blair", ActorKind.PERSON, True),
        ("Blair Tony", "Blair", ActorKind.PERSON, False),
        ("Home Office", "the Home Office", ActorKind.ORGANIZATION, True),
        ("a spokesman for the Trade Department", "a spokesman", ActorKind.UNNAMED, False),
        ("a spokesman", "a spokesman for the Office", ActorKind.UNNAMED, False),
        ("spokesman for Office", "a spokesman", ActorKind.UNNAMED, True),
        ("critics", "some critics", ActorKind.GROUP, True),
        ("", "critics", ActorKind.GROUP, False),
        ("—", "—", ActorKind.GROUP, False),
    ],
)
def test_same_names(predicted: str, label: str, kind: ActorKind, same: bool) -> None:
    assert same_name(predicted, label, kind) is same


def statement(start: int, end: int, name: str | None, form: StatementType = StatementType.DIRECT) -> Statement:
    speaker = None if name is None else Speaker(name, ActorKind.PERSON, None, "head", "Ministry")
    return Statement(form, (Span(start, end),), speaker=speaker)


LABELS = (
    SpeakerLabel((Span(0, 10),), StatementType.DIRECT, "Ann Lee", ActorKind.PERSON, "head", "the Ministry", "Dr Lee"),
    SpeakerLabel((Span(20, 30),), StatementType.INDIRECT, "Bob Ray", ActorKind.PERSON, source="he"),
    SpeakerLabel((Span(40, 50),), StatementType.MIXED, "", ActorKind.UNNAMED),
)


@pytest.mark.parametrize(
    ("source", "speaker", "form"),
    [
        ("Mr Blair", "Tony Blair", "name"),
        ("the WHO", "World Health Organization", "name"),
        ("the prime minister", "Tony Blair", "nominal"),
        ("The Prime Minister", "Prime Minister Tony Blair", "nominal"),
        ("the party", "Labour Party", "nominal"),
        ("Police", "police", "nominal"),
        ("He", "Tony Blair", "pronoun"),
        ("who", "Tony Blair", "pronoun"),
        ("his spokesman", "Tony Blair's spokesman", "nominal"),
        ("", "Tony Blair", "none"),
        ("—", "Tony Blair", "none"),
    ],
)
def test_how_a_source_points_at_the_speaker(source: str, speaker: str, form: str) -> None:
    assert mention_form(source, speaker) == form


@pytest.mark.parametrize(
    ("found", "label", "same"),
    [
        ("professor", "professor", True),
        ("Home Office Minister", "minister", True),
        ("professor", "political science professor", False),
        ("science professor", "political science professor", True),
        ("director", "director of studies", False),
        ("director of research", "director of studies", True),
        ("shadow chancellor", "chancellor", True),
        ("chancellor", "former chancellor", False),
        ("chief executive", "chief engineer", False),
        ("", "minister", False),
        ("—", "minister", False),
    ],
)
def test_roles_are_compared_by_their_heads(found: str, label: str, same: bool) -> None:
    assert same_role(found, label) is same


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_words_have_a_form_and_are_roles_or_not(one: str, other: str) -> None:
    assert mention_form(one, other) in {"name", "nominal", "pronoun", "none"}
    assert same_role(one, other) in {True, False}
    assert same_role(one, one)


def test_statements_by_hand() -> None:
    predicted = (
        statement(0, 4, "Ann Lee"),
        statement(4, 10, "Ann Lee", StatementType.MIXED),  # the greater part of the first
        statement(25, 33, "Ann Lee", StatementType.INDIRECT),  # half of the second, wrong speaker
        statement(60, 70, "Bob Ray"),  # not labelled
    )
    assert score_statements(LABELS, predicted) == {
        "detected": Score(3, 4, 2, 3),
        "attributed": Score(2, 4, 1, 3),
        "quoted": Score(1, 2, 1, 2),
        "indirect": Score(1, 1, 1, 1),
        "type": Score(1, 2, 1, 2),
        "speaker": Score(1, 2, 1, 2),
        "kind": Score(2, 2, 2, 2),
        "nested": Score(),
        "speaker_described": Score(),
        "speaker_group": Score(),
        "speaker_unnamed": Score(),
        "speaker_name": Score(1, 1, 1, 1),
        "speaker_nominal": Score(),
        "speaker_pronoun": Score(0, 1, 0, 1),
        "speaker_none": Score(),
        "affiliation": Score(1, 2, 1, 1),  # told of the second too, whose label has none
        "role": Score(1, 2, 1, 1),
    }


def test_speakers_come_with_their_confidence_and_whether_they_are_right() -> None:
    sure, unsure = (Speaker("Ann Lee", ActorKind.PERSON, confidence=value) for value in (0.9, 0.4))
    predicted = (
        Statement(StatementType.DIRECT, (Span(0, 10),), speaker=sure),
        Statement(StatementType.DIRECT, (Span(20, 30),), speaker=unsure),
        Statement(StatementType.DIRECT, (Span(40, 50),)),
    )
    assert named_speakers(LABELS, predicted) == [(0.9, True), (0.4, False)]
    assert named_speakers(LABELS, ()) == []


def test_where_the_text_names_nobody_silence_is_right() -> None:
    assert score_statements(LABELS[2:], [statement(40, 50, None)])["attributed"] == Score(1, 1, 1, 1)
    assert score_statements(LABELS[2:], [statement(40, 50, "Ann Lee")])["attributed"] == Score(0, 1, 0, 1)


def test_less_than_half_is_not_detected() -> None:
    scores = score_statements(LABELS[:1], [statement(0, 4, "Ann Lee")])
    assert scores["detected"] == Score(1, 1, 0, 1)
    assert score_statements(LABELS[:1], [statement(0, 5, "Ann Lee")])["detected"] == Score(1, 1, 1, 1)
    assert score_statements([], [])["detected"] == Score()


def test_statements_without_a_label_or_a_prediction() -> None:
    assert score_statements((), [statement(0, 5, None)])["detected"] == Score(0, 1, 0, 0)
    assert score_statements(LABELS, ())["detected"] == Score(0, 0, 0, 3)


def test_a_statement_within_another_is_held_against_the_inner_one() -> None:
    outer = SpeakerLabel((Span(0, 20),), StatementType.INDIRECT, "Ann Lee", ActorKind.PERSON)
    inner = SpeakerLabel((Span(12, 20),), StatementType.INDIRECT, "Bob Ray", ActorKind.PERSON)
    scores = score_statements([outer, inner], [statement(0, 20, "Ann Lee"), statement(12, 20, "Bob Ray")])
    assert scores["attributed"] == Score(2, 2, 2, 2)
    assert scores["nested"] == Score(1, 1, 1, 1)
    without = score_statements([outer, inner], [statement(0, 20, "Ann Lee")])
    assert without["attributed"] == Score(1, 1, 1, 2)
    assert without["nested"] == Score(0, 1, 0, 1)


@pytest.mark.parametrize(
    ("source", "kind", "name"),
    [
        ("the minister", ActorKind.PERSON, "speaker_described"),
        ("the report", ActorKind.ORGANIZATION, "speaker_described"),
        ("dockers", ActorKind.GROUP, "speaker_group"),
        ("a spokesman", ActorKind.UNNAMED, "speaker_unnamed"),
    ],
)
def test_described_speakers_are_counted_by_kind(source: str, kind: ActorKind, name: str) -> None:
    label = SpeakerLabel((Span(0, 9),), StatementType.INDIRECT, "Ann Lee", kind, source=source)
    scores = score_statements([label], [statement(0, 9, "Ann Lee")])
    found = {key for key, score in scores.items() if key.startswith("speaker_") and score != Score()}
    assert found == {name, "speaker_nominal"}


def test_a_role_that_no_label_tells_costs_precision() -> None:
    label = SpeakerLabel((Span(0, 9),), StatementType.INDIRECT, "Ann Lee", ActorKind.PERSON, affiliation="Port of Ayle")
    told = Speaker("Ann Lee", ActorKind.PERSON, role="mayor", affiliation="Ayle port")
    scores = score_statements([label], [Statement(StatementType.INDIRECT, (Span(0, 9),), speaker=told)])
    assert scores["role"] == Score(0, 1, 0, 0)
    assert scores["affiliation"] == Score(1, 1, 1, 1)


def test_whom_nobody_names_may_be_called_by_another_phrase() -> None:
    label = SpeakerLabel(
        (Span(0, 9),),
        StatementType.INDIRECT,
        "workers who had left the port",
        ActorKind.GROUP,
        aliases=("dockers", "they"),
    )
    for name, right in (("workers", 1), ("dockers", 1), ("they", 0), ("the port authority", 0)):
        assert score_statements([label], [statement(0, 9, name)])["attributed"].right == right, name
    person = SpeakerLabel((Span(0, 9),), StatementType.INDIRECT, "Ann Lee", ActorKind.PERSON, aliases=("the minister",))
    assert score_statements([person], [statement(0, 9, "the minister")])["attributed"].right == 0


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_statements_are_scored_as_the_measuring_script_does(data: st.DataObject) -> None:
    text = "".join(chr(0x4E00 + index) for index in range(40))  # no piece of it stands twice
    places = st.tuples(st.integers(0, 39), st.integers(1, 12)).map(lambda at: Span(at[0], min(40, sum(at))))
    contents = st.lists(places, min_size=1, max_size=2).map(tuple)
    names = st.sampled_from(["", "Ann Lee", "Mr Lee", "Lee", "the critics", "Ann Bo Lee", "workers who left"])
    phrases = st.lists(st.sampled_from(["Lee", "critics", "she"]), max_size=2).map(tuple)
    forms = st.sampled_from(list(StatementType))
    kinds = st.sampled_from(list(ActorKind))
    labels = data.draw(st.lists(st.builds(SpeakerLabel, contents, forms, names, kinds, aliases=phrases), max_size=4))
    found_names = st.sampled_from(["Ann Lee", "Mr Lee", "Lee", "critics", "workers", "she"])
    speakers = st.one_of(st.none(), st.builds(Speaker, found_names, kinds))
    predicted = data.draw(st.lists(st.builds(Statement, forms, contents, speaker=speakers), max_size=4))
    rows = [
        {
            "content": [span.of(text) for span in label.content],
            "type": str(label.type),
            "speaker": label.speaker,
            "speaker_kind": str(label.kind),
            "speaker_aliases": list(label.aliases),
        }
        for label in labels
    ]
    found = [
        {
            "type": str(item.type),
            "content": [list(span) for span in item.content],
            "speaker": {"name": item.speaker.name} if item.speaker else None,
        }
        for item in predicted
    ]
    figures = scorer("score_statements")([("a", text, rows)], {"a": found})
    scores = score_statements(labels, predicted)
    for name in ("detected", "attributed"):
        assert round(scores[name].precision, 1) == figures[name]["p"]
        assert round(scores[name].recall, 1) == figures[name]["r"]
    assert round(scores["quoted"].recall, 1) == figures["quoted_recall"]
    assert round(scores["indirect"].recall, 1) == figures["indirect_recall"]


@pytest.mark.parametrize(
    ("found", "label", "same"),
    [
        ("Conservative Party", "Tory", True),
        ("Democrats", "Democratic Party", True),
        ("Royal National Institute for Deaf People", "RNID", True),
        ("Home Office", "the Home Office", True),
        ("Democrats", "Republicans", False),
        ("", "Labour", False),
        ("Texas", "Florida", False),
    ],
)
def test_affiliations_are_compared_as_bodies(found: str, label: str, same: bool) -> None:
    assert same_affiliation(found, label) is same
