"""The confidence of a statement: from the network's own to the probability that the statement is right."""

import math

_LEAST = 1e-4  # minimum of a probability and of its complement, so that log odds stay finite


def log_odds(probability: float) -> float:
    bounded = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))


def calibrated(probability: float, scale: float, shift: float) -> float:
    """The probability with log odds of `scale` times the given probability's, plus `shift` (Platt 1999)."""
    if (scale, shift) == (1, 0):
        return probability
    return 1 / (1 + math.exp(-scale * log_odds(probability) - shift))
