import pytest

from attrib.data import Span
from attrib.pipeline.speakers.annotated import lay_out
from attrib.pipeline.speakers.source_phrases import Sort, Source, read_source


def read(text: str, source: str) -> Source:
    scene = lay_out(text, ())
    at = text.index(source)
    return read_source(Span(at, at + len(source)), scene.tokens, scene.cast)


@pytest.mark.parametrize(
    ("source", "sort"),
    [
        ("Ida Quill", Sort.NAME),
        ("he", Sort.PRONOUN),
        ("the prime minister", Sort.ROLE),
        ("a spokesman for the council", Sort.ROLE),
        ("the 34-year-old", Sort.ROLE),
        ("the company", Sort.BODY),
        ("a new report", Sort.WRITING),
        ("several union officials", Sort.PEOPLE),
        ("critics", Sort.PEOPLE),
        ("Ida Quill and Ivo Hale", Sort.PEOPLE),
        ("only two Democrats", Sort.PEOPLE),
        ("water", Sort.OTHER),
        (", -", Sort.OTHER),
    ],
)
def test_sorts(source: str, sort: Sort) -> None:
    assert read(f"It rained, {source} said.", source).sort is sort


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
    assert (found.sort, found.entity, found.owned) == (Sort.ROLE, None, True)


def test_a_name_behind_a_source_cut_short() -> None:
    found = read("Then spokesman Ivo Hale said so.", "spokesman")
    assert found.entity is not None
    assert found.entity.name == "Ivo Hale"
