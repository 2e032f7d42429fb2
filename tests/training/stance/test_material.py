"""What an epoch of a stance training sees."""

import numpy as np

from attrib.data import Span
from attrib.nn.encoder.tokens import TextEncoder
from attrib.training.corpora.stance import LabelledStance
from attrib.training.corpora.stance_examples import prepare
from attrib.training.stance.material import stance_batches, vary
from attrib.training.stance.recipe import StanceTraining
from tests.tiny import make_tokenizer

ENCODER = TextEncoder(make_tokenizer(), 96, 0)
SENTENCE = LabelledStance("directed", "Ann hit Bob in Rome", (3,), ((Span(8, 11),),), (Span(0, 3),))


def config(**values: float) -> StanceTraining:
    return StanceTraining("x", window=96, **{"swap": 0.0, "distract": 0.0, "unrelated": 0.0, **values})  # type: ignore[arg-type]


def test_the_other_side_has_the_other_class() -> None:
    [example] = prepare([SENTENCE], ENCODER)
    [swapped] = vary([example], config(swap=1.0), np.random.default_rng(1))
    assert swapped.labels == (4,)
    assert swapped.row.holders == example.row.targets[0]
    assert swapped.row.targets == (example.row.holders,)
    [back] = vary([swapped], config(swap=1.0), np.random.default_rng(1))
    assert back.labels == (3,)


def test_other_names_are_marked_without_a_class() -> None:
    [example] = vary(prepare([SENTENCE], ENCODER), config(distract=1.0), np.random.default_rng(1))
    assert example.labels == (3, -1)
    [place] = example.row.targets[1]
    start, end = int(example.row.text.offsets[place[0], 0]), int(example.row.text.offsets[place[1] - 1, 1])
    assert SENTENCE.text[start:end] == "Rome"


def test_the_claim_of_another_is_neutral() -> None:
    texts = [LabelledStance("topic", "yes", (1,), topic="a"), LabelledStance("topic", "no", (2,), topic="b")]
    drawn = [
        example
        for seed in range(9)
        for example in vary(prepare(texts, ENCODER), config(unrelated=1.0), np.random.default_rng(seed))
    ]
    rows = [(example.row.text, example.row.topic, example.labels[0]) for example in drawn]
    pairs = {(int(text.ids[0]), int(topic.ids[0]), label) for text, topic, label in rows if topic is not None}
    assert len(pairs) == 4
    assert {label for _, _, label in pairs} == {0, 1, 2}


def test_a_target_without_word_pieces_is_left_out_with_its_class() -> None:
    [example] = prepare([LabelledStance("author", "Ann  Bob", (1, 2), ((Span(4, 5),), (Span(5, 8),)))], ENCODER)
    assert example.labels == (2,)
    assert len(example.row.targets) == 1


def test_batches_mix_a_corpus_that_is_sorted_by_class() -> None:
    texts = [LabelledStance("author", "Ann met Bob", (number // 50,), ((Span(0, 3),),)) for number in range(100)]
    batches = stance_batches(prepare(texts, ENCODER), config(batch_tokens=256), np.random.default_rng(1))
    assert sum(map(len, batches)) == 100
    assert all(len(batch) * 13 <= 256 + 8 * len(batch) for batch in batches)
    mixed = [len({example.labels for example in batch}) for batch in batches if len(batch) > 5]
    assert sum(count > 1 for count in mixed) >= len(mixed) - 1
