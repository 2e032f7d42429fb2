"""The source as it is parsed: what a relative pronoun leaves out, and the name right in front of one."""

import pytest

from attrib.data import EntityKind
from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.sourced import sourced
from tests.pipeline.attributed import named, said

PERSON, BODY = EntityKind.PERSON, EntityKind.ORGANIZATION


def source_of(text: str, source: str, name: str) -> str | None:
    mentions = [named(text, "Otto Grim", PERSON), named(text, name, PERSON if name == "Ida Quill" else BODY)]
    found = sourced(annotate(text, mentions), said(text, "it rained", "said", source)).source
    return found.span.of(text) if found is not None else None


@pytest.mark.parametrize(
    ("text", "source", "name", "expected"),
    [
        ("Otto Grim met Ida Quill, who said it rained.", "who", "Ida Quill", "Ida Quill"),
        ("Otto Grim had married Ida Quill on April 30, who said it rained.", "who", "Ida Quill", "Ida Quill"),
        ("Otto Grim wrote to Ida Quill on Friday who said it rained.", "who", "Ida Quill", "Ida Quill"),
        ("Otto Grim met Ida Quill's lawyers, who said it rained.", "who", "Ida Quill", "who"),
        ("Otto Grim met Ida Quill and three women who said it rained.", "who", "Ida Quill", "who"),
        ("Otto Grim wrote for Oxfam, which said it rained.", "which", "Oxfam", "Oxfam"),
        ("Otto Grim wrote to Ida Quill last week, which said it rained.", "which", "Ida Quill", "which"),
        ("Otto Grim left Oxfam, who said it rained.", "who", "Oxfam", "who"),
        ("Otto Grim met Ida Quill, a doctor who said it rained.", "a doctor who", "Ida Quill", "a doctor"),
    ],
)
def test_a_relative_pronoun_means_the_name_right_before_it(text: str, source: str, name: str, expected: str) -> None:
    assert source_of(text, source, name) == expected
