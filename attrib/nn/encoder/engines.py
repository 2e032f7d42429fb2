"""The engine that runs encoders: PyTorch, or OpenVINO where it is installed and computes on the processor."""

import os
from functools import partial
from importlib.util import find_spec

import torch
from torch import nn

from attrib.errors import SettingsError
from attrib.nn.encoder.stack import Engine, EngineMaker, Stack

VARIABLE = "ATTRIB_ENGINE"
AUTO, TORCH, OPENVINO = ENGINES = "auto", "torch", "openvino"


def choose_engine(device: torch.device, dtype: torch.dtype) -> EngineMaker | None:
    """What makes OpenVINO's engines where it is to run the encoders, None where PyTorch is.

    The variable ATTRIB_ENGINE says which; "auto", and nothing, mean OpenVINO on a processor if it is installed. Raises
    SettingsError for another value, and for OpenVINO where it is not installed or the device is no processor.
    """
    name = os.environ.get(VARIABLE, "") or AUTO
    if name not in ENGINES:
        raise SettingsError(f"{VARIABLE} = {name!r} is none of {', '.join(ENGINES)}")
    installed = find_spec("openvino") is not None
    if name == OPENVINO and not installed:
        raise SettingsError(f"{VARIABLE} = {name!r}, but OpenVINO is not installed; run pip install 'attrib[fast]'")
    if name == OPENVINO and device.type != "cpu":
        raise SettingsError(f"{VARIABLE} = {name!r} computes on the processor alone; use --device cpu")
    if name == TORCH or not installed or device.type != "cpu":
        return None
    return partial(_make_engine, dtype=dtype)


def _make_engine(stack: Stack, wanted: tuple[int, ...], dtype: torch.dtype) -> Engine:
    """OpenVINO's engine, which is imported when the first is wanted: a search by topic wants none."""
    from attrib.nn.encoder.openvino_engine import make_engine

    return make_engine(stack, wanted, dtype)


def run_by(maker: EngineMaker | None, *networks: nn.Module) -> None:
    """Let the engines of a maker run all layers of some networks; PyTorch where it is None."""
    for network in networks:
        for part in network.modules():
            if isinstance(part, Stack):
                part.maker = maker
