"""How often the pipeline gives the right name to a pronoun: F1 on GAP, for each gender and their ratio."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from attrib.data import Span
from attrib.metrics import Score
from attrib.pipeline.antecedents import antecedent
from attrib.pipeline.cast import Entity
from attrib.pipeline.detect import Detector
from attrib.pipeline.scene import lay_out
from attrib.pipeline.voices import Memory
from attrib.text.words import word_set
from attrib.training.anaphora import Anaphor, AnaphoraText

_GROUP = 100
_FEMININE = word_set("she her hers herself")


@dataclass(frozen=True, slots=True)
class GapScores:
    """Scores of names taken for a pronoun's antecedent, over all passages and by the pronoun's gender."""

    masculine: list[Score] = field(default_factory=list)
    feminine: list[Score] = field(default_factory=list)

    @property
    def bias(self) -> float:
        """F1 on feminine pronouns over F1 on masculine ones, as GAP defines it; 0 where either has nothing right."""
        masculine, feminine = sum(self.masculine, Score()).f1, sum(self.feminine, Score()).f1
        return feminine / masculine if masculine else 0.0


def score_gap(detector: Detector, texts: Sequence[AnaphoraText]) -> GapScores:
    """Each passage's score: of the two names given, which the pipeline takes the pronoun for, against the labels."""
    scores = GapScores()
    for start in range(0, len(texts), _GROUP):
        group = texts[start : start + _GROUP]
        for text, found in zip(group, detector.detect([text.text for text in group]), strict=True):
            scene = lay_out(text.text, text.mentions(found.mentions), found.antecedents)
            for anaphor in text.anaphors:
                word = anaphor.span.of(text.text).lower()
                voice = antecedent(scene, Memory(), word, anaphor.span.start)
                score = _score(anaphor, voice.entity if voice else None)
                (scores.feminine if word in _FEMININE else scores.masculine).append(score)
    return scores


def _score(anaphor: Anaphor, chosen: Entity | None) -> Score:
    places: Sequence[Span] = () if chosen is None else chosen.mentions
    taken = {span for span in (*anaphor.right, *anaphor.wrong) if any(span.overlaps(place) for place in places)}
    right = sum(span in taken for span in anaphor.right)
    return Score(right, len(taken), right, len(anaphor.right))
