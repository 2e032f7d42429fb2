"""Sources and cues within their sentence, and pieces of content within those of their cue."""

import pytest

from attrib.data import Span, Statement, StatementType
from tests.pipeline.attributed import said
from tests.pipeline.detection.passes import glued, read


@pytest.mark.parametrize(
    ("text", "source", "cut"),
    [
        ('"No," said Otto Grim. Item 4 was postponed.', "Otto Grim. Item 4 was postponed", "Otto Grim"),
        ('"No," said Tom Beale Jr. Deputy Ann Lee stayed.', "Tom Beale Jr. Deputy Ann Lee stayed", "Tom Beale Jr."),
        ('"No," said Rear Adm. Nora Castell, 50.', "Rear Adm. Nora Castell", "Rear Adm. Nora Castell"),
        ('"No," said Otto Grim of the U.S. Senate.', "Otto Grim of the U.S. Senate", "Otto Grim of the U.S. Senate"),
    ],
)
def test_a_source_ends_with_its_sentence(text: str, source: str, cut: str) -> None:
    assert read(text, said(text, '"No,"', "said", source)) == [('"No,"', "said", cut)]


def test_before_the_cue_the_source_is_in_the_cues_sentence() -> None:
    text = 'He met Otto Grim. The mayor said: "No."'
    assert read(text, said(text, '"No."', "said", "Otto Grim. The mayor")) == [('"No."', "said", "The mayor")]


def test_a_source_of_two_clauses_is_cut_for_each_cue() -> None:
    text = '"A sad day," said Hilda Bauer, while her coach, Piet Smit, said "it had to come".'
    both = "Hilda Bauer, while her coach, Piet Smit,"
    one = said(text, '"A sad day,"', "said", both)
    second = text.rindex("said")
    two = Statement(
        StatementType.INDIRECT, said(text, '"it had to come"').content, (Span(second, second + 4),), one.source
    )
    assert [source for *_, source in read(text, one, two)] == ["Hilda Bauer", "her coach, Piet Smit,"]


POOL = 'They voted to close the pool. The pool is old. "We will not pay," said Otto Grim.'


@pytest.mark.parametrize(
    ("pieces", "left"),
    [
        (("to close the pool", '"We will not pay,"'), ['"We will not pay,"']),
        (("The pool is old", '"We will not pay,"'), ['"We will not pay,"']),
        (('"We will not pay,"',), ['"We will not pay,"']),
        (("to close the pool",), ['"We will not pay,"']),  # the quotation gets its own cue
    ],
)
def test_words_of_another_sentence_are_no_piece_of_a_content(pieces: tuple[str, ...], left: list[str]) -> None:
    assert [content for content, *_ in read(POOL, glued(POOL, "said", "Otto Grim", *pieces))] == left


def test_items_of_a_list_stay_in_the_content_that_opens_it() -> None:
    text = "The state said the firms\n\n- lied about smoke\n- hid what they knew\n"
    pieces = ("the firms", "lied about smoke", "hid what they knew")
    assert read(text, glued(text, "said", "The state", *pieces)) == [(" | ".join(pieces), "said", "The state")]
