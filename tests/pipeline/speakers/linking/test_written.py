"""Texts that speak again."""

from attrib.data import Reason
from attrib.pipeline.speakers.linking.written import AGAIN
from tests.pipeline.attributed import names, said
from tests.pipeline.speakers.linking.test_linker import resolved


def test_the_same_text_speaks_for_the_same_author_again() -> None:
    text = "A report by Ida Quill found leaks. Ivo Hale, the mayor, disagreed. The report says pipes were old."
    found = names(
        text,
        said(text, "leaks", "found", "A report by Ida Quill"),
        said(text, "pipes were old", "says", "The report"),
    )
    assert found == ["Ida Quill", "Ida Quill"]


def test_a_text_that_is_told_apart_is_another() -> None:
    text = "A report by Ida Quill found leaks. The council's report says pipes were old."
    found = names(
        text,
        said(text, "leaks", "found", "A report by Ida Quill"),
        said(text, "pipes were old", "says", "The council's report"),
    )
    assert found == ["Ida Quill", "the council"]


def test_what_speaks_again_is_as_sure_as_it_is_measured_to_be() -> None:
    text = "A report by Ida Quill found leaks. Ivo Hale published a book. The report says pipes were old."
    _, again = resolved(
        text,
        said(text, "leaks", "found", "A report by Ida Quill"),
        said(text, "pipes were old", "says", "The report"),
        weigh=lambda row: 9.0 if any(name.startswith("kind itself") for name in row) else 1.0,
    )
    assert again.speaker is not None
    assert again.speaker.name == "Ida Quill"
    assert (again.speaker.confidence, again.speaker.reason) == (AGAIN, Reason.ROLE)
    assert again.speaker.runner_up == "the report"


def test_it_means_the_author_of_the_text_that_it_stands_for() -> None:
    text = "A statement issued in Norwell by Ida Quill said leaks were found. It said the pipes were old."
    found = names(
        text,
        said(text, "leaks were found", "said", "A statement issued in Norwell by Ida Quill"),
        said(text, "the pipes were old", "said", "It"),
    )
    assert found == ["Ida Quill", "Ida Quill"]
