"""What an epoch draws: annotators in turn, and who they are told to the network for a share of the texts."""

from dataclasses import replace

import numpy as np
import pytest
from tokenizers import AddedToken

from attrib.data import Span
from attrib.errors import SettingsError
from attrib.nn.encoder.tokens import TextEncoder
from attrib.training.attribution.augment import NamePool, restyle
from attrib.training.attribution.material import TrainingMix, annotator_pieces
from attrib.training.attribution.recipe import AttributionTraining
from attrib.training.corpora.labels import Attribution
from attrib.training.corpora.polnear import LabelledText
from tests.tiny import make_tokenizer

CONFIG = AttributionTraining("m", annotator_share=0.5)
TEXT = "“Rain,” Ann said."
RAIN, ALL = (Attribution((Span(1, 5),)),), (Attribution((Span(0, 7),)),)


def encoder(free: int) -> TextEncoder:
    """With a number of free word pieces, as BERT's vocabulary has them."""
    tokenizer = make_tokenizer()
    tokenizer.add_special_tokens([AddedToken(f"[unused{number}]", special=True) for number in range(free)])
    return TextEncoder(tokenizer, 62, 16)


def two_readers(name: str) -> LabelledText:
    return LabelledText(name, TEXT, (RAIN, ALL), annotators=("ann", "bob"))


def test_the_network_is_told_who_labelled_a_share_of_the_texts() -> None:
    texts = [*(two_readers(str(number)) for number in range(200)), LabelledText("nobody", TEXT, (RAIN,))]
    own = encoder(3)
    material = TrainingMix(CONFIG, own, texts)
    ann, bob = (own.tokenizer.token_to_id(f"[unused{number}]") for number in (1, 2))
    *items, unknown = material.draw(np.random.default_rng(1))
    told = [item for item in items if item.opening is not None]
    assert 70 < len(told) < 130
    for item in told:
        [span] = item.spans
        assert item.opening == (ann if span.start else bob)
    assert {item.opening for item in told} == {ann, bob}
    assert unknown.opening is None


def test_without_a_share_nothing_is_told_and_the_same_is_drawn() -> None:
    texts = [two_readers(str(number)) for number in range(50)]
    silent = TrainingMix(replace(CONFIG, annotator_share=0.0), encoder(0), texts).draw(np.random.default_rng(1))
    telling = TrainingMix(CONFIG, encoder(3), texts).draw(np.random.default_rng(1))
    assert all(item.opening is None for item in silent)
    assert [item.spans for item in silent] == [item.spans for item in telling]


def test_a_base_without_free_word_pieces_is_refused() -> None:
    with pytest.raises(
        SettingsError, match=r"needs \[unused1\] to \[unused2\] among .+ one for each of ann, bob; leave it out"
    ):
        annotator_pieces(encoder(2), [two_readers("a")])


def test_another_house_style_is_by_the_same_annotators() -> None:
    text = two_readers("a")
    restyled = restyle(text, NamePool.of([text]), np.random.default_rng(0))
    assert restyled.annotators == text.annotators


def test_texts_with_names_alone_are_drawn_beside_the_others() -> None:
    named = [LabelledText(str(number), TEXT, (), ()) for number in range(9)]
    mix = TrainingMix(replace(CONFIG, annotator_share=0, names_texts=4), encoder(0), [two_readers("a")], named=named)
    items = mix.draw(np.random.default_rng(1))
    assert [item.roles for item in items] == [True, False, False, False, False]


def test_statements_within_statements_are_for_a_network_of_two_rows() -> None:
    text = LabelledText("a", TEXT, ((*ALL, *RAIN),), nested=True)
    [one], [two] = (
        TrainingMix(replace(CONFIG, annotator_share=0, role_rows=rows), encoder(0), [text]).draw(
            np.random.default_rng(1)
        )
        for rows in (1, 2)
    )
    assert (len(one.spans), one.inner) == (1, None)
    assert (len(two.spans), two.inner) == (2, two.spans[1:])


def test_the_network_may_read_as_one_of_those_who_labelled() -> None:
    own = encoder(3)
    assert TrainingMix(CONFIG, own, [two_readers("a")]).reading_piece() == ""
    assert TrainingMix(replace(CONFIG, read_as="bob"), own, [two_readers("a")]).reading_piece() == "[unused2]"
    with pytest.raises(SettingsError, match=r"read_as = 'eve' is none of .*'ann', 'bob'"):
        TrainingMix(replace(CONFIG, read_as="eve"), own, [two_readers("a")])
    with pytest.raises(SettingsError, match="read_as = 'bob' needs annotator_share"):
        replace(CONFIG, annotator_share=0, read_as="bob")
