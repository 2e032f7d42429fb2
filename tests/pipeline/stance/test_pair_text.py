"""The text in which the pair judge reads a statement."""

from attrib.data import Document, Span
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.pair_text import PairText, pair_text
from tests.nn.judge.test_judge import ENCODER
from tests.pipeline.attributed import said

TEXT = 'Rain fell.\nThe levy came on Monday. "It is wrong," Ida Quill said, "and silly." Nobody else spoke.'
STATEMENT = said(TEXT, '"It is wrong,"', "said", "Ida Quill")


def read(*, before: bool = True, text: str = TEXT) -> PairText:
    resolved = resolve(Document(text), [STATEMENT], ())
    return pair_text(resolved.doc, resolved.statements[0], before=before)


def test_the_words_before_then_who_said_what() -> None:
    assert read().text == 'Rain fell. The levy came on Monday.  | Ida Quill said: "It is wrong,"'
    assert read(before=False).text == 'Ida Quill said: "It is wrong,"'


def test_places_of_the_document_are_found_in_the_text_and_back() -> None:
    built = read()
    for words in ("levy", "wrong", "said"):
        span = Span(TEXT.index(words), TEXT.index(words) + len(words))
        [place] = built.places((span,))
        assert place.of(built.text) == words
        assert built.in_document(place) == span
    assert built.places((Span(TEXT.index("Nobody"), len(TEXT)),)) == ()
    assert built.in_document(Span(0, len(built.text))) is None


def test_a_place_is_the_word_pieces_that_it_touches() -> None:
    built = read()
    [text] = ENCODER.encode([built.text])
    span = Span(TEXT.index("wrong"), TEXT.index("wrong") + 5)
    [(first, last)] = built.ranges(text, (span,))
    assert built.text[text.offsets[first][0] : text.offsets[last - 1][1]] == "wrong"


def test_far_words_are_left_out_from_a_whole_word_on() -> None:
    far = "Zebra " * 60
    moved = said(far + TEXT, '"It is wrong,"', "said", "Ida Quill")
    resolved = resolve(Document(far + TEXT), [moved], ())
    text = pair_text(resolved.doc, resolved.statements[0]).text
    assert text.startswith("Zebra Zebra")
    assert len(text) < 260
