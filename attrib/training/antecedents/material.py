"""What the antecedent head learns from: GAP, GUM, LitBank and PolNeAR, weighed as a recipe says."""

from dataclasses import replace

from attrib.pipeline.detection.detector import Detector
from attrib.pipeline.speakers.coreference.words import Word
from attrib.training.antecedents.examples import Example, examples
from attrib.training.antecedents.recipe import AntecedentTraining
from attrib.training.corpora.gap_gum import AnaphoraText, read_gap, read_gum, read_silver_coreference
from attrib.training.corpora.litbank import read_litbank
from attrib.training.corpora.polnear import read_text
from attrib.training.engine.task import Workplace

_MASCULINE = frozenset({Word.HE, Word.HIS, Word.HIM})


def read_examples(recipe: AntecedentTraining, place: Workplace, detector: Detector) -> list[Example]:
    """The examples of all corpora that the recipe gives a weight. Raises CorpusError where one is missing."""
    texts: list[tuple[list[AnaphoraText], float]] = []
    if recipe.gap_weight:
        texts.append((read_gap(place.corpora / recipe.gap), recipe.gap_weight))
    if recipe.gum_weight:
        texts.append((read_gum(place.corpora / recipe.gum), recipe.gum_weight))
    if recipe.litbank_weight:
        texts.append((read_litbank(place.corpora / recipe.litbank), recipe.litbank_weight))
    if recipe.silver_weight:
        texts.append((_silver(recipe, place), recipe.silver_weight))
    tell = place.counter("reading", "text", sum(len(some) for some, _ in texts))
    found = [item for some, weight in texts for item in examples(detector, some, weight, tell)]
    return [_weighed(item, recipe) for item in found]


def _weighed(item: Example, recipe: AntecedentTraining) -> Example:
    word = Word(int(item.features[0, 0]))
    if word in _MASCULINE:
        return replace(item, weight=item.weight * recipe.masculine_weight)
    return item if word is not Word.NONE else replace(item, weight=item.weight * recipe.description_weight)


def _silver(recipe: AntecedentTraining, place: Workplace) -> list[AnaphoraText]:
    paths = sorted((place.corpora / recipe.polnear / "text").glob("*.txt"))[: recipe.silver_texts]
    return read_silver_coreference(place.corpora / recipe.silver, {path.stem: read_text(path) for path in paths})
