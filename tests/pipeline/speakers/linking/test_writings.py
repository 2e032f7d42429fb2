"""Texts that speak for their authors."""

import pytest

from attrib.data import Reason
from tests.pipeline.attributed import body, names, said, speakers


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A report by Norwell University", "Norwell University"),
        ("A report compiled by Norwell University", "Norwell University"),
        ("A report on Norwell University", "a report on Norwell University"),
        ("A report", "a report"),
    ],
)
def test_the_author_of_a_text_stands_behind_by(source: str, expected: str) -> None:
    text = f"It rained. {source} found leaks."
    mentions = (body(text, "Norwell University"),) if "Norwell" in text else ()
    found = names(text, said(text, "leaks", "found", source), mentions=mentions)
    assert found == [expected]


def test_a_report_speaks_for_its_author() -> None:
    text = "A report by Norwell University found leaks. The report said pipes were old."
    found = names(
        text,
        said(text, "leaks", "found", "A report by Norwell University"),
        said(text, "pipes were old", "said", "The report"),
    )
    assert found == ["Norwell University", "Norwell University"]


def test_a_lawsuit_speaks_for_whoever_sues() -> None:
    text = "Actor Ivo Hale is suing Melton Studios over an injury. The lawsuit said he was hit by a firework."
    assert names(text, said(text, "he was hit by a firework", "said", "The lawsuit")) == ["Ivo Hale"]
    text = "Ivo Hale sued Melton Studios. Ms Quill's lawsuit says she was hit. Ida Quill filed it on Monday."
    assert names(text, said(text, "she was hit", "says", "Ms Quill's lawsuit")) == ["Ida Quill"]
    text = "A lawsuit said he was hit."
    assert names(text, said(text, "he was hit", "said", "A lawsuit")) == ["a lawsuit"]


def test_a_speech_is_its_speaker_s() -> None:
    text = "David Quill met teachers. Mr Quill's speech called for smaller classes. Mr Quill's dog barked."
    (speaker,) = speakers(text, said(text, "smaller classes", "called for", "Mr Quill's speech"))
    assert speaker is not None
    assert (speaker.name, speaker.reason) == ("David Quill", Reason.SURNAME)


def test_figures_are_those_of_the_one_body_named_in_them() -> None:
    text = "Zelmari Trade Board figures show a rise. A Norwell Bank/Zelmari Trade Board poll shows a fall."
    board = [body(text, "Zelmari Trade Board"), body(text, "Norwell Bank")]
    found = names(
        text,
        said(text, "a rise", "show", "Zelmari Trade Board figures"),
        said(text, "a fall", "shows", "A Norwell Bank/Zelmari Trade Board poll"),
        mentions=tuple(board),
    )
    assert found == ["Zelmari Trade Board", "a Norwell Bank/Zelmari Trade Board poll"]


def test_a_legal_action_is_whoever_sues() -> None:
    text = "Ida Quill is suing the port. The legal action accuses the port of neglect. Legal advice said so."
    assert names(text, said(text, "the port of neglect", "accuses", "The legal action")) == ["Ida Quill"]


def test_a_website_speaks_for_the_body_whose_it_is() -> None:
    text = "The Harbour Trust opened on Monday. It has two boats. The trust's website says the boats are old."
    body_named = (body(text, "Harbour Trust"),)
    assert names(text, said(text, "the boats are old", "says", "The trust's website"), mentions=body_named) == [
        "Harbour Trust"
    ]


def test_a_relative_pronoun_behind_a_source_is_no_part_of_it() -> None:
    text = "He asked about a doctor in Norwell who said it was over."
    assert names(text, said(text, "it was over", "said", "a doctor in Norwell who")) == ["a doctor in Norwell"]
    text = "It was over, the WHO said."
    assert names(text, said(text, "It was over", "said", "the WHO"), mentions=(body(text, "WHO"),)) == ["WHO"]
