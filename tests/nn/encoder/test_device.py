"""Devices and number formats."""

import pytest
import torch

from attrib.errors import SettingsError
from attrib.nn.encoder.device import choose_device, choose_dtype, has_bfloat16

CPU = torch.device("cpu")


def test_cpu_is_always_there() -> None:
    assert choose_device("cpu") == CPU
    assert choose_device("auto").type == ("cuda" if torch.cuda.is_available() else "cpu")


@pytest.mark.parametrize("name", ["nope", "", "cuda:99", "meta", "hpu"])
def test_a_device_that_is_not_there(name: str) -> None:
    with pytest.raises(SettingsError, match=rf"device '{name}' cannot be used here \(.+\); use auto or cpu") as caught:
        choose_device(name)
    assert "\n" not in str(caught.value)


def test_the_asked_for_precision_is_given() -> None:
    assert choose_dtype("bf16", CPU) == torch.bfloat16
    assert choose_dtype("fp32", CPU) == torch.float32


@pytest.mark.parametrize(
    ("capabilities", "dtype"),
    [
        ({"avx512_bf16": True}, torch.bfloat16),
        ({"amx_bf16": True}, torch.bfloat16),
        ({"bf16": True}, torch.bfloat16),
        ({"avx2": True, "avx512_bf16": False}, torch.float32),
        ({}, torch.float32),
    ],
)
def test_automatic_precision_is_what_the_processor_is_good_at(
    monkeypatch: pytest.MonkeyPatch, capabilities: dict[str, bool], dtype: torch.dtype
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: capabilities)
    assert choose_dtype("auto", CPU) == dtype


def test_an_unknown_kind_of_device_has_no_bfloat16_of_its_own() -> None:
    assert not has_bfloat16(torch.device("meta"))
