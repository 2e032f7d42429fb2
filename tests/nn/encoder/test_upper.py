"""The upper layers alone go on where the lower ones stopped."""

from pathlib import Path

import pytest
import torch

from attrib.errors import ModelError
from attrib.nn.encoder.load import load_base
from attrib.nn.encoder.upper import UpperLayers, below, drop_above, given_layers
from tests.tiny import save_base, save_mpnet


@pytest.fixture(scope="module", params=["bert", "mpnet"])
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp(request.param)
    return save_base(folder) if request.param == "bert" else save_mpnet(folder, layers=3)


@pytest.mark.parametrize("above", [0, 1])
def test_they_give_what_the_encoder_gives(base: Path, above: int) -> None:
    encoder, _ = load_base(str(base))
    there = torch.arange(12) < torch.tensor([12, 7])[:, None]
    embedded = torch.randn(2, 12, 32, generator=torch.Generator().manual_seed(3))
    with torch.inference_mode():
        whole = encoder(inputs_embeds=embedded, attention_mask=there.long(), output_hidden_states=True)
        found = UpperLayers(encoder, above)(whole.hidden_states[above], there)
    assert torch.allclose(found[there], whole.last_hidden_state[there], atol=1e-5)


def test_matrices_are_shared_and_all_else_is_copied(base: Path) -> None:
    encoder, _ = load_base(str(base))
    upper = UpperLayers(encoder, 1)
    own = {id(value) for value in encoder.parameters()}
    shared = [name for name, value in upper.layers.named_parameters() if id(value) in own]
    assert shared
    assert all(name.endswith("weight") and "LayerNorm" not in name for name in shared)
    with torch.no_grad():
        next(value for name, value in upper.layers.named_parameters() if name.endswith("bias")).add_(1)
        embedded = torch.randn(1, 5, 32)
        before = encoder(inputs_embeds=embedded, attention_mask=torch.ones(1, 5)).last_hidden_state
        again, _ = load_base(str(base))
        after = again(inputs_embeds=embedded, attention_mask=torch.ones(1, 5)).last_hidden_state
    assert torch.equal(before, after)


@pytest.mark.parametrize("filled", [True, False])
def test_layers_of_its_own_share_nothing_and_go_on_with_what_is_loaded(base: Path, filled: bool) -> None:
    encoder, _ = load_base(str(base))
    upper = UpperLayers(encoder, 1, own=True, filled=filled)
    of_encoder = {value.data_ptr() for value in encoder.parameters()}
    assert not of_encoder & {value.data_ptr() for value in upper.parameters()}
    given = {name.removeprefix("upper."): value for name, value in given_layers(encoder, 1).items()}
    assert {name: value.shape for name, value in upper.state_dict().items()} == {
        name: value.shape for name, value in given.items()
    }
    if filled:
        assert all(torch.equal(value, given[name]) for name, value in upper.state_dict().items())
    upper.load_state_dict({name: value.clone() for name, value in given.items()}, assign=True)
    states, there = torch.randn(1, 5, 32), torch.ones(1, 5, dtype=torch.bool)
    with torch.inference_mode():
        assert torch.equal(upper(states, there), UpperLayers(encoder, 1)(states, there))


def test_an_encoder_without_layers_above_is_refused(base: Path) -> None:
    encoder, _ = load_base(str(base))
    with pytest.raises(ModelError, match="no layer above 3; train the model again"):
        UpperLayers(encoder, 3)


def test_an_encoder_of_another_make_is_refused() -> None:
    with pytest.raises(ModelError, match="of a Linear; use MiniLM or MPNet"):
        UpperLayers(torch.nn.Linear(2, 2), 1)


def test_what_stands_below_reads_on_without_the_layers_above(base: Path) -> None:
    encoder, _ = load_base(str(base))
    there = torch.ones(1, 5, dtype=torch.bool)
    embedded = torch.randn(1, 5, 32, generator=torch.Generator().manual_seed(3))
    with torch.inference_mode():
        before = below(encoder, 1, embedded, there)
        drop_above(encoder, 1)
        assert torch.equal(below(encoder, 1, embedded, there), before)
    assert {name.split(".")[2] for name, _ in encoder.named_parameters() if name.startswith("encoder.layer.")} == {"0"}
    with pytest.raises(ModelError, match="no layer above 1"):
        drop_above(encoder, 1)
