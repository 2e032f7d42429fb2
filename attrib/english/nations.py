"""Countries and parties: the words that say whom a speaker belongs to."""

import re

from attrib.english.lexicon import lexicon
from attrib.text.word_sets import word_set

# "iraqi" to "Iraq"; the keys are in lower case, the countries as news writes them.
COUNTRY_OF = lexicon().pairs("country_adjectives")
COUNTRIES = frozenset(COUNTRY_OF.values()) | lexicon().spellings("country_names")
# Words that stand before a person's name and say the party: "Tory Jane Doe", "Republican John Roe".
PARTY_ADJECTIVES = lexicon().words("party_adjectives")
lexicon().disjoint("country_adjectives", "party_adjectives")  # a word tells a country or a party
# Words that name a party, or its people, when they stand alone.
PARTY_NAMES = lexicon().words("party_names")
_PARTY_OF = lexicon().pairs("party_words")
_PARTY_WORDS = frozenset({"party", "the", "of", "government", "and"})  # which two names of one party need not share
_PARTY_NAMED = lexicon().pairs("party_forms")
_STATE_ORGANS = word_set("army authority department embassy intelligence military ministry navy parliament police")
_GENITIVE = re.compile(r"['’]s\b")
_OWN_NAMES = lexicon().pairs("body_aliases")


def party_name(word: str) -> str | None:
    """The party of an adjective, a noun for members or a letter behind a name; None for any other word.

    Example: "Tory" is the Conservative Party, "R" the Republicans. Not: "fellow", "government".
    """
    return _PARTY_NAMED.get(" ".join(word.lower().split()))


def state_of(name: str) -> str | None:
    """The country whose organ a body is by its own name; None for other bodies.

    Example: "the Iraqi military", "Egyptian Ministry of Finance", "U.S. State Department". Not: "Egyptian Association",
    "American Airlines", "the U.S. government", which is the country. Of 17 such organs in labelled articles 14 are said
    to be their country's.
    """
    words = _GENITIVE.sub("", name).removeprefix("the ").split()
    if not {word.lower() for word in words[1:]} & _STATE_ORGANS:
        return None
    first, second = words[:2]
    for country in (f"{first} {COUNTRY_OF.get(second.lower(), second)}", COUNTRY_OF.get(first.lower(), first)):
        if country in COUNTRIES:  # "South Korean" before "Korean"
            return country
    return None


def is_same_body(name: str, other: str) -> bool:
    """Whether two names mean one country, party or government, whoever uses them.

    Example: "Islamic Emirate" and "Taliban". Not: "Iraq" and "Iran".
    """
    first, second = (_OWN_NAMES.get(" ".join(item.lower().split()), item) for item in (name, other))
    return allegiance(first) == allegiance(second)


def allegiance(name: str) -> frozenset[str]:
    """The words by which names of a country or party are compared: "Tory" and "Conservative Party" share one."""
    words = [word.strip(".,").lower() for word in name.replace("'s", "").replace("’s", "").split()]
    plain = {COUNTRY_OF.get(word, _PARTY_OF.get(word, word)).lower() for word in words}
    return frozenset(word if word.endswith("ss") else word.removesuffix("s") for word in plain) - _PARTY_WORDS
