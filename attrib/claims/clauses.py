"""Whether words are a sentence or a clause, which claims something, or only name a topic."""

from functools import lru_cache

from attrib.claims.utterance import denials
from attrib.english.function_words import BE, DO, HAVE, MODALS
from attrib.english.pronouns import having
from attrib.text.folding import fold

_VERBS = BE | HAVE | DO | MODALS
_SUBJECTS = having(kind="personal", case="subject")
_PARTICIPLE = 5  # letters of the shortest word with -ed that counts as a verb


@lru_cache(maxsize=1 << 14)
def is_sentence(text: str) -> bool:
    """Whether words are a sentence or a clause, and not the name of a topic ("the Affordable Care Act").

    Told by forms of to be, to have and to do, modals, subject pronouns, "n't" and participles, without a parser.
    """
    if text.startswith("that ") or denials(text):
        return True
    return any(word in _VERBS or word in _SUBJECTS or _is_participle(word) for word in fold(text).split())


def _is_participle(word: str) -> bool:
    return len(word) >= _PARTICIPLE and word.endswith("ed")
