"""What the pointer learns from before the articles: labelled coreference, and sentences with sides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from attrib.data import Span, Spans
from attrib.english.pronouns import POSSESSIVES, PRONOUNS
from attrib.nn.pointer.placing import place
from attrib.nn.pointer.questions import Option, OptionKind, Question
from attrib.nn.pointer.reader import PointerReader
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.gap_gum import Anaphor, AnaphoraText, read_gap, read_gum
from attrib.training.corpora.litbank import read_litbank
from attrib.training.corpora.stance import read_directed, read_newsmtsc
from attrib.training.engine.task import Workplace
from attrib.training.linker.material import detected
from attrib.training.pointer.material import Asked, PointerWindow, place_example, read_layer, seen_answers
from attrib.training.pointer.recipe import PointerTraining
from attrib.training.pointer.stances import SideExample, by_text, sentence_sides

_MOST = 48  # mentions of a window that are asked about
_NAMES, _SINGLE = 0.15, 0.3  # shares of the names, and of the mentions without another, that are asked about
_NEUTRAL = 0.2  # share of the sentences without a side that are read
_WEIGHT = 0.15  # of a mention, beside 1 of a statement
_PRONOUN = 3.0  # times that weighs a pronoun of GAP, of which a text has one

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as a detector takes it, with what is asked of it."""

    text: str
    coreference: AnaphoraText | None = None
    sides: Sequence[SideExample] = ()


def corpus_windows(recipe: PointerTraining, place: Workplace, detector: Detector) -> Iterator[PointerWindow]:
    """The windows of the corpora, of each the share of texts that the recipe names. Raises CorpusError."""
    random = np.random.default_rng((recipe.seed, 7))
    texts: list[_Text] = []
    if recipe.coreference:
        readers = (recipe.gum, read_gum), (recipe.litbank, read_litbank), (recipe.gap, read_gap)
        read = [text for path, reader in readers if path for text in reader(place.corpora / path)]
        texts += [_Text(text.text, text) for text in _drawn(read, recipe.coreference, random)]
    if recipe.sentences:
        sentences = [*read_directed(place.corpora / recipe.directed), *read_newsmtsc(place.corpora / recipe.newsmtsc)]
        grouped = by_text(sentence_sides(sentences))
        kept = [item for item in grouped if _takes_side(item[1]) or random.random() < _NEUTRAL]
        texts += [_Text(text, sides=sides) for text, sides in _drawn(kept, recipe.sentences, random)]
    for text, detection in detected(texts, "corpora", place, detector):
        layer = read_layer(detection.readers)
        if text.coreference is not None:
            yield from _coreference(text.coreference, layer, random)
        if text.sides:
            window = layer.windows[0]
            asked = (place_example(example, layer, window) for example in text.sides)
            yield PointerWindow(layer.states[: window[1]].clone(), (), tuple(one for one in asked if one.classes))


def _takes_side(examples: Sequence[SideExample]) -> bool:
    return any(side > 0 for example in examples for side in example.classes)


def _drawn(items: Sequence[Item], share: float, random: np.random.Generator) -> list[Item]:
    chosen = sorted(random.permutation(len(items))[: round(share * len(items))].tolist())
    return [items[at] for at in chosen]


def _coreference(text: AnaphoraText, layer: PointerReader, random: np.random.Generator) -> Iterator[PointerWindow]:
    asked = [_gap(anaphor) for anaphor in text.anaphors] + _clusters(text, random)
    for window in layer.windows:
        found = []
        for question, right, weight in asked:
            placed = place(question, layer.offsets, window)
            seen = seen_answers(placed, right)
            if placed.source is not None and any(seen):
                found.append(Asked(placed, seen, weight))
        if len(found) > _MOST:
            found = _drawn(found, _MOST / len(found), random)
        if found:
            yield PointerWindow(layer.states[window[0] : window[1]].clone(), tuple(found))


_Labelled = tuple[Question, tuple[bool, ...], float]
_ALONE = (Option(OptionKind.ITSELF), Option(OptionKind.NOBODY))


def _gap(anaphor: Anaphor) -> _Labelled:
    """A pronoun and two names; where it means neither, it stands for somebody of its own."""
    named = [*anaphor.right, *anaphor.wrong]
    options = *(Option(OptionKind.ENTITY, (span,)) for span in named), *_ALONE
    right = *(span in anaphor.right for span in named), not anaphor.right, False
    return _question(anaphor.span, "pronoun", options), right, _WEIGHT * _PRONOUN


def _clusters(text: AnaphoraText, random: np.random.Generator) -> list[_Labelled]:
    """Each mention of a text asked about, with the other mentions of its cluster and of all others to choose from."""
    found: list[_Labelled] = []
    for number, cluster in enumerate(text.clusters):
        alone = len(cluster.spans) == 1
        for span in cluster.spans:
            form = _form(span.of(text.text))
            if (form == "name" and random.random() > _NAMES) or (alone and random.random() > _SINGLE):
                continue
            entities = [Option(OptionKind.ENTITY, _others(other.spans, span)) for other in text.clusters]
            right = *(at == number and not alone for at in range(len(entities))), alone, False
            found.append((_question(span, form, (*entities, *_ALONE)), right, _WEIGHT))
    return found


def _others(spans: Spans, span: Span) -> Spans:
    return tuple(other for other in spans if other != span)


def _form(words: str) -> str:
    if words.lower() in PRONOUNS | POSSESSIVES:
        return "pronoun"
    first = words.split()[0]
    return "name" if first[:1].isupper() and first.lower() not in {"the", "a", "an"} else "other"


def _question(span: Span, form: str, options: tuple[Option, ...]) -> Question:
    return Question(span, span, (), (span,), form, "", options)
