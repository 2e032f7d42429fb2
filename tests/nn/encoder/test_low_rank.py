"""Low-rank adapters: nothing changes until trained, only what is added is trained, kept and merged."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from attrib.errors import ModelError
from attrib.nn.encoder.low_rank import LowRankLinear, adapt, added_tensors, merge, restore_added
from attrib.nn.encoder.mpnet import Mpnet, MpnetConfig
from attrib.nn.tensors import write_weights

CONFIG = MpnetConfig(50, 16, 2, 2, 32, 40, 1e-5, 32)


def encoder(seed: int = 0) -> Mpnet:
    torch.manual_seed(seed)
    model = Mpnet(CONFIG)
    for parameter in model.parameters():
        nn.init.normal_(parameter, std=0.3)
    return model.eval()


def states(model: Mpnet) -> Tensor:
    embedded = torch.randn(2, 9, 16, generator=torch.Generator().manual_seed(3))
    there = torch.ones(2, 9, dtype=torch.long)
    there[1, 6:] = 0
    found: Tensor = model(embedded, there).last_hidden_state
    return found


def trained(model: Mpnet, dropout: float = 0.0) -> Mpnet:
    """The model adapted and moved away from where it began."""
    adapt(model.encoder.layer, 3, dropout)
    optimizer = torch.optim.SGD([each for each in model.encoder.layer.parameters() if each.requires_grad], lr=0.1)
    for _ in range(3):
        optimizer.zero_grad()
        torch.autograd.backward(states(model).square().sum().sqrt())
        optimizer.step()
    return model


def test_adapters_change_nothing_until_they_are_trained() -> None:
    model = encoder()
    before = states(model)
    adapt(model.encoder.layer, 3)
    torch.testing.assert_close(states(model), before)
    assert not torch.allclose(states(trained(encoder())), before, atol=1e-3)


def test_only_additions_biases_and_normalisations_are_trained() -> None:
    model, plain = trained(encoder()), encoder()
    same = plain.state_dict()
    now = {name: value for name, value in model.state_dict().items() if name in same}
    changed = {name for name, value in now.items() if not torch.equal(value, same[name])}
    assert {name.rpartition(".")[2] for name in changed} == {"bias", "weight"}
    assert all("LayerNorm" in name for name in changed if name.endswith("weight"))
    assert not any(name.startswith("embeddings") for name in changed)
    maps = ("encoder.layer.0.attention.attn.q", "encoder.layer.1.output.dense")
    assert all(isinstance(model.get_submodule(name), LowRankLinear) for name in maps)


def test_layers_below_keep_their_maps() -> None:
    model = encoder()
    adapt(model.encoder.layer[1:], 3)
    assert not any(isinstance(module, LowRankLinear) for module in model.encoder.layer[0].modules())
    assert any(isinstance(module, LowRankLinear) for module in model.encoder.layer[1].modules())


def test_merged_layers_give_the_same_states_and_have_no_adapters() -> None:
    model = trained(encoder())
    before = states(model).detach()
    merge(model.encoder.layer)
    torch.testing.assert_close(states(model), before, atol=1e-5, rtol=1e-5)
    assert set(model.state_dict()) == set(encoder().state_dict())
    assert not any(parameter.requires_grad for parameter in model.encoder.layer.parameters())


def test_merging_leaves_a_weight_that_another_model_shares() -> None:
    model, other = encoder(), Mpnet(CONFIG)
    other.load_state_dict(model.state_dict(), assign=True)
    before = states(other).detach()
    merge(trained(model).encoder.layer)
    weight = "encoder.layer.0.attention.attn.q.weight"
    assert torch.equal(other.get_parameter(weight), encoder().get_parameter(weight))
    assert not torch.allclose(model.get_parameter(weight), other.get_parameter(weight))
    assert before.shape == states(other).shape


def test_additions_alone_are_kept_and_bring_the_model_back(tmp_path: Path) -> None:
    model = trained(encoder())
    kept = added_tensors(model.encoder.layer)
    write_weights(tmp_path, {name: value.contiguous() for name, value in kept.items()})
    sizes = sum(parameter.numel() for name, parameter in model.encoder.layer.named_parameters())
    assert sum(value.numel() for value in kept.values()) < sizes / 2
    fresh = encoder()
    adapt(fresh.encoder.layer, 3)
    restore_added(fresh.encoder.layer, load_file(tmp_path / "model.safetensors"))
    torch.testing.assert_close(states(fresh), states(model))


def test_dropout_is_only_for_training() -> None:
    model = trained(encoder(), dropout=0.5)
    torch.testing.assert_close(states(model.eval()), states(model))
    model.train()
    assert not torch.allclose(states(model), states(model))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda kept: kept.pop("0.attention.attn.q.up"), "0.attention.attn.q.up is missing or unknown"),
        (lambda kept: kept.update(more=torch.zeros(1)), "more is missing or unknown"),
        (lambda kept: kept.update({"1.output.dense.down": torch.zeros(4, 32)}), r"1.output.dense.down is \(4, 32\)"),
    ],
)
def test_tensors_of_another_model_are_refused(change: Callable[[dict[str, Tensor]], object], message: str) -> None:
    model = trained(encoder())
    kept = added_tensors(model.encoder.layer)
    change(kept)
    with pytest.raises(ModelError, match=message):
        restore_added(model.encoder.layer, kept)


def test_no_rank_no_maps_and_a_second_adapter_are_refused() -> None:
    model = encoder()
    with pytest.raises(ValueError, match="rank 0"):
        adapt(model.encoder.layer, 0)
    with pytest.raises(ValueError, match="no affine map"):
        adapt(nn.LayerNorm(4), 2)
    adapt(model.encoder.layer, 2)
    with pytest.raises(ValueError, match="already"):
        adapt(model.encoder.layer, 2)
