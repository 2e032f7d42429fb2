"""The sentence encoder against the published one's implementation, and what its vectors are for."""

import json
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
import torch
from transformers import AutoModel

from attrib import resources
from attrib.errors import ModelError
from attrib.nn import sentences
from attrib.nn.catalogue import SENTENCE_ENCODER, sentence_encoder_id
from attrib.nn.catalogue import models as catalogue
from attrib.nn.encoder.stack import Engine, Stack
from attrib.nn.sentences import MANY, MOST_PIECES, SentenceEncoder, load_sentence_encoder

TEXTS = (
    "The ministers welcomed the deal.",
    "",
    "Talks",
    "They rejected it — “never”, he said. " * 60,
    "naïve \x00 日本",
)


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return load_sentence_encoder(torch.device("cpu"), torch.float32)


def test_vectors_are_those_of_transformers(encoder: SentenceEncoder) -> None:
    model = AutoModel.from_pretrained(resources.folder("models") / SENTENCE_ENCODER, dtype="float32")
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.width)
    for text, vector in zip(TEXTS, vectors, strict=True):
        ids = torch.tensor([encoder.tokenizer.encode(text).ids])
        assert ids.shape[1] <= MOST_PIECES
        with torch.inference_mode():
            states = model(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state
        mean = states.mean(dim=1)[0]
        np.testing.assert_allclose(vector, (mean / mean.norm()).numpy(), atol=1e-5)


def test_batches_and_order_make_no_difference(encoder: SentenceEncoder) -> None:
    together = encoder.encode(TEXTS)
    np.testing.assert_allclose(encoder.encode(TEXTS[::-1])[::-1], together, atol=1e-5)
    np.testing.assert_allclose(encoder.encode(TEXTS[:1]), together[:1], atol=1e-5)
    assert encoder.encode([]).shape == (0, encoder.width)


def test_bfloat16_is_near(encoder: SentenceEncoder) -> None:
    rough = load_sentence_encoder(torch.device("cpu"), torch.bfloat16).encode(TEXTS)
    assert (rough * encoder.encode(TEXTS)).sum(axis=1).min() > 0.999


def test_meaning_is_near_where_words_differ(encoder: SentenceEncoder) -> None:
    topic, near, far = encoder.encode(
        ["Afghanistan shelters militants", "Kabul gives terrorists a safe haven", "Interest rates rose again"]
    )
    assert topic @ near > 0.4 > topic @ far


def test_damaged_folders_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "encoder"
    copytree(resources.folder("models") / SENTENCE_ENCODER, folder)
    for module in (sentences, catalogue):
        monkeypatch.setattr(module, "sentence_encoder_folder", lambda: folder)
    assert sentence_encoder_id().startswith("encoder:")

    def refused(message: str) -> None:
        with pytest.raises(ModelError, match=message):
            load_sentence_encoder(torch.device("cpu"), torch.float32)

    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"num_hidden_layers": 7}))
    refused("weights do not fit")
    (folder / "config.json").write_text(json.dumps(config | {"hidden_act": "relu"}))
    refused("is of no BERT with GELU; install the sentence encoder again")
    (folder / "config.json").write_text(json.dumps({k: v for k, v in config.items() if k != "vocab_size"}))
    refused("has no 'vocab_size'")
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "tokenizer.json").write_text("{}")
    refused("is no tokenizer")
    (folder / "model.safetensors").write_bytes(b"\x00" * 20)
    refused("are damaged")


def test_an_engine_is_made_for_many_texts_alone() -> None:
    made: list[tuple[int, ...]] = []

    def make(_: Stack, wanted: tuple[int, ...]) -> Engine:
        made.append(wanted)
        return lambda states, _: [states]

    encoder = load_sentence_encoder(torch.device("cpu"), torch.float32)
    encoder.maker = make
    [one] = encoder.encode(TEXTS[:1])
    assert not made
    [other, *_] = encoder.encode(TEXTS[:1] * MANY)
    assert made == [(6,)]
    assert not np.allclose(one, other)
    assert np.array_equal(encoder.encode(TEXTS[:1])[0], one)
