"""What speaks for and against two texts making one claim: the words of both, and the figures of one alone."""

from attrib.claims.figures import figure_words
from attrib.claims.stems import stem
from attrib.english.stop_words import TOPIC_STOP_WORDS
from attrib.text.folding import fold


def shared_words(text: str, other: str) -> tuple[str, ...]:
    """The folded words of a text, without stop words, that another has too in any form; each once, in its order."""
    stems = {stem(word) for word in fold(other).split()}
    weighty = (word for word in fold(text).split() if word not in TOPIC_STOP_WORDS)
    words = (word for word in weighty if len(word) > 1 or word.isdigit())  # no "s" of a genitive
    return tuple(dict.fromkeys(word for word in words if stem(word) in stems))


def differing_figures(text: str, other: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The figures of a text that another does not name, and those that only the other names, as they are written."""
    here, there = figure_words(text), figure_words(other)
    return (
        tuple(words for value, words in here.items() if value not in there),
        tuple(words for value, words in there.items() if value not in here),
    )
