"""Relative pronouns as sources."""

import pytest

from tests.pipeline.attributed import names, said


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("We met Ida Quill, who", "Ida Quill"),
        ("We met Ida Quill, a nurse of long standing, who", "Ida Quill"),
        ("We met Ida Quill and union officials who", "union officials"),
        ("We met nothing in the rain, who", None),
        ("Ida Quill left. We met nothing in the rain, who", None),
    ],
)
def test_who_looks_back_no_further_than_its_sentence(before: str, expected: str | None) -> None:
    text = f"{before} said it was late."
    assert names(text, said(text, "it was late", "said", "who")) == [expected]


def test_who_means_the_name_or_people_just_before() -> None:
    text = "We met Ida Quill, who said it was late, and union officials who had warned of delays."
    found = names(text, said(text, "it was late", "said", "who"), said(text, "of delays", "had warned", "who had"))
    assert found == ["Ida Quill", "union officials"]


def test_whom_parts_who_is_told_of_from_who_tells() -> None:
    text = "Ida Quill, whom Otto Grim has accused of theft, said that it was a lie."
    source = "Ida Quill, whom Otto Grim"
    found = names(text, said(text, "of theft", "has accused", source), said(text, "that it was a lie", "said", source))
    assert found == ["Otto Grim", "Ida Quill"]
