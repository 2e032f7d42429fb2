"""Vectors of what statements mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """Sentence vectors by statement id, and the id of their encoder."""

    encoder: str
    vectors: Mapping[str, "NDArray[np.float32]"]
