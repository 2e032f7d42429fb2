"""A statement and its candidates as the pointer of its text reads them."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import Statement
from attrib.nn.pointer.questions import SideQuestion, SideTarget
from attrib.pipeline.readers import SideReader
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.stance.targets import ACTOR, Target


@dataclass(frozen=True, slots=True)
class Pointed:
    """A statement to be judged: its text, its candidates, how many of them, the first, are its own, and the reader."""

    doc: AnnotatedText
    statement: Statement
    targets: tuple[Target, ...]
    own: int
    reader: SideReader

    @property
    def question(self) -> SideQuestion:
        return side_question(self.statement, self.targets)


def side_question(statement: Statement, targets: Sequence[Target]) -> SideQuestion:
    """A statement and its candidates in the form of a question."""
    asked = tuple(SideTarget(target.spans, target.kind == ACTOR) for target in targets)
    return SideQuestion(statement.source, statement.cue, statement.content, asked)
