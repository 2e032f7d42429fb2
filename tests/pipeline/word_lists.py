"""Classes of words from word lists, in place of a model's: for tests of what reads them."""

from collections.abc import Sequence

from attrib.data import Span
from attrib.english.word_classes import WordClass
from attrib.pipeline.readers import TextReaders
from attrib.text.word_sets import word_set

_LISTS = {
    WordClass.DETERMINER: word_set("the a an his her their this these those any"),
    WordClass.PREPOSITION: word_set("of on for against with by in at from about after that"),
    WordClass.TO: word_set("to"),
    WordClass.PRONOUN: word_set("he she it they who him them"),
    WordClass.CONJUNCTION: word_set("and but or"),
    WordClass.GENITIVE: word_set("'s ’s"),
    WordClass.ADVERB: word_set("not never later"),
    WordClass.BASE_VERB: word_set("raise scrap lift stay accept"),
    WordClass.FINITE_VERB: word_set("was were is had has would will must said says failed wants supports resigned"),
    WordClass.PARTICIPLE: word_set("been imposed misled lied failed"),
    WordClass.ING_FORM: word_set("lifting lying"),
    WordClass.ADJECTIVE: word_set("military new elderly wrong good prime big"),
    WordClass.PLURAL_NOUN: word_set("fees taxes talks proposals plans weapons raids quotas people voters critics"),
}


class WordLists:
    """Reads the words of one text; capitals are proper nouns, marks OTHER, and all that no list has a noun."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, spans: Sequence[Span]) -> tuple[WordClass, ...]:
        return tuple(word_class(span.of(self.text)) for span in spans)


def word_class(word: str) -> WordClass:
    for kind, words in _LISTS.items():
        if word.lower() in words:
            return kind
    if not word[0].isalnum():
        return WordClass.OTHER
    if word[0].isdigit():
        return WordClass.NUMBER
    return WordClass.PROPER_NOUN if word[0].isupper() else WordClass.NOUN


def reading(text: str) -> TextReaders:
    return TextReaders(word_classes=WordLists(text))
