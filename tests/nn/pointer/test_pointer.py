"""The pointer over a tiny encoder: its scores, what is trained, and its folder on disk."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from attrib.data import Reason, Span
from attrib.errors import ModelError
from attrib.nn.encoder.batching import LENGTH_BY
from attrib.nn.encoder.load import load_base
from attrib.nn.pointer.checkpoint import load_pointer, save_pointer
from attrib.nn.pointer.config import PointerConfig
from attrib.nn.pointer.network import Pointer
from attrib.nn.pointer.placing import PlacedMention, PlacedQuestion, Stand
from attrib.nn.pointer.questions import Option, OptionKind, Question
from attrib.nn.pointer.reader import PointerReader
from attrib.nn.pointer.windows import ReadWindows
from tests.tiny import save_base

FIRST, SECOND, LATER = (PlacedMention(at, at + 2, Stand.APART) for at in (0, 4, 20))
ENTITY, ITSELF, NOBODY = OptionKind.ENTITY, OptionKind.ITSELF, OptionKind.NOBODY


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_base(tmp_path_factory.mktemp("base"))


def made(base: Path, **sizes: Any) -> Pointer:
    torch.manual_seed(1)
    encoder, _ = load_base(str(base))
    return Pointer(PointerConfig("x", 32, **({"layer": 1, "rank": 2, "width": 8} | sizes)), encoder).eval()


def asked(
    *options: tuple[OptionKind, tuple[PlacedMention, ...]], source: tuple[int, int] | None = (8, 10)
) -> PlacedQuestion:
    return PlacedQuestion(source, (10, 11), (11, 16), 1, 1, options)


def scores(pointer: Pointer, *questions: PlacedQuestion) -> list[torch.Tensor]:
    states = torch.randn(1, 24, 32, generator=torch.Generator().manual_seed(2))
    with torch.inference_mode():
        upper = pointer.encode(states, torch.ones(1, 24, dtype=torch.bool))
        found: list[torch.Tensor] = pointer(upper, [0] * len(questions), questions)
        return found


def test_a_score_for_each_answer_whatever_else_is_asked(base: Path) -> None:
    pointer = made(base)
    one = asked((NOBODY, ()), (ITSELF, ()), (ENTITY, (FIRST,)), (ENTITY, (SECOND, LATER)))
    other = asked((ENTITY, (LATER,)), (NOBODY, ()), source=None)
    together = scores(pointer, one, other)
    assert [len(found) for found in together] == [4, 2]
    for alone, found in zip((one, other), together, strict=True):
        assert torch.allclose(scores(pointer, alone)[0], found, atol=1e-5)


def test_mentions_add_up(base: Path) -> None:
    """The score of an answer is the log of the sum over its mentions, but for their order."""
    pointer = made(base)
    torch.nn.init.zeros_(pointer.order.weight)
    [both] = scores(pointer, asked((ENTITY, (FIRST, SECOND)), (ENTITY, (FIRST,)), (ENTITY, (SECOND,))))
    assert torch.allclose(both[0], both[1:].logsumexp(0), atol=1e-5)


def test_an_answer_without_mentions_in_the_window_is_unlikely(base: Path) -> None:
    [found] = scores(made(base), asked((ENTITY, ()), (NOBODY, ()), (ENTITY, (FIRST,))))
    assert found.softmax(0)[0] < 1e-6


def test_nothing_but_adapters_biases_and_scorer_is_trained(base: Path) -> None:
    pointer = made(base).train()
    states = pointer.encode(torch.randn(1, 24, 32), torch.ones(1, 24, dtype=torch.bool))
    [found] = pointer(states, [0], [asked((ENTITY, (FIRST,)), (ENTITY, (SECOND,)))])
    torch.autograd.backward(found[0])
    moved = {name for name, value in pointer.named_parameters() if value.grad is not None}
    assert any(name.endswith("up") for name in moved)
    assert "score.weight" in moved
    assert not any(name.startswith("upper") and name.endswith("weight") and "LayerNorm" not in name for name in moved)


@pytest.mark.parametrize("rank", [2, 0], ids=["adapters", "own layers"])
def test_a_folder_holds_all_that_was_trained(base: Path, tmp_path: Path, rank: int) -> None:
    pointer = made(base, rank=rank)
    with torch.no_grad():
        for name, value in pointer.named_parameters():
            if value.requires_grad:
                value.add_(
                    (0.1 if rank else 0.005)
                    * torch.randn(value.shape, generator=torch.Generator().manual_seed(len(name)))
                )
        pointer.calibration[0] = torch.tensor([0.5, -1.0])
    save_pointer(tmp_path, pointer)
    again = load_pointer(tmp_path, load_base(str(base))[0])
    question = asked((ENTITY, (FIRST,)), (ENTITY, (SECOND,)), (NOBODY, ()))
    assert torch.allclose(scores(again, question)[0], scores(pointer, question)[0], atol=0.05)
    assert again.calibration[0].tolist() == [0.5, -1.0]
    assert (tmp_path / "model.safetensors").stat().st_size < 60_000  # the encoder's own weights are not in it


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"hidden": 64}, "for states of width 64, the encoder has 32; train it again"),
        ({"rank": 3}, "do not fit the encoder"),
        ({"width": 9}, "do not fit its config.json"),
        ({"layer": 2}, "no layer above 2"),
        ({"format_version": 9}, "9"),
        ({"kind": "stance"}, "stance"),
        ({"rank": "2"}, "rank"),
        ({"rank": -1}, "rank -1 of the pointer must be at least 0"),
    ],
)
def test_a_folder_that_does_not_fit_is_told(base: Path, tmp_path: Path, values: dict[str, object], words: str) -> None:
    save_pointer(tmp_path, made(base))
    config = tmp_path / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | values))
    with pytest.raises(ModelError, match=words):
        load_pointer(tmp_path, load_base(str(base))[0])


def test_layers_of_its_own_move_alone(base: Path) -> None:
    pointer = made(base, rank=0)
    encoder = pointer.encoder
    before = {name: value.clone() for name, value in encoder.state_dict().items()}
    with torch.no_grad():
        for value in pointer.parameters():
            value.add_(1.0)
    assert all(torch.equal(value, before[name]) for name, value in encoder.state_dict().items())


def test_a_base_for_adapters_is_refused(base: Path) -> None:
    with pytest.raises(ModelError, match="a pointer of rank 2 has no layers of its own"):
        made(base).take_upper(load_base(str(base))[0])


def test_a_missing_file_is_told(base: Path, tmp_path: Path) -> None:
    save_pointer(tmp_path, made(base))
    (tmp_path / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"model\.safetensors"):
        load_pointer(tmp_path, load_base(str(base))[0])


def reader(base: Path, pieces: int = 24, window: int = 16) -> PointerReader:
    states = torch.randn(pieces, 32, generator=torch.Generator().manual_seed(4)).to(torch.bfloat16)
    offsets = np.array([(2 * at, 2 * at + 1) for at in range(pieces)])
    return PointerReader(made(base, window=window), offsets, states)


def test_a_reader_tells_probabilities_from_the_window_around_the_statement(base: Path) -> None:
    options = (Option(ENTITY, (Span(0, 3),)), Option(ENTITY, (Span(40, 43),)), Option(NOBODY))
    found = reader(base).log_probabilities(Question(None, None, (), (Span(34, 37),), "quote", "", options))
    assert sum(np.exp(found)) == pytest.approx(1)
    assert found[0] < -10 < found[1]


def test_confidence_is_calibrated_by_reason(base: Path) -> None:
    told = reader(base)
    assert told.confidence(0.7, Reason.ROLE) == pytest.approx(0.7, abs=1e-3)
    told.pointer.calibration.copy_(torch.tensor([[1.0, -2.0]]).expand_as(told.pointer.calibration))
    assert told.confidence(0.7, Reason.ROLE) < 0.4


def test_windows_are_read_in_few_lengths_and_padding_changes_nothing(base: Path) -> None:
    told = reader(base, pieces=80, window=40)
    read = list[tuple[int, ...]]()
    encode = told.pointer.encode

    def encoding(states: torch.Tensor, there: torch.Tensor) -> ReadWindows:
        read.append(tuple(states.shape))
        return encode(states, there)

    told.pointer.encode = encoding  # type: ignore[method-assign]
    found = told.both_states()
    assert set(read) == {(1, 2 * LENGTH_BY, 32)}
    with torch.inference_mode():
        alone = encode(told.states[:40].unsqueeze(0), torch.ones(1, 40, dtype=torch.bool))
    assert torch.allclose(found[:20, :32], alone.flat[:20], atol=1e-5)
