"""Small inputs of the kind that people report: speech denied, not made or supposed."""

from pathlib import Path

import pytest

from attrib.data import Assertion, Document
from attrib.pipeline.assertion.assertions import with_assertions
from attrib.pipeline.speakers.resolver import resolve
from tests.pipeline.attributed import said

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
NOT_SAID, SUPPOSED, ASSERTED = Assertion.NOT_SAID, Assertion.SUPPOSED, Assertion.ASSERTED


@pytest.mark.parametrize(
    ("file", "content", "cue", "wanted"),
    [
        ("138-did-not-say.txt", "when the pool would be demolished", "did not say", [NOT_SAID]),
        ("138-did-not-say.txt", "when the pool would be demolished", "say", [NOT_SAID]),
        ("138-did-not-say.txt", "that it was unsafe", "never said", [NOT_SAID]),
        ("138-did-not-say.txt", "that it was unsafe", "said", [NOT_SAID]),
        ("138-did-not-say.txt", "who will pay", "said", [NOT_SAID]),
        ("138-did-not-say.txt", "to say whether he would sue", "refused", [NOT_SAID]),
        ("138-did-not-say.txt", "whether he would sue", "refused to say", [NOT_SAID]),
        ("138-did-not-say.txt", "yes", "says", [SUPPOSED]),
        ("138-did-not-say.txt", "to close the old swimming pool", "voted", [ASSERTED]),
        ("68-spokesperson-inanimate.txt", "nothing", "said", []),
        ("68-spokesperson-inanimate.txt", "the visit would go ahead", "said", [ASSERTED]),
        ("68-spokesperson-inanimate.txt", "it", "denied", [Assertion.DENIED]),
        ("68-spokesperson-inanimate.txt", "that sanctions could follow", "warned", [ASSERTED]),
        ("141-hypothetical-would-say.txt", "the pool was cursed", "say", [SUPPOSED]),
        ("141-hypothetical-would-say.txt", '"you cannot step into the same river twice"', "goes", [ASSERTED]),
    ],
)
def test_what_was_not_said_is_told(file: str, content: str, cue: str, wanted: list[Assertion]) -> None:
    text = (CASES / file).read_text(encoding="utf-8")
    resolved = resolve(Document(text), [said(text, content, cue)], ())
    assert [statement.assertion for statement in with_assertions(resolved).statements] == wanted
