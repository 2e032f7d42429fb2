"""Texts with word classes: CoreNLP tags of PolNeAR in attrib's own classes."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from attrib.data import Span, Spans
from attrib.english.word_classes import WordClass
from attrib.text.sentences import sentences
from attrib.text.tokens import tokens
from attrib.training.corpora.polnear import SilverToken, read_silver_tokens, read_text

_BY_TAG = {
    WordClass.PROPER_NOUN: "NNP NNPS",
    WordClass.NOUN: "NN",
    WordClass.PLURAL_NOUN: "NNS",
    WordClass.ADJECTIVE: "JJ JJR JJS",
    WordClass.ADVERB: "RB RBR RBS WRB",
    WordClass.ING_FORM: "VBG",
    WordClass.PARTICIPLE: "VBN",
    WordClass.BASE_VERB: "VB",
    WordClass.FINITE_VERB: "VBD VBP VBZ MD",
    WordClass.DETERMINER: "DT PDT WDT PRP$ WP$",
    WordClass.PRONOUN: "PRP WP EX",
    WordClass.PREPOSITION: "IN",
    WordClass.TO: "TO",
    WordClass.PARTICLE: "RP",
    WordClass.CONJUNCTION: "CC",
    WordClass.NUMBER: "CD $",
    WordClass.GENITIVE: "POS",
}

_CLASSES = {tag: kind for kind, tags in _BY_TAG.items() for tag in tags.split()}


def word_class(tag: str) -> WordClass:
    """The class of a tag of the Penn Treebank (Marcus et al. 1993); OTHER for a mark, a symbol or an unknown tag."""
    return _CLASSES.get(tag, WordClass.OTHER)


@dataclass(frozen=True, slots=True)
class TaggedText:
    """One text with the spans of its words and marks and the class of each."""

    name: str
    text: str
    words: Spans
    classes: tuple[WordClass, ...]


def read_tagged(silver: Path, split: Path, most: int | None = None) -> list[TaggedText]:
    """The first articles of a file of CoreNLP output, `most` of them, with the texts in the folder of their split.

    Raises CorpusError where the file has not that format or a text is missing.
    """
    rows = islice(read_silver_tokens(silver), most)
    return [tagged(name, read_text(split / "text" / f"{name}.txt"), found) for name, found in rows]


def tagged(name: str, text: str, silver: Sequence[SilverToken]) -> TaggedText:
    """The text with attrib's own words and marks, each of the class of CoreNLP's token in which it begins.

    So "isn't", two tokens to CoreNLP, is a finite verb. What begins in none of its tokens is left out.
    """
    ordered = sorted(silver)
    starts = [token.start for token in ordered]
    words, classes = [], []
    for word in tokens(text, [sentence.start for sentence in sentences(text)]):
        at = bisect_right(starts, word.start) - 1
        if at >= 0 and word.start < ordered[at].end:
            words.append(Span(word.start, word.end))
            classes.append(word_class(ordered[at].tag))
    return TaggedText(name, text, tuple(words), tuple(classes))
