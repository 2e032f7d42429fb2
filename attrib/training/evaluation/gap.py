"""How often the pipeline gives the right name to a pronoun: F1 on GAP, for each gender and their ratio."""

from collections.abc import Mapping, Sequence

from attrib.data import Span
from attrib.english.gender import Gender
from attrib.english.pronouns import pronoun_gender
from attrib.pipeline.detection.detector import Detector
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import annotate
from attrib.pipeline.speakers.history import SpeakerHistory
from attrib.pipeline.speakers.rules.pronouns import antecedent, probabilities
from attrib.training.corpora.gap_gum import Anaphor, AnaphoraText
from attrib.training.evaluation.metrics import Score

_GROUP = 100
_LEAST = 0.1  # of probability that a name needs though others may be likelier
MASCULINE, FEMININE, TWO, FREE = "masculine", "feminine", "of two names", "of everybody"


def score_gap(detector: Detector, texts: Sequence[AnaphoraText]) -> list[dict[str, Score]]:
    """Each passage's scores by name: of GAP's own task, to say which of two names given, if any, a pronoun means, over
    all and by the pronoun's gender; and of the pipeline's choice among everybody it sees in the passage.
    """
    scores = []
    for start in range(0, len(texts), _GROUP):
        group = texts[start : start + _GROUP]
        for text, found in zip(group, detector.detect([text.text for text in group]), strict=True):
            doc = annotate(text.text, text.mentions(found.mentions), found.readers)
            for anaphor in text.anaphors:
                word = anaphor.span.of(text.text).lower()
                referent = antecedent(doc, SpeakerHistory(), word, anaphor.span.start)
                free = _score(anaphor, referent.entity if referent else None)
                likely = probabilities(doc, word, anaphor.span.start)
                task = _score(anaphor, _of_two(anaphor, likely)) if likely else free
                own, other = (FEMININE, MASCULINE) if pronoun_gender(word) is Gender.FEMALE else (MASCULINE, FEMININE)
                scores.append({TWO: task, own: task, other: Score(), FREE: free})
    return scores


def bias(scores: Sequence[dict[str, Score]]) -> float:
    """F1 on feminine pronouns over F1 on masculine ones, as GAP defines it; 0 where the latter have nothing right."""
    masculine, feminine = (sum((item[name] for item in scores), Score()).f1 for name in (MASCULINE, FEMININE))
    return feminine / masculine if masculine else 0.0


def _of_two(anaphor: Anaphor, likely: Mapping[Entity, float]) -> Entity | None:
    """The likelier of the two names given; neither where both are far behind others."""
    named = [entity for entity in likely if _taken(anaphor, entity)]
    best = max(named, key=lambda entity: likely[entity], default=None)
    return best if best is not None and likely[best] > _LEAST else None


def _taken(anaphor: Anaphor, entity: Entity) -> set[Span]:
    """The names given that an entity bears."""
    return {
        span for span in (*anaphor.right, *anaphor.wrong) if any(span.overlaps(mention) for mention in entity.mentions)
    }


def _score(anaphor: Anaphor, chosen: Entity | None) -> Score:
    taken = set() if chosen is None else _taken(anaphor, chosen)
    right = sum(span in taken for span in anaphor.right)
    return Score(right, len(taken), right, len(anaphor.right))
