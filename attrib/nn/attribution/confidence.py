"""The confidence of a statement: from the network's own to the chance that the statement is right."""

import math

_LEAST = 1e-4  # of a probability and of its complement, so that log odds stay finite


def log_odds(probability: float) -> float:
    bounded = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))


def calibrated(probability: float, scale: float, shift: float) -> float:
    """The probability whose log odds are `scale` times those of the given one, and `shift` more (Platt 1999)."""
    if (scale, shift) == (1, 0):
        return probability
    return 1 / (1 + math.exp(-scale * log_odds(probability) - shift))
