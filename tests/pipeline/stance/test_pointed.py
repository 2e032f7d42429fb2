"""A statement and its candidates in the form of a question."""

from typing import Any

from attrib.data import Document
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.pointed import Pointed, side_question
from attrib.pipeline.stance.targets import ACTOR, TOPIC, Target
from tests.pipeline.attributed import said

TEXT = "Ida Quill said the levy would harm Britain."
STATEMENT = said(TEXT, "the levy would harm Britain", "said", "Ida Quill")
TARGETS = (
    Target("levy", TOPIC, said(TEXT, "levy").content),
    Target("Britain", ACTOR, said(TEXT, "Britain").content),
)


def test_a_question_has_the_statements_parts_and_every_candidate() -> None:
    question = side_question(STATEMENT, TARGETS)
    assert (question.source, question.cue, question.content) == (STATEMENT.source, STATEMENT.cue, STATEMENT.content)
    assert [target.mentions[0].of(TEXT) for target in question.targets] == ["levy", "Britain"]
    assert [target.is_actor for target in question.targets] == [False, True]


def test_a_pointed_statement_asks_that_question() -> None:
    resolved = resolve(Document(TEXT), [STATEMENT], ())
    reader: Any = None
    one = Pointed(resolved.doc, resolved.statements[0], TARGETS, 1, reader)
    assert one.question == side_question(resolved.statements[0], TARGETS)
