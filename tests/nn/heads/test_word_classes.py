"""The head for word classes: what it reads, its folder, and the layer that it shares with the other head."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from attrib.data import Span
from attrib.english.word_classes import WordClass
from attrib.errors import ModelError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.heads.antecedents import AntecedentConfig, AntecedentHead
from attrib.nn.heads.checkpoint import load_word_classes, save_head
from attrib.nn.heads.word_classes import WordClassConfig, WordClassHead, WordClassReader, framed
from attrib.pipeline.detection import detector as detect
from attrib.pipeline.detection.detector import Detector

WIDTH = 12
OFFSETS = np.array([[0, 3], [3, 5], [6, 9], [12, 14]])
CLASSES = [str(kind) for kind in WordClass]


def head(hidden: int = WIDTH, layer: int = 5) -> WordClassHead:
    torch.manual_seed(0)
    return WordClassHead(WordClassConfig("ab", CLASSES, hidden, 8, layer)).eval()


def test_a_word_is_the_mean_of_its_pieces_beside_the_pieces_around_it() -> None:
    network, states = head(), torch.randn(4, WIDTH)
    own, around = network.project.weight.chunk(3)[1], torch.zeros(WIDTH)
    assert own.shape == (8, WIDTH)
    with torch.inference_mode():
        found = network(framed(states), torch.tensor([[1, 3], [3, 4]]))
        for row, (before, word, behind) in enumerate(
            [(around, states[:2].mean(0), states[2]), (states[1], states[2], states[3])]
        ):
            parts = zip(network.project.weight.chunk(3), network.project.bias.chunk(3), strict=True)
            layer = sum(
                (weight @ state + bias for (weight, bias), state in zip(parts, (before, word, behind), strict=True)),
                torch.zeros(8),
            )
            assert torch.allclose(found[row], network.score(torch.nn.functional.gelu(layer)), atol=1e-5)


def test_a_reader_gives_the_class_of_each_span() -> None:
    network, states = head(), torch.randn(4, WIDTH)
    reader = WordClassReader(network, OFFSETS, states)
    spans = [Span(0, 5), Span(6, 9), Span(9, 11), Span(12, 14)]
    with torch.inference_mode():
        best = network(framed(states), torch.tensor([[1, 3], [3, 4], [4, 5]])).argmax(1).tolist()
    one, two, three = (list(WordClass)[at] for at in best)
    assert reader.read(spans) == (one, two, WordClass.OTHER, three)
    assert reader.read(spans[1:2]) == (two,)
    assert reader.read([]) == ()
    assert WordClassReader(network, OFFSETS[:0], states[:0]).read([Span(0, 2)]) == (WordClass.OTHER,)


def test_half_precision_states_are_read() -> None:
    states = torch.randn(4, WIDTH, dtype=torch.bfloat16)
    assert WordClassReader(head(), OFFSETS, states).read([Span(0, 3)])[0] in WordClass


def test_a_folder_gives_the_head_back_and_no_figures_of_another(tmp_path: Path) -> None:
    (tmp_path / "metrics.json").write_text(json.dumps({"weights_sha256": "0" * 64}), encoding="utf-8")
    save_head(tmp_path, head())
    loaded = load_word_classes(tmp_path)
    assert loaded.config == head().config
    assert loaded.classes == tuple(WordClass)
    states, ranges = torch.ones(4, WIDTH), torch.tensor([[1, 2]])
    assert torch.allclose(loaded(states, ranges), head()(states, ranges), atol=1e-2)
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"width": 9}, "do not fit"),
        ({"width": "8"}, "has width = '8', expected int"),
        ({"format_version": 99}, "the head for word classes has format version 99"),
        ({"more": 1}, "unknown keys"),
        ({"classes": ["noun", "verb"]}, "expected some of"),
        ({"classes": ["noun", "noun"]}, "each once"),
        ({"classes": [["noun"], 3]}, "expected some of"),
        ({"classes": []}, "expected some of"),
        ({"classes": "noun"}, "expected list"),
    ],
)
def test_a_damaged_config_is_refused(tmp_path: Path, change: dict[str, object], words: str) -> None:
    save_head(tmp_path, head())
    path = tmp_path / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(ModelError, match=words):
        load_word_classes(tmp_path)


def test_missing_damaged_and_other_weights_are_refused(tmp_path: Path) -> None:
    digest = save_head(tmp_path, head())
    (tmp_path / "metrics.json").write_text(json.dumps({"weights_sha256": digest}))
    assert load_word_classes(tmp_path)
    (tmp_path / "metrics.json").write_text(json.dumps({"weights_sha256": "0" * 64}))
    with pytest.raises(ModelError, match=r"metrics\.json says 000000000000…"):
        load_word_classes(tmp_path)
    (tmp_path / "metrics.json").unlink()
    (tmp_path / "model.safetensors").write_bytes(b"\0" * 20)
    with pytest.raises(ModelError, match="are damaged"):
        load_word_classes(tmp_path)
    (tmp_path / "model.safetensors").unlink()
    with pytest.raises(ModelError, match="cannot be read"):
        load_word_classes(tmp_path)
    save_head(tmp_path, head())
    (tmp_path / "config.json").unlink()
    with pytest.raises(ModelError, match=r"config\.json cannot be read"):
        load_word_classes(tmp_path)


def test_a_detector_reads_one_layer_for_both_heads(model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load_model(str(model_folder), torch.device("cpu"))
    other = AntecedentHead(AntecedentConfig("ab", 32, 8, layer=1)).eval()
    with pytest.raises(ModelError, match="antecedents reads layer 1, that for word classes reads layer 2"):
        Detector(loaded, torch.float32, 512, other, head(32, 2))
    text = "Ann said no. Bob denied it."
    words = [Span(0, 3), Span(4, 8), Span(9, 11)]
    [both] = Detector(loaded, torch.float32, 512, other, head(32, 1)).detect([text])
    [alone] = Detector(loaded, torch.float32, 512, word_classes=head(32, 1)).detect([text])
    [bare] = Detector(loaded, torch.float32, 512).detect([text])
    assert both.readers.word_classes is not None
    assert alone.readers.word_classes is not None
    assert alone.readers.word_classes.read(words) == both.readers.word_classes.read(words)
    assert both.readers.antecedents is not None
    assert alone.readers.antecedents is None
    assert bare.readers.word_classes is None
    assert bare == alone == both  # the readers are no part of what is found
    monkeypatch.setattr(detect, "LONGEST", 20)
    [long] = Detector(loaded, torch.float32, 512, word_classes=head(32, 1)).detect([text])
    assert long.readers.word_classes is None
