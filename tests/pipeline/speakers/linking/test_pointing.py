"""What the pointer is asked, and how its answer counts beside the linker's."""

from collections.abc import Sequence

import pytest

from attrib.data import Document, EntityKind, Reason, Span, Statement, StatementType
from attrib.nn.pointer.questions import Option, OptionKind, Question
from attrib.pipeline.readers import TextReaders
from attrib.pipeline.speakers.linking.pointing import pool
from attrib.pipeline.speakers.resolver import resolve
from tests.pipeline.attributed import named

TEXT = "Ida Quill and Peter Moss met in Norwell. “We lost,” the mayor said."
CONTENT, CUE, SOURCE = (
    Span(TEXT.index(part), TEXT.index(part) + len(part)) for part in ("“We lost,”", "said", "the mayor")
)
STATEMENT = Statement(StatementType.DIRECT, (CONTENT,), (CUE,), (SOURCE,))


class Sure:
    """A pointer that is sure of the option with a mention at a place, or of the last one."""

    def __init__(self, at: int, share: float = 50.0) -> None:
        self.at, self.share = at, share
        self.asked: list[Question] = []

    def log_probabilities(self, question: Question) -> list[float]:
        self.asked.append(question)
        return [0.0 if self.holds(option) else -20.0 for option in question.options]

    def holds(self, option: Option) -> bool:
        return any(span.start == self.at for span in option.mentions)

    def confidence(self, probability: float, _: Reason) -> float:
        return round(probability / 2, 4)


@pytest.mark.parametrize("name", ["Ida Quill", "Peter Moss"])
def test_the_one_it_points_at_is_the_speaker(name: str) -> None:
    pointer = Sure(TEXT.index(name))
    [found] = resolve(Document(TEXT), [STATEMENT], (), TextReaders(pointer=pointer)).statements
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.confidence) == (name, 0.5)
    [question] = pointer.asked
    assert (question.form, question.noun) == ("role", "definite")
    assert (question.source, question.cue, question.content) == (STATEMENT.source[0], STATEMENT.cue, STATEMENT.content)
    kinds = [option.kind for option in question.options]
    assert {OptionKind.ENTITY, OptionKind.ITSELF, OptionKind.NOBODY} <= set(kinds)
    assert all(option.mentions == () for option in question.options if option.kind >= OptionKind.ITSELF)


@pytest.mark.parametrize(
    ("noun", "pointed", "kind"),
    [("company", "Ida Quill", EntityKind.PERSON), ("minister", "Norwell Bank", EntityKind.ORGANIZATION)],
)
def test_a_noun_for_a_body_means_no_person_nor_one_for_a_role_a_body(noun: str, pointed: str, kind: EntityKind) -> None:
    text = f"{pointed} was there. “We lost,” the {noun} said."
    parts = (Span(text.index(part), text.index(part) + len(part)) for part in ("“We lost,”", "said", f"the {noun}"))
    content, cue, source = parts
    statement = Statement(StatementType.DIRECT, (content,), (cue,), (source,))
    readers = TextReaders(pointer=Sure(text.index(pointed)))
    [found] = resolve(Document(text), [statement], (named(text, pointed, kind),), readers).statements
    assert found.speaker is not None
    assert found.speaker.name == f"the {noun}"


def test_without_a_share_the_linker_decides() -> None:
    plain = resolve(Document(TEXT), [STATEMENT], ()).statements
    for name in ("Ida Quill", "Peter Moss"):
        readers = TextReaders(pointer=Sure(TEXT.index(name), share=0.0))
        [found] = resolve(Document(TEXT), [STATEMENT], (), readers).statements
        assert (found.speaker and found.speaker.name) == (plain[0].speaker and plain[0].speaker.name)


@pytest.mark.parametrize(
    ("linked", "pointed", "share", "expected"),
    [
        ([0.5, 0.5], [-1.0, -1.0], 1.0, [0.5, 0.5]),
        ([0.8, 0.2], [-0.7, -0.7], 1.0, [0.8, 0.2]),
        ([0.5, 0.5], [0.0, -2.1972], 1.0, [0.9, 0.1]),
        ([0.5, 0.5], [0.0, -2.1972], 0.5, [0.75, 0.25]),
        ([0.9, 0.1], [-30.0, 0.0], 0.0, [0.9, 0.1]),
    ],
)
def test_both_count(linked: Sequence[float], pointed: Sequence[float], share: float, expected: list[float]) -> None:
    assert pool(linked, pointed, share) == pytest.approx(expected, abs=1e-3)


def test_neither_can_rule_a_candidate_out() -> None:
    assert all(chance > 0 for chance in pool([1.0, 0.0], [-1000.0, 0.0], 1.0))
