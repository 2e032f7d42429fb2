"""Layers run one after the other: which states are given, and when an engine is made to run them."""

from pathlib import Path

import pytest
import torch
from torch import Tensor

from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.encoder.engines import run_by
from attrib.nn.encoder.load import load_base
from attrib.nn.encoder.stack import Engine, Stack
from attrib.nn.encoder.upper import UpperLayers, below
from tests.tiny import save_base, save_mpnet

THERE = torch.arange(9) < torch.tensor([9, 5])[:, None]


@pytest.fixture(scope="module", params=["bert", "mpnet"])
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    folder = tmp_path_factory.mktemp(request.param)
    encoder, _ = load_base(str(save_base(folder) if request.param == "bert" else save_mpnet(folder, layers=3)))
    found: Stack = encoder.get_submodule("encoder")  # type: ignore[assignment]
    return found


def states() -> Tensor:
    return torch.randn(2, 9, 32, generator=torch.Generator().manual_seed(3))


class Counting:
    """Makes engines that give the number of each wanted layer, and counts them."""

    def __init__(self) -> None:
        self.made: list[tuple[int, ...]] = []

    def __call__(self, _: Stack, wanted: tuple[int, ...]) -> Engine:
        self.made.append(wanted)
        return lambda states, _: [torch.full_like(states, layer) for layer in wanted]


def test_the_states_after_the_wanted_layers_are_given_in_their_order(stack: Stack) -> None:
    with torch.inference_mode():
        [first] = stack.after(states(), THERE, 1)
        [second] = stack.after(states(), THERE, 2)
        again = stack.after(states(), THERE, 2, 1)
    assert not torch.allclose(first, second)
    assert [torch.equal(one, other) for one, other in zip(again, (second, first), strict=True)] == [True, True]


def test_an_engine_is_made_once_for_each_choice_of_layers(stack: Stack) -> None:
    maker = Counting()
    run_by(maker, stack)
    with torch.inference_mode():
        for wanted in ((1,), (1, 2), (1,), (1, 2)):
            assert [float(found.mean()) for found in stack.after(states(), THERE, *wanted)] == list(wanted)
    run_by(None, stack)
    assert maker.made == [(1,), (1, 2)]
    with torch.inference_mode():
        assert not torch.equal(stack.after(states(), THERE, 1)[0], torch.ones(2, 9, 32))


def test_torch_runs_what_gradients_are_wanted_of(stack: Stack) -> None:
    maker = Counting()
    run_by(maker, stack)
    torch.autograd.backward(stack.after(states(), THERE, 1)[0].sum())
    run_by(None, stack)
    assert not maker.made


def test_every_way_to_states_goes_through_the_engine(model_folder: Path) -> None:
    model = load_model(str(model_folder), torch.device("cpu")).model
    maker = Counting()
    upper = UpperLayers(model.encoder, 1)
    run_by(maker, model, upper)
    with torch.inference_mode():
        assert float(model.encoder(states(), THERE.long()).last_hidden_state.mean()) == 2
        whole = model.encoder(states(), THERE.long(), output_hidden_states=True).hidden_states
        assert [float(each.mean()) for each in whole[1:]] == [1, 2]
        assert float(below(model.encoder, 1, states(), THERE).mean()) == 1
        assert torch.equal(below(model.encoder, 0, states(), THERE), states())
        assert float(upper(states(), THERE).mean()) == 1
    assert maker.made == [(2,), (1, 2), (1,), (1,)]
