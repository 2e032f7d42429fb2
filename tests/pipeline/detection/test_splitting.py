"""Quotations given to the cue and source right beside them, and those that stay where detection put them."""

import pytest

from attrib.data import StatementType
from attrib.pipeline.detection.layout import read_layout
from attrib.pipeline.detection.splitting import split_by_tags, tagged_quotations
from tests.pipeline.attributed import said
from tests.pipeline.detection.passes import glued, read


def test_a_quotation_under_anothers_cue_goes_to_its_own() -> None:
    text = 'Mr Dunn asked: "Who signed this?" and the clerk answered: "You did."'
    whole = text[text.index('"') :]
    assert read(text, said(text, whole, "asked:", "Mr Dunn")) == [
        ('"Who signed this?"', "asked:", "Mr Dunn"),
        ('"You did."', "answered", "the clerk"),
    ]


def test_words_that_a_speaker_quotes_stay_in_the_content() -> None:
    text = 'Comey wrote that Ann Lee said "it is over" and Tom Orr said "it is not".'
    content = text[text.index("that") : -1]
    assert read(text, said(text, content, "wrote", "Comey"))[0] == (content, "wrote", "Comey")


def test_a_source_beside_the_cue_goes_before_one_of_another_clause() -> None:
    text = '"He was mine," Lena Roth said, as her lawyer, Max Stern, added: "No accident."'
    one = said(text, '"He was mine,"', "said", "Lena Roth")
    two = said(text, '"No accident."', "added:", "Lena Roth")
    assert [source for *_, source in read(text, one, two)] == ["Lena Roth", "her lawyer, Max Stern"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"No," said Ann Lee.', [('"No,"', "Ann Lee")]),
        ('For Ann Lee, it is "a road".', [('it is "a road"', "Ann Lee")]),
        ('"No road." — Ann Lee, nurse', [('"No road."', "Ann Lee")]),
        ('"No." Rain fell. "Yes," said Ann Lee.', [('"Yes,"', "Ann Lee")]),
    ],
)
def test_quotations_with_a_tag(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.content.of(text), one.tag.source.of(text)) for one in tagged_quotations(read_layout(text))] == found


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ('On "The Morning Show," Ann Lee said nobody knew.', []),  # a title
        ('On "the morning," Ann Lee said nobody knew.', []),  # too short
        ('On "the morning they left," Ann Lee said nobody knew.', ["Ann Lee"]),
        ('"The Morning Show," Ann Lee said.', ["Ann Lee"]),  # it opens its sentence
    ],
)
def test_titles_before_a_tag_are_no_statements(text: str, sources: list[str]) -> None:
    assert [source for *_, source in read(text)] == sources


SHUT = '"The road is shut," said Ann Lee.'


@pytest.mark.parametrize(
    ("content", "count"),
    [
        ('"The road is shut,"', 1),
        ('"The road', 2),  # less than half of the quotation
        ("road is shut", 1),
    ],
)
def test_half_of_a_quotation_in_a_content_makes_it_the_contents(content: str, count: int) -> None:
    assert len(split_by_tags(read_layout(SHUT), [said(SHUT, content, "said", "Ann Lee")])) == 1
    assert len(split_by_tags(read_layout(SHUT), [said(SHUT, content, "is")])) == count


def test_what_has_a_statement_of_its_own_is_direct_and_fairly_sure() -> None:
    [found] = split_by_tags(read_layout(SHUT), [])
    assert (found.type, found.confidence) == (StatementType.DIRECT, 0.7)


def test_a_quotation_without_cue_gets_its_tag() -> None:
    assert read(SHUT, said(SHUT, '"The road is shut,"')) == [('"The road is shut,"', "said", "Ann Lee")]


def test_a_quotation_goes_to_the_statement_of_its_cue() -> None:
    text = '"The road is shut," said Ann Lee, who knew that it rained.'
    one = glued(text, "said", "Ann Lee", "that it rained")
    [found] = split_by_tags(read_layout(text), [one])
    assert [span.of(text) for span in found.content] == ['"The road is shut,"', "that it rained"]
    assert (found.cue, found.source) == (one.cue, one.source)
