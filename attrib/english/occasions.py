"""Nouns for events and for what words stand in, and verbs whose object is whom they are addressed to."""

from attrib.english.lexicon import lexicon
from attrib.english.roles import singular
from attrib.english.speech_acts import inflected

_OCCASIONS = lexicon().words("occasions")
TELLING = frozenset(form for verb in lexicon().words("telling_verbs") for form in inflected(verb)) | {"told"}
"""The forms of verbs of telling, in lower case."""


def is_occasion(word: str) -> bool:
    """Whether a lower-case noun names an event, or what words are spoken or written in. "statement" does."""
    return word in _OCCASIONS or singular(word) in _OCCASIONS or word.rsplit("-", 1)[-1] in _OCCASIONS
