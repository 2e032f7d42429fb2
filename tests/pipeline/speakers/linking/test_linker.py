"""Deciding links with a scorer of the test's own: order, history, reasons, runner-up."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from attrib.data import Document, Reason, Statement
from attrib.pipeline.readers import TextReaders
from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.linking.candidates import CandidateKind
from attrib.pipeline.speakers.linking.linker import Question, walk
from attrib.pipeline.speakers.linking.places import link_text
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.speakers.sourced import sourced
from tests.pipeline.attributed import said

Weigher = Callable[[Mapping[str, float]], float]


class Scorer:
    """Gives each candidate what a function says of its features."""

    def __init__(self, weigh: Weigher) -> None:
        self.weigh = weigh

    def probabilities(self, _: Mapping[str, float], rows: Sequence[Mapping[str, float]]) -> list[float]:
        weights = [self.weigh(row) for row in rows]
        return [weight / sum(weights) for weight in weights]

    def confidence(self, probability: float, _: Reason) -> float:
        return probability


def resolved(text: str, *statements: Statement, weigh: Weigher) -> list[Statement]:
    return list(resolve(Document(text), statements, (), TextReaders(linker=Scorer(weigh))).statements)


def asked(text: str, statement: Statement) -> Question:
    found: list[Question] = []
    doc = annotate(text, ())

    def keep(question: Question) -> None:
        found.append(question)

    walk(link_text(doc), [sourced(doc, statement)], keep)
    return found[0]


TEXT = "Ida Quill, the mayor, met Peter Moss. She said it was late. The mayor said it was over."


def test_the_candidates_of_a_description_are_names_its_own_phrase_and_nobody() -> None:
    question = asked(TEXT, said(TEXT, "it was over", "said", "The mayor"))
    kinds = [option.kind for option in question.options]
    assert kinds.count(CandidateKind.NOBODY) == kinds.count(CandidateKind.ITSELF) == 1
    named = {option.referent.entity.name for option in question.options if option.referent and option.referent.entity}
    assert named == {"Ida Quill", "Peter Moss"}


def test_a_pronoun_is_never_a_name_of_its_own() -> None:
    question = asked(TEXT, said(TEXT, "it was late", "said", "She"))
    assert CandidateKind.ITSELF not in {option.kind for option in question.options}


@pytest.mark.parametrize(
    ("feature", "name", "reason"),
    [
        ("head told", "Ida Quill", Reason.ROLE),
        ("kind itself unnamed", "the mayor", Reason.NOMINAL),
        ("kind nobody", "the mayor", Reason.NOMINAL),
    ],
)
def test_the_likeliest_candidate_speaks_and_the_next_is_the_runner_up(
    feature: str, name: str | None, reason: Reason
) -> None:
    def weigh(row: Mapping[str, float]) -> float:
        return 4.0 if feature in row else 2.0 if "kind itself unnamed" in row else 0.5

    (statement,) = resolved(TEXT, said(TEXT, "it was over", "said", "The mayor"), weigh=weigh)
    speaker = statement.speaker
    assert (speaker.name if speaker else None) == name
    assert (speaker.reason if speaker else statement.silence) == reason
    if speaker is not None and name == "Ida Quill":
        assert speaker.runner_up == "the mayor"
        assert speaker.confidence == pytest.approx(4 / 7.0, abs=0.01)


def test_a_later_statement_sees_who_was_decided_before() -> None:
    text = 'Ida Quill met Peter Moss. "We lost," said Quill. "We were poor."'
    statements = [said(text, '"We lost,"', "said", "Quill"), said(text, '"We were poor."')]

    def weigh(row: Mapping[str, float]) -> float:
        return 9.0 if "last to speak" in row or "in source as head" in row else 1.0

    first, second = resolved(text, *statements, weigh=weigh)
    assert first.speaker is not None
    assert second.speaker is not None
    assert (first.speaker.name, first.speaker.reason) == ("Ida Quill", Reason.SURNAME)
    assert (second.speaker.name, second.speaker.reason) == ("Ida Quill", Reason.CONTINUATION)


def test_statements_come_back_in_the_order_they_were_given() -> None:
    text = "Ida Quill said it rained. Peter Moss said it was dry."
    statements = [said(text, "it was dry", "said", "Peter Moss"), said(text, "it rained", "said", "Ida Quill")]
    found = resolved(text, *statements, weigh=lambda row: 9.0 if "in source as head" in row else 1.0)
    assert [item.speaker.name for item in found if item.speaker] == ["Peter Moss", "Ida Quill"]


def test_a_described_speaker_may_speak_again() -> None:
    text = "A spokesman for the port said it was shut. The spokesman said it would open."
    first = said(text, "it was shut", "said", "A spokesman for the port")
    second = said(text, "it would open", "said", "The spokesman")

    def weigh(row: Mapping[str, float]) -> float:
        return 9.0 if "same head" in row else 3.0 if "kind itself unnamed" in row else 1.0

    found = resolved(text, first, second, weigh=weigh)
    assert [item.speaker.name for item in found if item.speaker] == ["a spokesman for the port"] * 2


def test_what_a_linked_description_says_becomes_the_role() -> None:
    text = "Ida Quill scored twice. The striker said it was luck."
    statement = said(text, "it was luck", "said", "The striker")
    (found,) = resolved(text, statement, weigh=lambda row: 9.0 if "kind person" in str(row) else 1.0)
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.role) == ("Ida Quill", "striker")


def test_texts_without_names_or_statements_resolve() -> None:
    assert resolved("", weigh=lambda _: 1.0) == []
    text = "It rained."
    (found,) = resolved(text, said(text, "It rained."), weigh=lambda _: 1.0)
    assert (found.speaker, found.silence) == (None, Reason.NO_SOURCE)
