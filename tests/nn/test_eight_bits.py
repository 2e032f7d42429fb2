"""Weights in eight bits: near to what they were, the same when they are coded again, and half as large."""

from pathlib import Path

import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st

from attrib.errors import ModelError
from attrib.nn import eight_bits
from attrib.nn.attribution.checkpoint import load_model, save_model
from attrib.nn.eight_bits import Restored, restored, with_eight_bits
from attrib.nn.tensors import read_weights
from tests.tiny import make_model, make_tokenizer

ROWS, COLUMNS = 256, 256


def matrix(seed: int = 0, loud: float = 1.0) -> torch.Tensor:
    drawn = torch.randn(ROWS, COLUMNS, generator=torch.Generator().manual_seed(seed)) * 0.05
    drawn[0] *= loud
    return drawn


def test_large_matrices_alone_are_coded() -> None:
    weights = {
        "a.weight": matrix(),
        "a.bias": torch.ones(ROWS),
        "small": torch.ones(8, 8),
        "deep": torch.ones(64, 64, 64),
    }
    stored = with_eight_bits(weights)
    kinds = {name: (value.dtype, tuple(value.shape)) for name, value in stored.items()}
    assert kinds == {
        "a.weight.codes": (torch.int8, (ROWS, COLUMNS)),
        "a.weight.scales": (torch.float16, (ROWS, COLUMNS // 64)),
        "a.bias": (torch.float16, (ROWS,)),
        "small": (torch.float16, (8, 8)),
        "deep": (torch.float16, (64, 64, 64)),
    }
    back = restored(stored)
    assert list(back) == list(weights)
    assert {value.dtype for value in back.values()} == {torch.float32}


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), loud=st.sampled_from([0.0, 1e-6, 1e-3, 1.0, 30.0]))
def test_a_number_moves_by_half_a_step_of_its_own_part_of_a_row(seed: int, loud: float) -> None:
    value = matrix(seed, loud)
    back = restored(with_eight_bits({"a": value}))["a"]
    # Half precision of the scale moves the largest numbers of a row by one part in 2,000 besides.
    step = (value.view(ROWS, -1, 64).abs().amax(2) / 127).repeat_interleave(64, 1)
    assert bool(((back - value).abs() <= 0.57 * step + 127 * 2**-25).all())


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), loud=st.sampled_from([0.0, 1e-2, 1.0, 30.0]))
@example(seed=1427, loud=1e-2)  # a scale below the normal numbers of float16, rounded up
def test_what_was_coded_once_is_coded_the_same_again(seed: int, loud: float) -> None:
    stored = with_eight_bits({"a": matrix(seed, loud)})
    again = with_eight_bits(restored(stored))
    assert all(torch.equal(again[name], value) for name, value in stored.items())


def test_rows_of_another_length_have_one_scale() -> None:
    value = torch.randn(1_000, 70, generator=torch.Generator().manual_seed(0))
    stored = with_eight_bits({"a": value})
    assert stored["a.scales"].shape == (1_000, 1)
    assert torch.allclose(restored(stored)["a"], value, atol=0.02)


@pytest.mark.parametrize("shape", [None, (ROWS - 1, 4), (ROWS,), (ROWS, 3), (ROWS, 0)])
def test_codes_without_their_scales_are_refused(shape: tuple[int, ...] | None) -> None:
    stored = with_eight_bits({"a": matrix()})
    del stored["a.scales"]
    if shape is not None:
        stored["a.scales"] = torch.ones(shape, dtype=torch.float16)
    with pytest.raises(ModelError, match="the weights 'a' in eight bits have no scale for each part; install"):
        restored(stored)


def test_of_a_folder_only_what_is_asked_for_is_put_together() -> None:
    asked = list[str]()

    def decoded(name: str, codes: torch.Tensor, _scales: torch.Tensor | None) -> torch.Tensor:
        asked.append(name)
        return codes.float()

    codes, plain = torch.ones(2, 2, dtype=torch.int8), torch.ones(2, dtype=torch.float16)
    stored = {"a.codes": codes, "a.scales": plain, "b.codes": codes, "b.scales": plain, "c": plain, "d.scales": plain}
    lazily = Restored(stored, decoded=decoded)
    assert (list(lazily), len(lazily)) == (["a", "b", "c", "d.scales"], 4)
    assert "a" in lazily
    assert "a.scales" not in lazily
    assert lazily["c"].dtype == lazily["b"].dtype == torch.float32
    assert asked == ["b"]


def test_a_model_in_eight_bits_is_read_as_any_other(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eight_bits, "_LEAST", 1_000)
    model = make_model(base)
    digest = save_model(tmp_path, model, make_tokenizer(), bits=8)
    stored = read_weights(tmp_path)
    assert stored["encoder.embeddings.word_embeddings.weight.codes"].dtype == torch.int8
    assert {value.dtype for value in stored.values()} == {torch.int8, torch.float16}
    loaded = load_model(str(tmp_path), torch.device("cpu"))
    assert loaded.digest == digest
    for name, value in loaded.model.state_dict().items():
        assert value.dtype == torch.float32
        assert torch.allclose(value, model.state_dict()[name], atol=0.02 * float(model.state_dict()[name].abs().max()))
    assert save_model(tmp_path, loaded.model, make_tokenizer(), bits=8) == digest
