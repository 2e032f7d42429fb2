"""Persons of one surname."""

from attrib.data import Statement
from tests.pipeline.attributed import names, said

TEXT = (
    "Ivo Quill died in May. His brother, Odo Quill, said it was murder. Police searched Ivo Quill's boat. "
    "“He had no debts,” Quill told reporters."
)


def statements(text: str) -> list[Statement]:
    first = said(text, "it was murder", "said", "Odo Quill")
    return [first, said(text, "“He had no debts,”", "told", "Quill")]


def test_a_surname_is_that_of_the_namesake_who_spoke_before() -> None:
    assert names(TEXT, *statements(TEXT)) == ["Odo Quill", "Odo Quill"]


def test_a_surname_is_its_bearer_s_where_no_namesake_has_spoken() -> None:
    text = "Ivo Quill came with Odo Hale. Quill said it was over."
    assert names(text, said(text, "it was over", "said", "Quill")) == ["Ivo Quill"]


def test_a_title_of_another_gender_means_no_namesake() -> None:
    text = "Mr Ivo Quill came. Mrs Ada Quill said it was murder. “It was over,” Mr Quill told reporters."
    found = names(
        text,
        said(text, "it was murder", "said", "Mrs Ada Quill"),
        said(text, "“It was over,”", "told", "Mr Quill"),
    )
    assert found == ["Ada Quill", "Ivo Quill"]


def test_surnames_may_come_first() -> None:
    text = "Quill Da-un died in May. Quill Ra-il said it was murder. “He had no debts,” Quill told reporters."
    found = names(
        text,
        said(text, "it was murder", "said", "Quill Ra-il"),
        said(text, "“He had no debts,”", "told", "Quill"),
    )
    assert found == ["Quill Ra-il", "Quill Ra-il"]
