"""The processor's measured peak: a matrix product of 2048 x 2048 in single precision and bfloat16."""

import os
import time
from collections.abc import Iterator

import torch

_SIZE = 2048
_REPEATS = 5


def measure() -> Iterator[str]:
    """Billions of floating-point operations a second, the best of several products."""
    yield f"{os.cpu_count()} processors, torch {torch.__version__} with {torch.get_num_threads()} threads"
    for dtype in (torch.float32, torch.bfloat16):
        left = torch.randn(_SIZE, _SIZE).to(dtype)
        best = min(_seconds(left) for _ in range(_REPEATS))
        yield f"matrix product in {str(dtype).removeprefix('torch.')}: {2 * _SIZE**3 / best / 1e9:,.0f} GFLOP/s"


def _seconds(matrix: torch.Tensor) -> float:
    started = time.perf_counter()
    torch.mm(matrix, matrix)
    return time.perf_counter() - started
