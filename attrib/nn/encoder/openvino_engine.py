"""Runs stacks of layers with OpenVINO, on the processor.

Graphs are made in memory from the weights that PyTorch has loaded, which takes a tenth of a second a model: less than
reading a compiled one from a cache, which nothing then has to keep true to weights and versions.
"""

from functools import cache
from threading import Lock

import torch
from torch import Tensor

from attrib.errors import ModelError
from attrib.nn.encoder.distances import distance_bias
from attrib.nn.encoder.openvino_graph import build_graph
from attrib.nn.encoder.quiet_openvino import ov
from attrib.nn.encoder.stack import Engine, Stack

_MASKED = -1e9  # added to the score of what is not there


def make_engine(stack: Stack, wanted: tuple[int, ...], dtype: torch.dtype) -> Engine:
    """What runs a stack up to the last wanted layer, with as many threads as PyTorch has now.

    Raises ModelError where OpenVINO cannot.
    """
    options = {
        "INFERENCE_PRECISION_HINT": "bf16" if dtype == torch.bfloat16 else "f32",
        "INFERENCE_NUM_THREADS": torch.get_num_threads(),
        "NUM_STREAMS": 1,
        "ENABLE_CPU_PINNING": False,  # several processes would be pinned to the same processors
    }
    try:
        compiled = _core().compile_model(build_graph(stack, wanted), "CPU", options)
    except RuntimeError as error:
        reason = str(error).strip().splitlines()[-1]
        raise ModelError(f"OpenVINO cannot compute here ({reason}); set ATTRIB_ENGINE=torch to do without") from error
    return OpenvinoEngine(compiled, stack.distance_table())


class OpenvinoEngine:
    """A compiled stack; threads that use one wait for each other."""

    def __init__(self, compiled: ov.CompiledModel, distances: Tensor | None) -> None:
        self._request = compiled.create_infer_request()
        self._outputs = range(len(compiled.outputs))
        self._distances = distances
        self._lock = Lock()

    def __call__(self, states: Tensor, there: Tensor) -> list[Tensor]:
        """The states [B, L, D] after each wanted layer, in the number format of those before."""
        inputs = [states.float(), (~there[:, None, None, :]).float() * _MASKED]
        if self._distances is not None:
            inputs.append(distance_bias(self._distances, states.shape[1]).float())
        with self._lock:
            self._request.infer([each.numpy() for each in inputs], share_inputs=True)
            # What a request gives is overwritten by the next.
            return [self._given(output).to(states.dtype, copy=True) for output in self._outputs]

    def _given(self, output: int) -> Tensor:
        return torch.from_numpy(self._request.get_output_tensor(output).data)


@cache
def _core() -> ov.Core:
    return ov.Core()
