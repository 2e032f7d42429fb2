"""Runs stacks of layers with OpenVINO, on the processor.

Graphs are made in memory from the weights that PyTorch has loaded, which takes a tenth of a second a model: less than
reading a compiled one from a cache, which nothing then has to keep true to weights and versions.
"""

from collections.abc import Sequence
from functools import cache
from threading import Lock

import numpy as np
import torch
from torch import Tensor

from attrib.errors import ModelError
from attrib.memory import ask_for_large_blocks
from attrib.nn.encoder.distances import distance_bias
from attrib.nn.encoder.openvino_graph import GraphBuilder, shared
from attrib.nn.encoder.quiet_openvino import ov
from attrib.nn.encoder.stack import Engine, Stack

MOST_PIECES = 512
"""Word pieces that go through a graph together, unless a row has more: as fast as 6,144, in less memory."""
KERNELS = 16
"""Kernels that OpenVINO keeps, each for one shape. Of its own 5,000 most are never used again: a process that read
1,200 articles had 1.73 GB at most and went on growing; with 16 it has 1.29 and has stopped, in 1.01 of the time."""
_MASKED = -1e9  # added to the score of what is not there


def make_engine(stack: Stack, wanted: tuple[int, ...], dtype: torch.dtype) -> Engine:
    """What runs a stack up to the last wanted layer, with as many threads as PyTorch has now.

    Raises ModelError where OpenVINO cannot.
    """
    options = {
        "INFERENCE_PRECISION_HINT": "bf16" if dtype == torch.bfloat16 else "f32",
        "INFERENCE_NUM_THREADS": torch.get_num_threads(),
        "NUM_STREAMS": 1,
        "CPU_RUNTIME_CACHE_CAPACITY": KERNELS,
        "ENABLE_CPU_PINNING": False,  # several processes would be pinned to the same processors
    }
    ask_for_large_blocks()
    builder = GraphBuilder(dtype)
    try:
        compiled = _core().compile_model(builder.build(stack, wanted), "CPU", options)
    except RuntimeError as error:
        reason = str(error).strip().splitlines()[-1]
        raise ModelError(f"OpenVINO cannot compute here ({reason}); set ATTRIB_ENGINE=torch to do without") from error
    return OpenvinoEngine(compiled, builder.held, stack.distance_table(), dtype)


class OpenvinoEngine:
    """A compiled stack; threads that use one wait for each other."""

    def __init__(
        self, compiled: ov.CompiledModel, held: Sequence[Tensor], distances: Tensor | None, dtype: torch.dtype
    ) -> None:
        """`held` are the weights that it shares, `distances` the table of its bias, `dtype` its number format."""
        self._request = compiled.create_infer_request()
        self._outputs = range(len(compiled.outputs))
        self._held = held
        self._distances = distances
        self._dtype = dtype
        self._lock = Lock()

    def __call__(self, states: Tensor, there: Tensor) -> list[Tensor]:
        """The states [B, L, D] after each wanted layer, in the number format of those before."""
        found = [torch.empty_like(states) for _ in self._outputs]
        rows = max(1, MOST_PIECES // states.shape[1])
        with self._lock:
            for some in (slice(start, start + rows) for start in range(0, len(states), rows)):
                self._run(states[some], there[some])
                for output in self._outputs:
                    found[output][some] = self._given(output)  # a copy: what a request gives is overwritten by the next
        return found

    def _run(self, states: Tensor, there: Tensor) -> None:
        inputs = [states, (~there[:, None, None, :]).float() * _MASKED]
        if self._distances is not None:
            inputs.append(distance_bias(self._distances, states.shape[1]))
        inputs = [each.to(self._dtype).contiguous() for each in inputs]
        self._request.infer([shared(each) for each in inputs])

    def _given(self, output: int) -> Tensor:
        values = self._request.get_output_tensor(output).data
        if self._dtype != torch.bfloat16:
            return torch.from_numpy(values)
        return torch.from_numpy(values.view(np.int16)).view(torch.bfloat16)


@cache
def _core() -> ov.Core:
    return ov.Core()
