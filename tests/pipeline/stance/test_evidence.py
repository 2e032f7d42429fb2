"""The words that decided, from the weights of their pieces."""

import pytest

from attrib.data import Span
from attrib.nn.encoder.tokens import TextEncoder, token_range
from attrib.nn.stance.inputs import StanceInput
from attrib.pipeline.stance.evidence import deciding_words, strongest_words
from attrib.text.tokens import tokens
from tests.tiny import make_tokenizer

TEXT = "ann hit back at bob"
LONG = "ann zone ztwo zthree zfour zfive zsix bob"


def words(weights: dict[str, float], text: str = TEXT) -> str | None:
    """The words chosen where each word's first piece has a weight; "ann" is the holder, "bob" the target."""
    [encoded] = TextEncoder(make_tokenizer(), 96, 0).encode([text])
    holder, target = token_range(encoded.offsets, [(0, 3), (len(text) - 3, len(text))])
    assert holder is not None
    assert target is not None
    values = [0.0] * len(encoded)
    for word, weight in weights.items():
        values[encoded.offsets[:, 0].tolist().index(text.index(word))] = weight
    span = deciding_words(text, StanceInput(encoded, (holder,), ((target,),)), values, 0)
    return None if span is None else span.of(text)


def test_the_heaviest_word_decides_with_neighbours_half_as_heavy() -> None:
    assert words({"hit": 1.0}) == "hit"
    assert words({"hit": 1.0, "back": 0.6}) == "hit back"
    assert words({"hit": 1.0, "back": 0.4}) == "hit"


def test_neither_actors_nor_small_words_decide() -> None:
    assert words({"ann": 3.0, "bob": 3.0, "back": 0.1}) == "back"


def test_nothing_decides_where_nothing_speaks_for_it() -> None:
    assert words({"hit": -1.0, "back": -0.5}) is None


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({"hit": 1.0, "back": 0.5}, "hit back"),  # half as heavy is enough
        ({"hit": 1.0, "back": 0.48}, "hit"),
        ({"hit": 0.5, "back": 1.0}, "hit back"),
        ({"hit": 0.48, "back": 1.0}, "back"),
        ({"hit": 0.0, "back": 0.0}, None),  # what weighs nothing decides nothing
        ({"hit": -0.1}, None),
        ({"hit": 0.01}, "hit"),
        ({"hit": 1.0, "ann": 1.0}, "hit"),  # the holder joins no neighbour
        ({"back": 1.0, "at": 1.0, "bob": 1.0}, "back"),  # nor do small words and the target
    ],
)
def test_neighbours_join_by_their_weight(weights: dict[str, float], expected: str | None) -> None:
    assert words(weights) == expected


@pytest.mark.parametrize(
    ("heaviest", "expected"),
    [
        ("zone", "zone ztwo zthree zfour zfive"),
        ("zfive", "zone ztwo zthree zfour zfive"),  # five words, taken from the left first
        ("zsix", "ztwo zthree zfour zfive zsix"),
        ("ztwo", "zone ztwo zthree zfour zfive"),
    ],
)
def test_no_more_than_five_words_decide(heaviest: str, expected: str) -> None:
    weights = dict.fromkeys(LONG.split()[1:-1], 1.0)
    assert words(weights | {heaviest: 1.5}, LONG) == expected


def test_the_last_word_of_a_text_may_decide() -> None:
    [encoded] = TextEncoder(make_tokenizer(), 96, 0).encode(["hit back"])
    values = [float(at) for at in encoded.offsets[:, 0].tolist()]
    span = deciding_words("hit back", StanceInput(encoded, (), ((),)), values, 0)
    assert span is not None
    assert span.of("hit back") == "back"


def strongest(text: str, weights: dict[str, float], target: str) -> str | None:
    """The words chosen where pieces, each a part of the text, have weights."""
    pieces = sorted((text.index(part), text.index(part) + len(part), weight) for part, weight in weights.items())
    place = Span(text.index(target), text.index(target) + len(target))
    found = strongest_words(text, tokens(text, [0]), pieces, (place,))
    return None if found is None else found.of(text)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({"disast": 0.4, "rous": 0.5, "levy": 0.8}, "disastrous"),  # pieces of one word add up
        ({"levy": 2.0, "disast": 0.1, "rous": 0.1}, "disastrous"),  # the target itself decides nothing
        ({"the": 3.0, "mad": 0.2}, "mad"),  # nor do small words
        ({"mad": 0.5, "plan": 0.4, "disast": 0.45}, "mad plan"),  # words that stand apart are not joined
        ({"mad": -0.5}, None),
        ({}, None),
    ],
)
def test_words_of_a_text_decide_by_the_weights_of_their_pieces(weights: dict[str, float], expected: str | None) -> None:
    assert strongest("the disastrous levy was called a mad plan", weights, "levy") == expected
