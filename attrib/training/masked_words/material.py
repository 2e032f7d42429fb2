"""What an adaptation of the encoder is made of: news texts in word pieces, with or without labels."""

from attrib.nn.encoder.tokens import TextEncoder
from attrib.training.attribution.batches import LabelledTokens
from attrib.training.corpora.polnear import LabelledText, read_polnear
from attrib.training.corpora.unlabelled import read_unlabelled
from attrib.training.corpora.weighted import weighted_articles
from attrib.training.engine.task import Workplace
from attrib.training.masked_words.recipe import MaskedWordsTraining


def read_texts(recipe: MaskedWordsTraining, encoder: TextEncoder, place: Workplace) -> list[LabelledTokens]:
    """The texts of an epoch, each as often as its weight says, and encoded once however often it stands there.

    Raises SettingsError where recipe and folders disagree, CorpusError for what cannot be read.
    """
    texts: list[LabelledText] = list(read_polnear(place.corpora / recipe.polnear)) * recipe.polnear_weight
    texts += weighted_articles(place.articles, recipe.articles_weight, recipe.articles)
    texts += read_unlabelled(place.corpora, recipe.unlabelled, recipe.unlabelled_texts, recipe.seed)
    distinct = list(dict.fromkeys(text.text for text in texts))
    encoded = dict(zip(distinct, encoder.encode(distinct), strict=True))
    return [LabelledTokens(encoded[text.text], (), frozenset(), None) for text in texts]
