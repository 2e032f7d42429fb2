"""Closed-class words that are no pronouns: articles, auxiliaries, prepositions, conjunctions, negatives, genitives.

A rule that needs fewer than a class holds takes them out by name, and says why: `PREPOSITIONS - {"than"}`.
"""

from attrib.english.lexicon import having, lexicon
from attrib.english.pronouns import DEMONSTRATIVES, POSSESSIVES

_CLASSES = (
    *("article", "number", "be", "have", "do", "modal", "get", "preposition", "coordinating"),
    *("subordinating", "genitive", "small", "negative"),
)
_WORDS = lexicon().tagged("function_words", _CLASSES)

ARTICLES = having(_WORDS, "article")
INDEFINITE_ARTICLES = ARTICLES - {"the"}
NUMBERS = having(_WORDS, "number")  # "one" to "ten"
# What makes a noun phrase definite: "the minister", "their minister", "this minister", not "a minister".
DEFINITE = {"the"} | POSSESSIVES | DEMONSTRATIVES
DETERMINERS = DEFINITE | INDEFINITE_ARTICLES

BE = having(_WORDS, "be")
GET = having(_WORDS, "get")  # which makes a passive as "be" does: "got elected"
HAVE = having(_WORDS, "have")
DO = having(_WORDS, "do")
MODALS = having(_WORDS, "modal")

PREPOSITIONS = having(_WORDS, "preposition")
CONJUNCTIONS = having(_WORDS, "coordinating", "subordinating")
SUBORDINATING = having(_WORDS, "subordinating")
NEGATIVES = having(_WORDS, "negative")  # "not", "never"; "n't" is part of its auxiliary's token
GENITIVES = having(_WORDS, "genitive")  # the tokens that end an owner's name: "Apple 's", "the workers '"
SMALL_WORDS = having(_WORDS, "small")  # which an acronym leaves out: the "MoD" keeps one, the "EU" has none
