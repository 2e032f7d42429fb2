"""The network: its shapes, its surface features, and that padding and neighbours change nothing."""

from pathlib import Path

import pytest
import torch

from attrib.errors import ModelError
from attrib.nn.attribution.config import ModelConfig
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.dropout import FastDropout
from attrib.nn.encoder.hub import encoder_config, load_encoder
from attrib.nn.encoder.tokens import Batch
from tests.tiny import make_encoder, make_model

ENCODER = make_encoder()


def batch_of(*texts: str) -> Batch:
    return ENCODER.batch([(text, 0, len(text)) for text in ENCODER.encode(texts)])


def test_shapes(base: Path) -> None:
    with torch.no_grad():
        hidden, roles, entities = make_model(base)(batch_of("ann said", "so"))
    assert hidden.shape == (2, 9, 32)
    assert roles.shape == (2, 9, 7)
    assert entities.shape == (2, 9, 9)


def test_padding_changes_no_score(base: Path) -> None:
    model = make_model(base)
    with torch.no_grad():
        together = model(batch_of("so", "a much longer text beside it"))
        alone = model(batch_of("so"))
    for whole, part in zip(together, alone, strict=True):
        assert torch.allclose(whole[0, :4], part[0], atol=1e-4)


@pytest.mark.parametrize(("text", "other"), [("ann", "Ann"), ("“a”", "”a“"), ("a b", "a\nb"), ("a\nb", "a\n\nb")])
def test_surface_features_tell_apart_what_the_word_pieces_do_not(base: Path, text: str, other: str) -> None:
    model = make_model(base)
    first, second = batch_of(text), batch_of(other)
    assert torch.equal(first.ids, second.ids)
    with torch.no_grad():
        assert not torch.allclose(model(first)[0], model(second)[0], atol=1e-5)


def test_dropout_is_the_configured_one_and_only_in_training(base: Path) -> None:
    model = make_model(base)
    batch = batch_of("ann said so")
    rates = {layer.p for layer in model.modules() if isinstance(layer, FastDropout)}
    assert rates == {0.1}
    with torch.no_grad():
        assert torch.equal(model(batch)[0], model(batch)[0])
        model.train()
        assert not torch.equal(model(batch)[0], model(batch)[0])


def test_every_weight_is_stored_and_the_unused_pooler_is_gone(base: Path) -> None:
    model = make_model(base)
    assert set(model.state_dict()) == {name for name, _ in model.named_parameters()}
    assert not any("pooler" in name for name in model.state_dict())


def test_every_weight_learns(base: Path) -> None:
    model = make_model(base).train()
    hidden, roles, entities = model(batch_of("“ann” said\n\nso 1", "Bob"))
    torch.autograd.backward(hidden.square().sum() + roles.square().sum() + entities.square().sum())
    idle = {name for name, parameter in model.named_parameters() if parameter.grad is None}
    assert all(name.startswith(("crf.", "links.")) for name in idle)


def test_a_window_that_the_encoder_has_no_positions_for(base: Path) -> None:
    encoder = load_encoder(str(base))
    config = ModelConfig(encoder_config(encoder), "tiny", window=511)
    with pytest.raises(ModelError, match=r"window of 511 .* 512 positions of 'tiny'; set window to 510 or less"):
        AttributionModel(config, encoder)
    AttributionModel(ModelConfig(encoder_config(encoder), "tiny", window=510), encoder)


def test_a_batch_goes_to_a_device_whole(base: Path) -> None:
    batch = batch_of("ann").to(torch.device("meta"))
    assert {part.device.type for part in (batch.ids, batch.features, batch.mask)} == {"meta"}
    assert make_model(base).device() == torch.device("cpu")
