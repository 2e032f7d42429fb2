"""What the antecedent head learns from: pronouns of GAP, GUM and PolNeAR, weighed as a recipe says."""

from dataclasses import replace

from attrib.pipeline.detection.detector import Detector
from attrib.training.antecedents.examples import Example, examples
from attrib.training.antecedents.recipe import AntecedentTraining
from attrib.training.corpora.gap_gum import AnaphoraText, read_gap, read_gum, read_silver_coreference
from attrib.training.corpora.polnear import read_text
from attrib.training.engine.task import Workplace

_FEMININE_WORDS = 3  # the first value of the feature "word" that is no masculine pronoun


def read_examples(recipe: AntecedentTraining, place: Workplace, detector: Detector) -> list[Example]:
    """The examples of all corpora that the recipe gives a weight. Raises CorpusError where one is missing."""
    texts: list[tuple[list[AnaphoraText], float]] = []
    if recipe.gap_weight:
        texts.append((read_gap(place.corpora / recipe.gap), recipe.gap_weight))
    if recipe.gum_weight:
        texts.append((read_gum(place.corpora / recipe.gum), recipe.gum_weight))
    if recipe.silver_weight:
        texts.append((_silver(recipe, place), recipe.silver_weight))
    tell = place.counter("reading", "text", sum(len(some) for some, _ in texts))
    found = [item for some, weight in texts for item in examples(detector, some, weight, tell)]
    return [_weighed(item, recipe.masculine_weight) for item in found]


def _weighed(item: Example, masculine: float) -> Example:
    return replace(item, weight=item.weight * masculine) if int(item.features[0, 0]) < _FEMININE_WORDS else item


def _silver(recipe: AntecedentTraining, place: Workplace) -> list[AnaphoraText]:
    paths = sorted((place.corpora / recipe.polnear / "text").glob("*.txt"))[: recipe.silver_texts]
    return read_silver_coreference(place.corpora / recipe.silver, {path.stem: read_text(path) for path in paths})
