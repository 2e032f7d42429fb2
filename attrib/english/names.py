"""Names of people and bodies taken apart and compared."""

import re
from dataclasses import dataclass

from attrib.english.function_words import SMALL_WORDS
from attrib.english.gender import Gender
from attrib.english.given_names import FEMALE_NAMES, MALE_NAMES
from attrib.english.lexicon import lexicon
from attrib.english.titles import FEMALE_TITLES, MALE_TITLES, NAME_SUFFIXES, NAME_TITLES, POSTNOMINALS, TITLES

PARTICLES = lexicon().words("name_particles")
_WORD = re.compile(r"[^\W_]+(?:['’.&-]+[^\W_]+)*")
_GENITIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts, each as the text writes it; `surname` includes its particles ("van der Berg")."""

    titles: tuple[str, ...]
    given: tuple[str, ...]
    surname: str
    suffix: str = ""

    @property
    def full(self) -> str:
        """The name without courtesy and office titles; one word alone keeps its title ("Mr Hale")."""
        kept = self.titles if not self.given else tuple(title for title in self.titles if _plain(title) in NAME_TITLES)
        return " ".join([*kept, *self.given, self.surname, *([self.suffix] if self.suffix else [])])

    @property
    def key(self) -> tuple[str, str]:
        """First given name and surname in lower case: what two forms of one name agree in."""
        return (_plain(self.given[0]) if self.given else "", self.surname.lower())

    @property
    def gender(self) -> Gender | None:
        """The gender that the titles or, failing them, the given name tell."""
        return gender_of(self.titles) or (gender_of((), self.given[0]) if self.given else None)


def person_name(name: str) -> PersonName:
    """A person's name taken apart; raises nothing, an empty name gives an empty surname."""
    words = _GENITIVE.sub("", name.strip()).replace(",", " ").split()
    titles: list[str] = []
    while len(words) > 1 and _plain(words[0]) in TITLES:
        titles.append(words.pop(0).rstrip("."))
    suffix = ""
    while len(words) > 1 and _plain(words[-1]) in POSTNOMINALS:
        last = words.pop()
        suffix = last if _plain(last) in NAME_SUFFIXES else suffix
    cut = max(len(words) - 1, 0)
    while cut > 1 and words[cut - 1].lower() in PARTICLES:
        cut -= 1
    if cut == 1 and words[0].islower() and words[0] in PARTICLES:
        cut = 0
    return PersonName(tuple(titles), tuple(words[:cut]), " ".join(words[cut:]), suffix)


def gender_of(titles: tuple[str, ...], given: str = "") -> Gender | None:
    """The gender that titles, or a given name, tell; None where they do not."""
    for word in (*map(_plain, titles), _plain(given)):
        if word in MALE_TITLES or word in MALE_NAMES:
            return Gender.MALE
        if word in FEMALE_TITLES or word in FEMALE_NAMES:
            return Gender.FEMALE
    return None


def name_key(name: str) -> str:
    """A name for comparison: lower case, without article, genitive, dots and punctuation."""
    words = _WORD.findall(_GENITIVE.sub("", name.strip().lower()).replace(".", ""))
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def initials(name: str) -> str:
    """The capital letters an acronym of the name would have, small words left out: "Ministry of Defence" gives "MD"."""
    return "".join(word[0] for word in _WORD.findall(name) if word.lower() not in SMALL_WORDS and word[0].isupper())


def acronyms_of(long: str) -> frozenset[str]:
    """What may abbreviate a name of several words, in lower case: its initials, or the first three or more of them."""
    words = [word for word in _WORD.findall(long) if word.lower() != "the"]
    if len(words) < 2:
        return frozenset()
    every, capitals = "".join(word[0] for word in words).lower(), initials(long).lower()
    return frozenset({every, capitals} | {capitals[:end] for end in range(3, len(capitals))})


def is_acronym_of(short: str, long: str) -> bool:
    """Whether a word with capitals abbreviates a longer name ("MoD", "EU", "U.S.")."""
    letters = short.replace(".", "").replace("&", "")
    capitals = sum(map(str.isupper, letters))
    return 2 <= len(letters) <= 7 and capitals >= 2 and letters[0].isupper() and letters.lower() in acronyms_of(long)


def _plain(word: str) -> str:
    return word.lower().rstrip(".,")
