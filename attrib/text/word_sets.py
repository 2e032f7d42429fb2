"""Small sets of words, written as a line of prose beside the rule that reads them."""


def word_set(*lines: str) -> frozenset[str]:
    """The words of some lines; an underscore stands for a space inside an entry: "prime_minister"."""
    return frozenset(word.replace("_", " ") for line in lines for word in line.split())
