""" "I", "we" and the letters of an interview."""

from attrib.data import Reason, Span, Statement, StatementType
from tests.pipeline.attributed import names, said, speakers


def test_i_outside_quotations_is_nobody_named() -> None:
    text = "Ida Quill said it rained. I said it was dry."
    found = names(text, said(text, "it rained", "said", "Ida Quill"), said(text, "it was dry", "said", "I"))
    assert found == ["Ida Quill", None]


def test_first_person_inside_a_quotation_is_its_speaker() -> None:
    text = '"I think the road is safe," said Ida Quill.'
    whole = said(text, '"I think the road is safe,"', "said", "Ida Quill")
    inner = Statement(StatementType.INDIRECT, (Span(9, 25),), (Span(3, 8),), (Span(1, 2),))
    found = speakers(text, whole, inner)
    assert [(speaker.name, speaker.reason) for speaker in found if speaker] == [
        ("Ida Quill", Reason.EXACT),
        ("Ida Quill", Reason.FIRST_PERSON),
    ]
