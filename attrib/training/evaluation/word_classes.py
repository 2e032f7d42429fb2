"""How often the head for word classes agrees with CoreNLP's tags."""

from collections.abc import Sequence

from attrib.english.word_classes import WordClass
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.word_classes import TaggedText
from attrib.training.evaluation.metrics import Score

ALL, WORDS = "all", "words"
_GROUP = 60


def score_word_classes(detector: Detector, texts: Sequence[TaggedText]) -> list[dict[str, Score]]:
    """Each text's scores: of all words and marks, of words alone, and of each class. Of the first two F1 is accuracy.

    Raises TypeError where the detector has no head for word classes.
    """
    scores = []
    for start in range(0, len(texts), _GROUP):
        group = texts[start : start + _GROUP]
        for text, found in zip(group, detector.detect([text.text for text in group]), strict=True):
            if found.readers.word_classes is None:
                raise TypeError("the detector has no head for word classes")
            scores.append(_scores(text, found.readers.word_classes.read(text.words)))
    return scores


def _scores(text: TaggedText, told: Sequence[WordClass]) -> dict[str, Score]:
    pairs = list(zip(told, text.classes, strict=True))
    words = [pair for span, pair in zip(text.words, pairs, strict=True) if text.text[span.start].isalnum()]
    scores = {ALL: _agreement(pairs), WORDS: _agreement(words)}
    for kind in WordClass:
        right = sum(one == other == kind for one, other in pairs)
        predicted, labelled = sum(one == kind for one, _ in pairs), sum(other == kind for _, other in pairs)
        scores[str(kind)] = Score(right, predicted, right, labelled)
    return scores


def _agreement(pairs: Sequence[tuple[WordClass, WordClass]]) -> Score:
    right = sum(one == other for one, other in pairs)
    return Score(right, len(pairs), right, len(pairs))
