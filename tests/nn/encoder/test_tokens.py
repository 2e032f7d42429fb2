"""Text to word pieces: offsets in code points, padded batches, and the tokens of a span."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.processors import TemplateProcessing

from attrib.errors import ModelError
from attrib.nn.encoder.features import AFTER_PARAGRAPH, AT_START, SIZES
from attrib.nn.encoder.tokens import TextEncoder, batches_by_length, token_range
from tests.tiny import make_encoder, make_tokenizer

ENCODER = make_encoder()


def pieces(text: str) -> list[str]:
    [encoded] = ENCODER.encode([text])
    return [text[start:end] for start, end in encoded.offsets]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ann said", list("Annsaid")),
        ("𝒜😀 a😀b", ["𝒜😀", "a😀b"]),
        ("😀 Ann", ["😀", *"Ann"]),
        ("café", list("café")),
        ("\ufeffAnn", list("Ann")),
        ("An\x00n", list("Ann")),
        ("An\x07n\u200b", list("Ann")),
        ("“Yes,”", ["“", *"Yes", ",", "”"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_offsets_are_code_points_of_the_untouched_text(text: str, words: list[str]) -> None:
    assert pieces(text) == words


def test_a_combining_accent_moves_no_offset() -> None:
    text = "cafe\u0301 said"
    assert "".join(pieces(text)[-4:]) == "said"
    assert text[int(ENCODER.encode([text])[0].offsets[3, 0])] == "e"


@given(st.text(max_size=80))
@settings(deadline=None)
def test_tokens_stand_in_order_inside_any_text(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    [found] = ENCODER.encode([text])
    starts, ends = found.offsets[:, 0], found.offsets[:, 1]
    assert bool((starts < ends).all())
    assert bool((ends[:-1] <= starts[1:]).all())
    assert found.features.shape == (len(found), len(SIZES))
    assert not len(found) or (starts[0] >= 0 and ends[-1] <= len(text))


def test_every_kind_of_mark_has_the_pieces_of_a_straight_one() -> None:
    straight, curly, guillemets = ENCODER.encode(['"It\'s so"', "“It’s so”", "«It’s so»"])
    assert straight.ids.tolist() == curly.ids.tolist() == guillemets.ids.tolist()


def test_texts_are_encoded_apart_and_in_order() -> None:
    texts = ["Ann said", "", "so Bob"]
    for text, together in zip(texts, ENCODER.encode(texts), strict=True):
        [alone] = ENCODER.encode([text])
        assert together.ids.tolist() == alone.ids.tolist()
        assert together.offsets.tolist() == alone.offsets.tolist()


def test_breaks_and_their_running_count() -> None:
    [found] = ENCODER.encode(["a\nb c\n\nd"])
    assert found.breaks[0] == AT_START
    assert found.breaks[-1] == AFTER_PARAGRAPH
    assert found.break_counts() == [0, 1, 1, 2]


def test_a_batch_frames_and_pads_each_range() -> None:
    tokenizer = make_tokenizer()
    [text] = ENCODER.encode(["“Ann” said"])
    batch = ENCODER.batch([(text, 0, 5), (text, 5, 8)])
    first, last, padding = (tokenizer.token_to_id(piece) for piece in ("[CLS]", "[SEP]", "[PAD]"))
    assert batch.ids.tolist() == [
        [first, *text.ids[:5].tolist(), last],
        [first, *text.ids[5:8].tolist(), last, padding, padding],
    ]
    assert batch.mask.tolist() == [[True] * 7, [True] * 5 + [False] * 2]
    assert batch.features[0, 1:6].tolist() == text.features[:5].tolist()
    assert not batch.features[:, 0].any()
    assert not batch.features[1, 4:].any()


def test_windows_use_the_encoders_size() -> None:
    windows = ENCODER.windows(ENCODER.encode(["a " * 150])[0])
    assert len(windows) > 2
    assert max(window.end - window.start for window in windows) == ENCODER.window


@given(st.lists(st.integers(1, 400), max_size=60), st.integers(1, 1500))
@settings(deadline=None)
def test_batches_hold_each_index_once_within_the_limit(lengths: list[int], most: int) -> None:
    groups = list(batches_by_length(lengths, most))
    assert sorted(index for group in groups for index in group) == list(range(len(lengths)))
    longest = [max(lengths[index] for index in group) for group in groups]
    assert longest == sorted(longest, reverse=True)
    for group, length in zip(groups, longest, strict=True):
        assert len(group) == 1 or length * len(group) <= most


def test_a_batch_can_be_rounded_up_to_few_shapes() -> None:
    [text] = ENCODER.encode(["ann said so " * 20])
    batch = ENCODER.batch([(text, 0, 9), (text, 4, 7)], 4, 8)
    assert batch.ids.shape == (4, 16)
    assert batch.mask.sum(1).tolist() == [11, 5, 1, 1]
    plain = ENCODER.batch([(text, 0, 9), (text, 4, 7)])
    assert plain.ids.tolist() == batch.ids[:2, :11].tolist()
    assert plain.features.tolist() == batch.features[:2, :11].tolist()
    assert set(batch.ids[2:, 0].tolist()) == {ENCODER.first}
    # Never beyond what the encoder has positions for.
    full = ENCODER.batch([(text, 0, ENCODER.window)], 1, 100)
    assert full.ids.shape == (1, ENCODER.window + 2)


def test_batches_are_as_full_as_they_can_be() -> None:
    assert list(batches_by_length([10, 10, 10, 5, 5], 20)) == [[0, 1], [2, 3], [4]]


OFFSETS = np.array([[0, 3], [4, 8], [8, 9], [12, 15]])


@pytest.mark.parametrize(
    ("span", "tokens"),
    [
        ((0, 3), (0, 1)),
        ((0, 4), (0, 1)),
        ((0, 5), (0, 2)),
        ((2, 3), (0, 1)),
        ((3, 4), None),
        ((4, 9), (1, 3)),
        ((8, 9), (2, 3)),
        ((9, 12), None),
        ((11, 100), (3, 4)),
        ((15, 20), None),
        ((0, 100), (0, 4)),
    ],
)
def test_the_tokens_a_span_touches(span: tuple[int, int], tokens: tuple[int, int] | None) -> None:
    assert token_range(OFFSETS, [span]) == [tokens]


def test_no_token_is_touched_in_an_empty_text() -> None:
    assert token_range(np.zeros((0, 2), dtype=np.int64), [(0, 5)]) == [None]


@given(st.text(alphabet="ab ,\n", max_size=60), st.data())
@settings(deadline=None, max_examples=100)
def test_token_range_agrees_with_looking_at_every_token(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)).filter(lambda end: end > start or not text))
    if start == end:
        return
    [found] = ENCODER.encode([text])
    touched = [index for index, (first, last) in enumerate(found.offsets) if first < end and start < last]
    assert token_range(found.offsets, [(start, end)]) == [(touched[0], touched[-1] + 1) if touched else None]


def test_a_tokenizer_that_frames_a_text_otherwise_is_refused() -> None:
    tokenizer = make_tokenizer()
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A", special_tokens=[("[CLS]", 2)])
    with pytest.raises(ModelError, match="frames a text with 1 special tokens; attrib needs one before and one after"):
        TextEncoder(tokenizer, 62, 16)


def test_padding_falls_back_to_the_first_piece() -> None:
    tokenizer = Tokenizer(WordPiece({"a": 0, "<s>": 1, "</s>": 2}, unk_token="a"))
    tokenizer.post_processor = TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 1), ("</s>", 2)])
    encoder = TextEncoder(tokenizer, 62, 16)
    assert (encoder.first, encoder.last, encoder.padding) == (1, 2, 0)


def test_special_pieces_come_before_ordinary_ones_of_another_vocabulary() -> None:
    """As in MPNet's vocabulary, where BERT's special pieces are left as pieces that nothing was trained on."""
    names = ("<s>", "<pad>", "</s>", "[UNK]", "[PAD]", "[MASK]", "a", "<mask>")
    tokenizer = Tokenizer(WordPiece({name: number for number, name in enumerate(names)}, unk_token="[UNK]"))
    frame = [(name, names.index(name)) for name in ("<s>", "</s>")]
    tokenizer.post_processor = TemplateProcessing(single="<s> $A </s>", special_tokens=frame)
    encoder = TextEncoder(tokenizer, 62, 16)
    assert (encoder.padding, encoder.mask) == (4, 5)
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<mask>"])
    encoder = TextEncoder(tokenizer, 62, 16)
    assert (encoder.first, encoder.last, encoder.padding, encoder.mask) == (0, 2, 1, 7)


def test_a_vocabulary_without_a_mask_has_none() -> None:
    tokenizer = Tokenizer(WordPiece({"[UNK]": 0, "<s>": 1, "</s>": 2}, unk_token="[UNK]"))
    frame = [("<s>", 1), ("</s>", 2)]
    tokenizer.post_processor = TemplateProcessing(single="<s> $A </s>", special_tokens=frame)
    encoder = TextEncoder(tokenizer, 62, 16)
    assert (encoder.padding, encoder.mask) == (0, None)
