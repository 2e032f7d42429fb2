"""Adapting the encoder: whole words are hidden and learnt, and an attribution training goes on from there."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from attrib.errors import CorpusError, SettingsError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.encoder.hub import load_tokenizer
from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.encoder.windows import Window
from attrib.training.attribution.batches import LabelledTokens
from attrib.training.attribution.recipe import AttributionTraining
from attrib.training.engine.task import Workplace
from attrib.training.masked_words.masked_words import mask_words
from attrib.training.masked_words.recipe import MaskedWordsTraining
from attrib.training.tasks import train_recipe

TEXT = "The bridge is unsafe, said the mayor of Norwell. Rain would come, warned engineers.\n\nNobody disagreed. " * 6


@pytest.fixture(scope="module")
def config(base: Path) -> MaskedWordsTraining:
    return MaskedWordsTraining(
        "words", base=str(base), epochs=30, batch_tokens=160, window=62, learning_rate=2e-3, precision="fp32"
    )


def windowed(encoder: TextEncoder) -> list[tuple[LabelledTokens, Window]]:
    encoded = encoder.encode([TEXT])[0]
    text = LabelledTokens(encoded, (), frozenset(), None)
    return [(text, Window(start, start + 40, start, start + 40)) for start in (0, 40)]


def test_whole_words_are_hidden_and_remembered(base: Path) -> None:
    tokenizer = load_tokenizer(str(base))
    encoder, mask_id = TextEncoder(tokenizer, 62, 0), tokenizer.token_to_id("[MASK]")
    assert mask_id is not None
    items = windowed(encoder)
    plain = encoder.batch([(text.encoded, window.start, window.end) for text, window in items])
    hidden = kept = masked = 0
    for seed in range(60):
        batch = mask_words(items, encoder, 0.3, mask_id, np.random.default_rng(seed))
        assert torch.equal(batch.wanted, plain.ids[batch.hidden])
        assert torch.equal(batch.inputs.ids[~batch.hidden], plain.ids[~batch.hidden])
        assert not batch.hidden[:, 0].any()  # the pieces that frame a window stay
        for row, (text, window) in enumerate(items):
            goes_on = text.encoded.goes_on[window.start + 1 : window.end]
            places = batch.hidden[row, 1:41].numpy()
            assert (places[1:] == places[:-1])[goes_on].all()
        hidden += int(batch.hidden.sum())
        masked += int(torch.eq(batch.inputs.ids[batch.hidden], mask_id).sum())
        kept += int(torch.eq(batch.inputs.ids[batch.hidden], batch.wanted).sum())
    assert hidden / (60 * 80) == pytest.approx(0.3, abs=0.05)
    assert masked / hidden == pytest.approx(0.8, abs=0.05)
    assert 0.05 < kept / hidden < 0.2


def test_something_is_always_hidden(base: Path) -> None:
    tokenizer = load_tokenizer(str(base))
    encoder = TextEncoder(tokenizer, 62, 0)
    batch = mask_words(windowed(encoder), encoder, 1e-9, 4, np.random.default_rng(0))
    assert len(batch.wanted) == 1


def test_an_adapted_encoder_tells_hidden_words_and_can_be_started_from(
    config: MaskedWordsTraining, corpora: Path, base: Path, tmp_path: Path
) -> None:
    told: list[str] = []
    train_recipe(config, Workplace(corpora, tmp_path / "words", report=told.append))
    losses = [float(found.group(1)) for line in told if (found := re.search(r"loss ([\d.]+)", line))]
    assert len(losses) == config.epochs
    assert losses[-1] < losses[0] - 1
    shares = [float(found.group(1)) for line in told if (found := re.search(r"hidden pieces told ([\d.]+)", line))]
    assert shares[0] < shares[-1] <= 100
    adapted = load_model(str(tmp_path / "words"), torch.device("cpu")).model
    once = AttributionTraining(
        "tiny",
        base=str(base),
        epochs=1,
        batch_tokens=160,
        window=62,
        overlap=16,
        precision="fp32",
        start=(str(tmp_path / "words"),),
    )
    assert set(train_recipe(once, Workplace(corpora, tmp_path / "out"))) >= {"source", "cue", "content"}
    fresh = load_model(str(tmp_path / "out"), torch.device("cpu")).model
    own, other = (model.encoder.state_dict() for model in (adapted, fresh))
    near = [float((own[name] - other[name]).abs().mean()) for name in own if "weight" in name]
    assert 0 < max(near) < 0.05  # it went on from there


def test_the_same_seed_adapts_the_same_way(config: MaskedWordsTraining, corpora: Path, tmp_path: Path) -> None:
    short = replace(config, epochs=1)
    for name in ("one", "two"):
        train_recipe(short, Workplace(corpora, tmp_path / name))
    one, two = (load_model(str(tmp_path / name), torch.device("cpu")).model.state_dict() for name in ("one", "two"))
    assert all(torch.equal(value, two[name]) for name, value in one.items())


def test_folders_must_be_those_of_the_config(config: MaskedWordsTraining, corpora: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="give --articles where the weight is above 0"):
        train_recipe(replace(config, articles_weight=1), Workplace(corpora, tmp_path / "a"))
    with pytest.raises(CorpusError):
        train_recipe(replace(config, polnear="nowhere"), Workplace(corpora, tmp_path / "a"))
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("masking = 1.0", "masking = 1.0 must be at least 0 and under 1"),
        ("masking = 0.0", "masking = 0.0 must be above 0"),
        ("epochs = 0", "epochs = 0 must be above 0"),
        ("unlabelled_texts = 5", "give both or none"),
        ("articles_weight = -1", "must be at least 0"),
        ("batch_tokens = 100", "does not hold one window of 382"),
    ],
)
def test_a_config_that_cannot_be_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'name = "a"\ntask = "masked_words"\n{text}\n')
    with pytest.raises(SettingsError, match=re.escape(told)):
        MaskedWordsTraining.read(path)


def test_another_task_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('name = "a"\ntask = "stance"\n')
    with pytest.raises(SettingsError, match="expected 'masked_words'"):
        MaskedWordsTraining.read(path)
