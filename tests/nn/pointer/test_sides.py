"""Sides over the states of a tiny pointer: what is told of each target, and what speaks for it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from attrib.data import Span
from attrib.errors import ModelError
from attrib.nn.encoder.load import load_base
from attrib.nn.pointer.checkpoint import load_pointer, save_pointer
from attrib.nn.pointer.config import PointerConfig
from attrib.nn.pointer.network import Pointer
from attrib.nn.pointer.questions import SideQuestion, SideTarget
from attrib.nn.pointer.reader import PointerReader
from tests.tiny import save_base

PIECES = 24


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_base(tmp_path_factory.mktemp("base"))


def made(base: Path, **sizes: Any) -> Pointer:
    torch.manual_seed(1)
    encoder, _ = load_base(str(base))
    values = {"layer": 1, "rank": 2, "width": 8, "judges": True} | sizes
    return Pointer(PointerConfig("x", 32, **values), encoder).eval()


def reader(pointer: Pointer) -> PointerReader:
    """A text of pieces of one character each, a blank between two."""
    states = torch.randn(PIECES, 32, generator=torch.Generator().manual_seed(4)).to(torch.bfloat16)
    return PointerReader(pointer, np.array([(2 * at, 2 * at + 1) for at in range(PIECES)]), states)


def question(*targets: SideTarget) -> SideQuestion:
    return SideQuestion((Span(8, 11),), (Span(12, 13),), (Span(14, 27),), targets)


INSIDE, BEFORE, AFTER = (SideTarget((Span(at, at + 3),), True) for at in (16, 0, 40))


def test_each_target_has_probabilities_that_hang_on_it_alone(base: Path) -> None:
    read = reader(made(base))
    found = read.side_probabilities(question(INSIDE, BEFORE, AFTER))
    assert found.shape == (3, 3)
    assert torch.allclose(found.sum(1), torch.ones(3))
    assert torch.allclose(read.side_probabilities(question(INSIDE))[0], found[0], atol=1e-5)
    assert not torch.allclose(found[0], found[1], atol=1e-3)


def test_whether_it_is_an_actor_and_where_it_stands_in_the_list_count(base: Path) -> None:
    read = reader(made(base))
    topic = SideTarget(INSIDE.mentions, False)
    first = read.side_probabilities(question(INSIDE))[0]
    assert not torch.allclose(read.side_probabilities(question(topic))[0], first, atol=1e-4)
    assert not torch.allclose(read.side_probabilities(question(BEFORE, INSIDE))[1], first, atol=1e-4)


def test_what_the_window_does_not_mention_gets_no_side(base: Path) -> None:
    read = reader(made(base, window=16))
    far = SideTarget((Span(44, 47),), True)
    found = read.side_probabilities(question(far, INSIDE))
    assert found[0, 0] > 0.999
    assert found[1, 0] < 0.999
    assert read.side_weights(question(far, INSIDE), 0, 1) == []


def test_nothing_is_asked_without_targets(base: Path) -> None:
    assert reader(made(base)).side_probabilities(question()).shape == (0, 3)


def test_the_scaling_of_the_configuration_is_applied(base: Path) -> None:
    plain = reader(made(base)).side_logits(question(INSIDE))
    scaled = reader(made(base, side_temperature=2.0, side_shifts=[0.5, 0.0, -1.0]))
    wanted = torch.softmax(plain / 2 + torch.tensor([0.5, 0.0, -1.0]), 1)
    assert torch.allclose(scaled.side_probabilities(question(INSIDE)), wanted, atol=1e-5)


def test_weights_are_of_the_statements_pieces_and_add_up_the_logit_to_first_order(base: Path) -> None:
    read = reader(made(base))
    asked = question(INSIDE)
    weights = read.side_weights(asked, 0, 1)
    assert [start for start, _, _ in weights] == [12, *range(14, 27, 2)]
    assert any(abs(weight) > 1e-4 for *_, weight in weights)
    other = read.side_weights(asked, 0, 2)
    assert [weight for *_, weight in other] != [weight for *_, weight in weights]


def test_a_pointer_that_judges_nothing_says_so(base: Path) -> None:
    with pytest.raises(TypeError, match="judges no sides"):
        reader(made(base, judges=False)).side_probabilities(question(INSIDE))


def test_sides_are_in_the_folder(base: Path, tmp_path: Path) -> None:
    pointer = made(base, least_side=0.35)
    save_pointer(tmp_path, pointer)
    again = load_pointer(tmp_path, load_base(str(base))[0])
    assert again.config == pointer.config
    wanted = reader(pointer).side_probabilities(question(INSIDE, AFTER))
    assert torch.allclose(reader(again).side_probabilities(question(INSIDE, AFTER)), wanted, atol=0.02)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"side_shifts": [0.0, 1.0]}, r"side_shifts = \[0.0, 1.0\] of the pointer; expected three numbers"),
        ({"side_shifts": [0.0, 1.0, "2"]}, "expected three numbers"),
        ({"side_temperature": 0.0}, "side_temperature 0.0 of the pointer must be above 0"),
        ({"least_side": 1.0}, "least_side 1.0 at least 0 and under 1"),
    ],
)
def test_settings_that_cannot_be_are_told(values: dict[str, Any], words: str) -> None:
    with pytest.raises(ModelError, match=words):
        PointerConfig("x", 32, **values)
