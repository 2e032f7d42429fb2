"""Features of a statement and a candidate: names with numbers, and how distances are told."""

Features = dict[str, float]
DISTANCE = "_distance"
"""The key of a candidate's distance in characters while candidates are compared; no feature itself."""


def bucket(number: int) -> str:
    """A distance as a word: each number up to 3, then up to 5, 8, 14, and further."""
    for most in (-1, 0, 1, 2, 3, 5, 8, 14):
        if number <= most:
            return str(most)
    return "far"
