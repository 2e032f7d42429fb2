"""What an epoch is made of: labelled texts in changing house styles, and texts that teachers have judged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from attrib.errors import SettingsError
from attrib.nn.encoder.tokens import EncodedText, TextEncoder
from attrib.training.attribution.augment import NamePool, restyle
from attrib.training.attribution.batches import LabelledTokens, label_tokens
from attrib.training.attribution.recipe import AttributionTraining
from attrib.training.attribution.teaching import TaughtText, teach
from attrib.training.corpora.names import held_out, read_names
from attrib.training.corpora.polnear import LabelledText, read_polnear
from attrib.training.corpora.unlabelled import read_unlabelled
from attrib.training.corpora.weighted import weighted_articles
from attrib.training.engine.task import Workplace


@dataclass(frozen=True, slots=True)
class Taught:
    """A text in its own style with what teachers think of it."""

    encoded: EncodedText
    answers: TaughtText


class TrainingMix:
    """The texts of a training; `draw` makes an epoch of them."""

    def __init__(
        self,
        recipe: AttributionTraining,
        encoder: TextEncoder,
        labelled: Sequence[LabelledText],
        taught: Sequence[Taught] = (),
        named: Sequence[LabelledText] = (),
    ) -> None:
        """`taught` holds first the labelled texts in order, if any, and then those without labels.

        `named` are texts of which names alone are labelled.
        """
        self.recipe, self.encoder, self.named = recipe, encoder, named
        one_row = recipe.role_rows == 1  # which holds no statement within another
        self.labelled = [replace(text, nested=False) for text in labelled] if one_row else labelled
        self.taught = taught[: len(labelled)]
        self.unlabelled = taught[len(labelled) :]
        self.names = NamePool.of(labelled)
        self.openings = annotator_pieces(encoder, labelled) if recipe.annotator_share else {}
        if recipe.read_as and recipe.read_as not in self.openings:
            raise SettingsError(f"read_as = {recipe.read_as!r} is none of those who labelled: {sorted(self.openings)}")

    def reading_piece(self) -> str:
        """The word piece that opens the texts that the network reads; "" for the tokenizer's own."""
        piece = self.openings.get(self.recipe.read_as)
        return "" if piece is None else str(self.encoder.tokenizer.id_to_token(piece))

    def draw(self, random: np.random.Generator) -> list[LabelledTokens]:
        """An epoch's texts: one annotator each, some in another house style, which the teachers have not seen."""
        annotators = [int(random.integers(len(text.annotations))) for text in self.labelled]
        restyled = [bool(random.random() < self.recipe.augment) for _ in self.labelled]
        texts = [
            restyle(text, self.names, random) if change else text
            for text, change in zip(self.labelled, restyled, strict=True)
        ]
        encoded = self.encoder.encode([text.text for text in texts])
        items = [label_tokens(*row) for row in zip(texts, encoded, annotators, strict=True)]
        if self.openings:
            told = random.random(len(items)) < self.recipe.annotator_share
            for index, (text, number) in enumerate(zip(texts, annotators, strict=True)):
                if told[index] and text.annotators:
                    items[index] = replace(items[index], opening=self.openings[text.annotators[number]])
        for index, taught in enumerate(self.taught):
            if not restyled[index]:
                items[index] = replace(items[index], taught=taught.answers, share=self.recipe.teacher_share)
        drawn = random.permutation(len(self.named))[: self.recipe.names_texts]
        named = [self.named[index] for index in sorted(drawn)]
        encoded = self.encoder.encode([text.text for text in named])
        items += [label_tokens(*row) for row in zip(named, encoded, strict=True)]
        return items + [
            LabelledTokens(taught.encoded, (), frozenset(), None, taught.answers, 1.0) for taught in self.unlabelled
        ]


def annotator_pieces(encoder: TextEncoder, texts: Sequence[LabelledText]) -> dict[str, int]:
    """For every annotator one of the word pieces that BERT's vocabulary keeps free.

    At the place of the piece that opens each text it tells the network who labelled it, without a weight of its own.
    Raises SettingsError where the tokenizer has none.
    """
    names = sorted({name for text in texts for name in text.annotators})
    found = {name: encoder.tokenizer.token_to_id(f"[unused{number}]") for number, name in enumerate(names, 1)}
    pieces = {name: piece for name, piece in found.items() if piece is not None}
    if len(pieces) < len(names):
        raise SettingsError(
            f"annotator_share needs [unused1] to [unused{len(names)}] among the base's word pieces, one for each of "
            f"{', '.join(names)}; leave it out, or choose a base of BERT's vocabulary"
        )
    return pieces


def read_mix(recipe: AttributionTraining, encoder: TextEncoder, place: Workplace) -> TrainingMix:
    """Read the texts that a recipe names, and ask its teachers about them.

    Raises SettingsError where recipe and folders disagree and CorpusError for what cannot be read.
    """
    labelled = _labelled_texts(recipe, place)
    named = _named_texts(recipe, place)
    if not recipe.teachers:
        return TrainingMix(recipe, encoder, labelled, named=named)
    unlabelled = read_unlabelled(
        place.corpora, recipe.unlabelled, recipe.unlabelled_texts, recipe.head_seed, recipe.unlabelled_without
    )
    texts = [text.text for text in (*labelled, *unlabelled)]
    encoded = encoder.encode(texts)
    answers = teach(recipe.teachers, encoder, texts, encoded, place)
    return TrainingMix(recipe, encoder, labelled, [Taught(*row) for row in zip(encoded, answers, strict=True)], named)


def _labelled_texts(recipe: AttributionTraining, place: Workplace) -> list[LabelledText]:
    silver = place.corpora / recipe.silver / "train.jsonl.gz" if recipe.silver else None
    texts: list[LabelledText] = read_polnear(place.corpora / recipe.polnear / "train", silver)
    return texts + weighted_articles(place.articles, recipe.articles_weight, recipe.articles)


def _named_texts(recipe: AttributionTraining, place: Workplace) -> list[LabelledText]:
    if not recipe.names_texts:
        return []
    return [text for text in read_names(place.corpora / recipe.names / "train.tsv") if not held_out(text.name)]
