"""The keys by which names of different texts are compared.

They stand apart from `names`, whose list of given names takes longer to read than a search by name takes.
"""

import re

from attrib.english.function_words import ARTICLES
from attrib.english.lexicon import lexicon
from attrib.english.titles import KEY_SUFFIXES, KEY_TITLES
from attrib.text.folding import fold_name

PARTICLES = lexicon().words("name_particles")
_INITIALS = re.compile(r"(?<=\b[^\W\d_]) (?=[^\W\d_] )")  # between two single letters before a word


def person_key(name: str) -> str:
    """A person's name as texts are compared: folded, without titles and suffixes, initials as one word.

    Example: "Dr. J. K. Rowling" is "jk rowling". Not: "Mr" alone, which stays "mr". Databases hold these keys, so a
    change of this rule needs a step of the schema that makes them anew.
    """
    words = fold_name(name).split()
    last = len(words)
    while last > 1 and words[last - 1] in KEY_SUFFIXES:
        last -= 1
    first = 0
    while first < last - 1 and words[first] in KEY_TITLES:
        first += 1
    return _INITIALS.sub("", " ".join(words[first:last]))


def body_key(name: str) -> str:
    """The name of anybody but a person as texts are compared: folded, without articles in front.

    Example: "The Bank of England" is "bank of england". Not: "The", which stays "the". Databases hold these keys too.
    """
    words = fold_name(name).split()
    while len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words)
