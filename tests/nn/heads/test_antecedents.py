"""The antecedent head: what it reads, what it learns, and its folder."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from attrib.data import Span
from attrib.errors import ModelError
from attrib.nn.catalogue import seal
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
    rows = torch.arange(1, count + 1)
    return Example(states, 0, rows, features, torch.tensor(right), torch.tensor(wrong), torch.arange(count))


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
        wanted = network(Pairs(states[2:], states[:2], torch.zeros(2, dtype=torch.long), torch.tensor(features)))
    assert reader.scores(Span(6, 9), [Span(0, 2), Span(3, 5)], features) == pytest.approx(wanted.tolist(), abs=1e-5)
    assert reader.scores(Span(6, 9), [], []) == []


def test_the_loss_is_that_of_all_right_candidates_together_or_of_no_wrong_one_or_of_nobody() -> None:
    network = PairScorer(head().config)
    torch.nn.init.zeros_(network.score.weight)
    torch.nn.init.zeros_(network.score.bias)
    one = example([True, True, False, False], [False, False, True, True])
    none = example([False, False], [True, False])
    nobody = example([False, False, False], [True, True, True])
    # Five choices weigh the same, that nobody is meant among them.
    assert float(ranking_loss(network, [one]).detach()) == pytest.approx(-np.log(2 / 5), abs=1e-4)
    assert float(ranking_loss(network, [none]).detach()) == pytest.approx(-np.log(2 / 3), abs=1e-4)
    assert float(ranking_loss(network, [nobody]).detach()) == pytest.approx(-np.log(1 / 4), abs=1e-4)


def test_a_folder_gives_the_head_back(tmp_path: Path) -> None:
    save_head(tmp_path, head())
    loaded = load_antecedents(tmp_path)
    assert loaded.config == head().config
    features = torch.zeros(2, len(SIZES), dtype=torch.long)
    pairs = Pairs(torch.ones(2, WIDTH), torch.ones(2, WIDTH), torch.arange(2), features)
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


def old_weights(scorers: int) -> dict[str, torch.Tensor]:
    """Weights as format 2 named them, each told of its own number."""
    sizes = (8, 4, 3, 9, 7, 4, 4, 4, 3)  # no pronoun had the eighth value
    weights = {}
    for number in range(scorers):
        prefix = f"scorers.{number}"
        for at, size in enumerate(sizes):
            weights[f"{prefix}.told.{at}.weight"] = torch.arange(size * 8.0).reshape(size, 8) + 100 * at
        for side in ("pronoun", "candidate"):
            weights |= {f"{prefix}.{side}.weight": torch.ones(8, WIDTH), f"{prefix}.{side}.bias": torch.ones(8)}
        weights |= {f"{prefix}.score.weight": torch.ones(1, 24), f"{prefix}.score.bias": torch.ones(1)}
    return weights


def save_old(folder: Path, weights: dict[str, torch.Tensor]) -> None:
    save_head(folder, head())
    config = json.loads((folder / "config.json").read_text()) | {"format_version": 2}
    (folder / "config.json").write_text(json.dumps(config))
    save_file({name: tensor.half() for name, tensor in weights.items()}, folder / "model.safetensors")
    seal(folder)


def test_a_folder_of_format_2_is_read_with_its_features_where_they_stand_today(tmp_path: Path) -> None:
    save_old(tmp_path, old_weights(3))
    loaded = load_antecedents(tmp_path)
    told = loaded.state_dict()["scorers.0.told.weight"]
    starts = dict(zip(SIZES, [sum(list(SIZES.values())[:at]) for at in range(len(SIZES))], strict=True))
    assert told[starts["word"] + 1].tolist() == list(range(8))  # "he" was the first pronoun
    assert not told[starts["word"]].any()  # and what is no pronoun had no place
    assert told[starts["same"] + 2].tolist() == [800 + value for value in range(16, 24)]
    assert not told[starts["head"] : starts["head"] + SIZES["head"]].any()
    assert loaded.config.format_version == 3
    assert torch.equal(loaded.state_dict()["scorers.0.anaphor.weight"], torch.ones(8, WIDTH))


def test_weights_that_are_not_of_format_2_are_refused(tmp_path: Path) -> None:
    save_old(tmp_path, {"scorers.0.told.99.weight": torch.ones(2, 8)})
    with pytest.raises(ModelError, match="do not fit"):
        load_antecedents(tmp_path)
