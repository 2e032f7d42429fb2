"""Words that tell whether what stands beside them was said: "denied", "asked whether", "refused to"."""

import re
from collections.abc import Iterator, Mapping, Sequence

from attrib.english.lexicon import lexicon
from attrib.text.word_sets import word_set

_TAGS = (
    *(
        "verb",
        "deny",
        "judge",
        "doubt",
        "ask",
        "wonder",
        "attitude",
        "withhold",
        "refuse",
        "ahead",
        "direct",
        "through",
        "say",
    ),
    *("past", "between"),
)
_WORDS = lexicon().tagged("speech_acts", _TAGS)
_VOWELS = frozenset("aeiou")
_DOUBLING = re.compile("[^aeiou][aeiou][^aeiouwxy]$")


def inflected(base: str) -> frozenset[str]:
    """The regular forms of a verb, the base among them; a final consonant behind a vowel may be doubled ("regretted").

    Example: "deny" gives "deny", "denies", "denied", "denying". Not: "said", which a list names by itself.
    """
    if base.endswith("e"):
        return frozenset({base, base + "s", base + "d", base[:-1] + "ing"})
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return frozenset({base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"})
    third = base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    stems = (base, base + base[-1]) if _DOUBLING.search(base) else (base,)
    return frozenset({base, third, *(stem + end for stem in stems for end in ("ed", "ing"))})


def _forms(entry: str, tags: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """The sequences of words that an entry means."""
    first, *rest = entry.split()
    for form in inflected(first) if "verb" in tags else (first,):
        yield (form, *rest)


def _by_form() -> Mapping[tuple[str, ...], frozenset[str]]:
    table: dict[tuple[str, ...], frozenset[str]] = {}
    for entry, tags in _WORDS.items():
        for form in _forms(entry, tags):
            table[form] = table.get(form, frozenset()) | tags
    return table


CLAIM_NOUNS = word_set(
    "accusation accusations allegation allegations argument arguments assertion assertions call calls charge charges",
    "claim claims complaint complaints criticism criticisms demand demands idea ideas notion notions report reports",
    "rumor rumors rumour rumours speculation suggestion suggestions",
)
"""Nouns for words of somebody that another may say no to."""

_BY_FORM = _by_form()
_BASES = frozenset(entry for entry, tags in _WORDS.items() if "verb" in tags)
_INFLECTED = ("ed", "ing", "s")


def acts(words: Sequence[str]) -> frozenset[str]:
    """What the first word of some, in lower case, tells, alone or with the word behind it: the tags of its entries.

    Example: "ruled", "out" are "deny" and "say". Not: "ruled" alone.
    """
    return _BY_FORM.get(tuple(words[:1]), frozenset()) | _BY_FORM.get(tuple(words[:2]), frozenset())


def is_base(word: str) -> bool:
    """Whether a word in lower case may be the base form of a verb, as it stands behind "to" or "would".

    Example: "say", "outline". Not: "said", "outlines", "outlined".
    """
    return word in _BASES or not (word.endswith(_INFLECTED) or "past" in _WORDS.get(word, frozenset()))
