"""MPNet without transformers: the same states, names and refusals."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import PreTrainedModel
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

from attrib.errors import ModelError
from attrib.nn.attribution.checkpoint import load_model, save_model
from attrib.nn.attribution.config import ModelConfig
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder import layers
from attrib.nn.encoder.distances import distance_buckets
from attrib.nn.encoder.hub import encoder_config, load_encoder
from attrib.nn.encoder.load import load_base, make_encoder, usable_positions
from attrib.nn.encoder.mpnet import Mpnet, MpnetConfig
from tests.tiny import make_model, make_tokenizer, save_mpnet

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def mpnet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of MPNet's kind, 2 layers of 32, as transformers lays it out."""
    return save_mpnet(tmp_path_factory.mktemp("mpnet"), layers=2)


@pytest.mark.parametrize("scores", [1, 200, 1_000_000])
@pytest.mark.parametrize("lengths", [(9, 4), (300, 7, 300)])
def test_states_are_those_of_transformers(
    mpnet: Path, scores: int, lengths: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layers, "SCORES", scores)
    theirs, (ours, _) = load_encoder(str(mpnet)).eval(), load_base(str(mpnet))
    assert isinstance(theirs, PreTrainedModel)
    assert isinstance(ours, Mpnet)
    shape = (len(lengths), max(lengths))
    embedded = torch.randn(*shape, 32, generator=torch.Generator().manual_seed(5))
    there = torch.arange(shape[1]) < torch.tensor(lengths)[:, None]
    with torch.no_grad():
        found = ours(inputs_embeds=embedded, attention_mask=there.long(), output_hidden_states=True)
        wanted = theirs(inputs_embeds=embedded, attention_mask=there.long(), output_hidden_states=True)
    assert found.last_hidden_state is found.hidden_states[-1]
    for one, other in zip(found.hidden_states, wanted.hidden_states, strict=True):
        assert torch.allclose(one[there], other[there], atol=1e-5)


def test_buckets_are_those_of_transformers() -> None:
    distances = torch.arange(-600, 601)
    wanted = MPNetEncoder.relative_position_bucket(distances, num_buckets=32)
    assert distance_buckets(distances, 32).tolist() == wanted.tolist()
    assert {*wanted.tolist()} == set(range(32)) - {16}


def test_weights_of_transformers_fit_as_they_are(mpnet: Path) -> None:
    theirs = load_encoder(str(mpnet))
    made = make_encoder(encoder_config(theirs))
    assert isinstance(made, Mpnet)
    made.load_state_dict({name: value for name, value in theirs.state_dict().items() if not name.startswith("pooler.")})


@pytest.mark.parametrize("changed", [{"hidden_act": "relu"}, {"relative_attention_num_buckets": 16}])
def test_another_sort_of_mpnet_comes_from_transformers(mpnet: Path, changed: dict[str, Any]) -> None:
    values = encoder_config(load_encoder(str(mpnet)))
    assert MpnetConfig.of(values | changed) is None


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"hidden_size": "x"}, r"hidden_size = 'x' in an MPNet's config\.json is no size; install it again"),
        ({"num_hidden_layers": 0}, "num_hidden_layers = 0 in"),
        ({"hidden_size": 31}, "hidden_size = 31 .+ is no multiple of its 2 attention heads; install the model again"),
    ],
)
def test_a_damaged_configuration_is_refused(mpnet: Path, changed: dict[str, Any], message: str) -> None:
    values = json.loads((mpnet / "config.json").read_text(encoding="utf-8"))
    with pytest.raises(ModelError, match=message):
        make_encoder(values | changed)
    with pytest.raises(ModelError, match="has no 'vocab_size'; install the model again"):
        make_encoder({key: value for key, value in values.items() if key != "vocab_size"})


def test_a_model_trained_with_transformers_runs_without_it(mpnet: Path, tmp_path: Path) -> None:
    model = make_model(mpnet)
    assert isinstance(model.encoder, PreTrainedModel)
    folder = tmp_path / "model"
    save_model(folder, model, make_tokenizer())
    loaded = load_model(str(folder), CPU)
    assert isinstance(loaded.model.encoder, Mpnet)
    [text] = loaded.encoder.encode(["“Ann” said so, and Bob did not."])
    batch = loaded.encoder.batch([(text, 0, len(text))])
    with torch.no_grad():
        for one, other in zip(model(batch), loaded.model(batch), strict=True):
            assert torch.allclose(one, other, atol=1e-2)
    code = (
        "import sys, torch; from attrib.nn.attribution.checkpoint import load_model; "
        f"load_model({str(folder)!r}, torch.device('cpu')); print('transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize("trained", [False, True])
def test_positions_for_padding_hold_no_word_piece(mpnet: Path, trained: bool) -> None:
    encoder = load_encoder(str(mpnet)) if trained else load_base(str(mpnet))[0]
    assert usable_positions(encoder) == 512
    config = ModelConfig({}, "tiny", window=510)
    AttributionModel(config, encoder)
    with torch.no_grad():
        assert encoder(inputs_embeds=torch.zeros(1, 512, 32), attention_mask=torch.ones(1, 512)).last_hidden_state.any()
    with pytest.raises(ModelError, match="a window of 511 and its 2 ends do not fit the 512 positions of 'tiny'"):
        AttributionModel(replace(config, window=511), encoder)
