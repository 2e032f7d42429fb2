"""The antecedent head: what it reads, what it learns, and its folder."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from attrib.data import Span
from attrib.errors import ModelError
from attrib.nn.encoder.states import mean_states
from attrib.nn.heads.antecedents import SIZES, AntecedentConfig, AntecedentHead, AntecedentReader, Pairs, PairScorer
from attrib.nn.heads.checkpoint import load_antecedents, save_head
from attrib.training.antecedents.examples import Example
from attrib.training.antecedents.loss import ranking_loss

WIDTH = 12


def head(seed: int = 0) -> AntecedentHead:
    torch.manual_seed(seed)
    return AntecedentHead(AntecedentConfig("ab", WIDTH, 8, dropout=0.0)).eval()


def example(right: list[bool], wrong: list[bool]) -> Example:
    count = len(right)
    features = torch.zeros(count, len(SIZES), dtype=torch.long)
    features[:, list(SIZES).index("gender")] = torch.tensor([0 if good else 2 for good in right])
    states = torch.randn(count + 1, WIDTH)
    return Example(states[0], states[1:], features, torch.tensor(right), torch.tensor(wrong), torch.arange(count))


def test_states_are_the_means_of_the_pieces_a_span_touches() -> None:
    states = torch.arange(8.0).reshape(4, 2)
    offsets = np.array([[0, 3], [3, 5], [6, 9], [12, 14]])
    found = mean_states(states, offsets, [(Span(0, 5),), (Span(6, 9),), (Span(9, 11),)])
    assert found.tolist() == [[1.0, 2.0], [4.0, 5.0], [0.0, 0.0]]


def test_a_reader_scores_pairs_as_the_head_does() -> None:
    network, states = head(), torch.randn(3, WIDTH)
    reader = AntecedentReader(network, np.array([[0, 2], [3, 5], [6, 9]]), states)
    features = [[0] * len(SIZES), [1] * len(SIZES)]
    with torch.inference_mode():
        wanted = network(Pairs(states[2:].expand(2, -1), states[:2], torch.tensor(features)))
    assert reader.scores(Span(6, 9), [Span(0, 2), Span(3, 5)], features) == pytest.approx(wanted.tolist(), abs=1e-5)
    assert reader.scores(Span(6, 9), [], []) == []


def test_the_loss_is_that_of_all_right_candidates_together_or_of_no_wrong_one() -> None:
    network = PairScorer(head().config)
    torch.nn.init.zeros_(network.score.weight)
    torch.nn.init.zeros_(network.score.bias)
    one = example([True, True, False, False], [False, False, True, True])
    none = example([False, False], [True, False])
    assert float(ranking_loss(network, [one]).detach()) == pytest.approx(-np.log(0.5), abs=1e-4)
    assert float(ranking_loss(network, [none]).detach()) == pytest.approx(-np.log(0.5), abs=1e-4)


def test_a_folder_gives_the_head_back(tmp_path: Path) -> None:
    save_head(tmp_path, head())
    loaded = load_antecedents(tmp_path)
    assert loaded.config == head().config
    pairs = Pairs(torch.ones(2, WIDTH), torch.ones(2, WIDTH), torch.zeros(2, len(SIZES), dtype=torch.long))
    assert torch.allclose(loaded(pairs), head()(pairs), atol=1e-2)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"width": 9}, "do not fit"),
        ({"width": "8"}, "has width = '8', expected int"),
        ({"format_version": 99}, "format version 99"),
        ({"more": 1}, "unknown keys"),
    ],
)
def test_a_damaged_folder_is_refused(tmp_path: Path, change: dict[str, object], words: str) -> None:
    save_head(tmp_path, head())
    path = tmp_path / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(ModelError, match=words):
        load_antecedents(tmp_path)


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    save_head(tmp_path, head())
    (tmp_path / "model.safetensors").write_bytes(b"\0" * 20)
    with pytest.raises(ModelError, match="are damaged"):
        load_antecedents(tmp_path)
