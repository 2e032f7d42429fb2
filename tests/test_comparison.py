"""The comparison with what users would otherwise run: fair turns, whole texts, and what is compared reads them all."""

from collections.abc import Callable, Sequence

import pytest
import torch
from transformers import BertConfig

from scripts.benchmarks import comparison
from scripts.benchmarks.comparison import Tagger, in_turn, sample


def test_whole_texts_are_chosen_evenly() -> None:
    texts = [f"{number} " * 10 for number in range(20)]
    assert sample(texts, 50) == [texts[number] for number in (0, 4, 8, 12, 16)]
    assert sample(texts, 1) == texts[:1]
    assert sample(texts, 10_000) == texts


def test_readers_take_turns_and_the_best_round_after_the_first_counts() -> None:
    read: list[str] = []
    lasts = {"one": iter((1, 5, 3, 4)), "other": iter((2, 8, 9, 7))}
    now = 0

    def reader(name: str) -> Callable[[Sequence[str]], None]:
        def run(_: Sequence[str]) -> None:
            nonlocal now
            read.append(name)
            now += next(lasts[name])

        return run

    assert in_turn({name: reader(name) for name in lasts}, ["a"], lambda: float(now)) == {"one": 3, "other": 7}
    assert read == ["one", "other"] * 4


def test_a_tagger_reads_every_word_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    small = BertConfig(hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8)
    monkeypatch.setattr(comparison, "BertConfig", lambda: small)
    tagger = Tagger(torch.float32)
    assert tagger(["the " * 100]) == 102
    assert tagger(["the " * 600, "the"]) == 602 + comparison._OVERLAP + 3  # the second window begins in the first


def test_what_textacy_refuses_has_no_quotations() -> None:
    pytest.importorskip("textacy", reason="textacy is not installed; nothing of attrib needs it")
    import spacy

    assert comparison.quotations(spacy.blank("en")("\u201cHe said.")) == []
