import pytest

from attrib.data import Span
from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase, parse_source


def read(text: str, source: str) -> SourcePhrase:
    doc = annotate(text, ())
    at = text.index(source)
    return parse_source(Span(at, at + len(source)), doc.tokens, doc.entities)


@pytest.mark.parametrize(
    ("source", "sort"),
    [
        ("Ida Quill", PhraseKind.NAME),
        ("he", PhraseKind.PRONOUN),
        ("the prime minister", PhraseKind.ROLE),
        ("a spokesman for the council", PhraseKind.ROLE),
        ("the 34-year-old", PhraseKind.ROLE),
        ("the company", PhraseKind.BODY),
        ("a new report", PhraseKind.WRITING),
        ("several union officials", PhraseKind.PEOPLE),
        ("WHO officials", PhraseKind.PEOPLE),
        ("critics", PhraseKind.PEOPLE),
        ("Ida Quill and Ivo Hale", PhraseKind.PEOPLE),
        ("only two Democrats", PhraseKind.PEOPLE),
        ("water", PhraseKind.OTHER),
        (", -", PhraseKind.OTHER),
    ],
)
def test_sorts(source: str, sort: PhraseKind) -> None:
    assert read(f"It rained, {source} said.", source).kind is sort


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Norwell Council leader Ida Quill", "Ida Quill"),
        ("Ida Quill, a nurse from Norwell,", "Ida Quill"),
        ("the men's lawyer, Ida Quill,", "Ida Quill"),
        ("Ida Quill's", "Ida Quill"),
        ("Ida Quill herself", "Ida Quill"),
        ("Bureau of Trade chief Ida Quill", "Ida Quill"),
        ("the Ministry of Food and Farming", "Ministry of Food and Farming"),
    ],
)
def test_the_name_at_the_head(source: str, name: str) -> None:
    found = read(f"It rained, {source} said.", source)
    assert found.entity is not None
    assert found.entity.name == name


def test_a_name_in_the_genitive_is_not_the_head() -> None:
    found = read("Then Ida Quill's lawyer said so.", "Ida Quill's lawyer")
    assert (found.kind, found.entity, found.owned) == (PhraseKind.ROLE, None, True)


def test_a_name_behind_a_source_cut_short() -> None:
    found = read("Then spokesman Ivo Hale said so.", "spokesman")
    assert found.entity is not None
    assert found.entity.name == "Ivo Hale"
