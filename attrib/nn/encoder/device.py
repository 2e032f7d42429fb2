"""The device and number format of computation."""

import torch

from attrib.errors import SettingsError


def choose_device(name: str) -> torch.device:
    """The device of a name; "auto" is a GPU if there is one. Raises SettingsError for one that cannot be used."""
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(name)
        # Reading a number back fails on a device that only knows shapes.
        torch.zeros(1, device=device).item()
    except (RuntimeError, AssertionError, ImportError) as error:
        reason = str(error).partition("\n")[0]
        raise SettingsError(f"device {name!r} cannot be used here ({reason}); use auto or cpu") from error
    return device


def choose_dtype(precision: str, device: torch.device) -> torch.dtype:
    """The encoder's number format; "auto" is bfloat16 with hardware support, else float32."""
    if precision == "auto":
        precision = "bf16" if has_bfloat16(device) else "fp32"
    return torch.bfloat16 if precision == "bf16" else torch.float32


def has_bfloat16(device: torch.device) -> bool:
    """Whether the device has hardware for bfloat16; emulated, it would be slower than float32."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    capabilities = torch.cpu.get_capabilities() if device.type == "cpu" else {}
    return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16") or capabilities.get("bf16"))
