"""The words that decided, from the weights of their pieces."""

from attrib.nn.encoder.tokens import TextEncoder, token_range
from attrib.nn.stance.inputs import StanceInput
from attrib.pipeline.stance.evidence import deciding_words
from tests.tiny import make_tokenizer

TEXT = "ann hit back at bob"


def words(weights: dict[str, float]) -> str | None:
    """The words chosen where each word's first piece has a weight; "ann" is the holder, "bob" the target."""
    [encoded] = TextEncoder(make_tokenizer(), 96, 0).encode([TEXT])
    holder, target = token_range(encoded.offsets, [(0, 3), (16, 19)])
    assert holder is not None
    assert target is not None
    values = [0.0] * len(encoded)
    for word, weight in weights.items():
        values[encoded.offsets[:, 0].tolist().index(TEXT.index(word))] = weight
    span = deciding_words(TEXT, StanceInput(encoded, (holder,), ((target,),)), values, 0)
    return None if span is None else span.of(TEXT)


def test_the_heaviest_word_decides_with_neighbours_half_as_heavy() -> None:
    assert words({"hit": 1.0}) == "hit"
    assert words({"hit": 1.0, "back": 0.6}) == "hit back"
    assert words({"hit": 1.0, "back": 0.4}) == "hit"


def test_neither_actors_nor_small_words_decide() -> None:
    assert words({"ann": 3.0, "bob": 3.0, "back": 0.1}) == "back"


def test_nothing_decides_where_nothing_speaks_for_it() -> None:
    assert words({"hit": -1.0, "back": -0.5}) is None
