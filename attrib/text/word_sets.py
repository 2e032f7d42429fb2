"""Tables of words, written as prose."""


def word_set(*lines: str) -> frozenset[str]:
    """The words of some lines, parted by white space; an underscore stands for a space inside an entry."""
    return frozenset(word.replace("_", " ") for line in lines for word in line.split())
