"""The words that two statements share, and whether one of the two denies what they say."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from attrib.claims.aligning import denies, words_in
from attrib.claims.utterance import MOST_WORDS, Utterance, sentences_of
from attrib.data import Assertion

_RUN = 3  # words of a run that counts as shared; fewer are the same by chance
_FEWEST = 5  # words of such runs that have to be shared for the part to be told
Word = tuple[str, str]  # as written, and folded


def denied_alike(first: Utterance, second: Utterance) -> bool | None:
    """Whether the words that two statements share are negated in both or in neither; None where they share too few.

    A negation counts in a sentence that has some of the shared words, up to the last of them: "They lost the vote,
    and nobody cares" affirms "they lost the vote", "I never said that they lost the vote" does not.
    """
    sides = [[*_sentences(each.text)] for each in (first, second)]
    words = [[folded for sentence in side for _, folded in sentence] for side in sides]
    blocks = SequenceMatcher(None, words[0], words[1], autojunk=False).get_matching_blocks()
    runs = [(one, other, size) for one, other, size in blocks if size >= _RUN]
    if sum(size for *_, size in runs) < _FEWEST:
        return None
    counts = []
    for place, (each, side) in enumerate(zip((first, second), sides, strict=True)):
        shared = {run[place] + at for run in runs for at in range(run[2])}
        counts.append(_denials(side, shared) + (each.assertion is Assertion.DENIED))
    return counts[0] % 2 == counts[1] % 2


def _sentences(text: str) -> Iterator[list[Word]]:
    left = MOST_WORDS
    for sentence in sentences_of(text):
        words = [(sentence[start:end], folded) for start, end, folded in words_in(sentence)[:left]]
        left -= len(words)
        yield words


def _denials(sentences: Sequence[Sequence[Word]], shared: set[int]) -> int:
    """How often the sentences deny before the last of their shared words, which are given by place in the whole."""
    start, found = 0, 0
    for sentence in sentences:
        last = max((at for at in range(len(sentence)) if start + at in shared), default=-1)
        found += sum(denies(written) for written, _ in sentence[: last + 1])
        start += len(sentence)
    return found
