import pytest

from attrib.data import Span
from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.authors import author_of


def author(source: str) -> str | None:
    text = f"It rained, {source} said on Friday."
    doc = annotate(text, ())
    at = text.index(source)
    found = author_of(Span(at, at + len(source)), doc.tokens, doc.entities)
    return None if found is None else found.of(text)


@pytest.mark.parametrize(
    ("source", "wrote"),
    [
        ("a report by the Harbour Trust", "the Harbour Trust"),
        ("a report issued in May by Rep. Ida Quill, D-Norwell,", "Rep. Ida Quill, D-Norwell"),
        ("findings by a team that the mayor chose", "a team"),
        ("a letter to the council from Ivo Hale's lawyer", "Ivo Hale's lawyer"),
        ("the letter, from the Home Office,", "the Home Office"),
        ("an announcement by the Ministry of Works", "the Ministry of Works"),
        ("a survey published on Monday by the Harbour Trust (HT)", "the Harbour Trust (HT)"),
        ("the commission’s report", "the commission"),
        ("the trust's 2017 tax filing", "the trust"),
        ("Judge Quill's ruling", "Judge Quill"),
        ("the ministry statement", "the ministry"),
        ("the police report", "the police"),
    ],
)
def test_a_text_leads_to_its_author(source: str, wrote: str) -> None:
    assert author(source) == wrote


@pytest.mark.parametrize(
    "source",
    [
        "a report",
        "the statement",
        "emails obtained by Reuters",
        "documents seen by the BBC",
        "a document from July 21",
        "last year's report",
        "Monday's statement",
        "court filings",
        "media reports",
        "an inquiry from Norwell",
        "a study of attacks by gulls",
        "a spokesman for the council",
        "Ida Quill's lawyer",
        "the ministry",
        "reports'",
        "--",
    ],
)
def test_a_text_without_an_author_and_what_is_no_text_lead_to_nobody(source: str) -> None:
    assert author(source) is None
