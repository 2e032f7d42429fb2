"""Takes names of people and bodies apart, and compares the forms of a name in one text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from attrib.english.function_words import SMALL_WORDS
from attrib.english.gender import Gender
from attrib.english.given_names import FEMALE_NAMES, GIVEN_NAMES, MALE_NAMES
from attrib.english.name_keys import PARTICLES
from attrib.english.roles import is_role
from attrib.english.titles import FEMALE_TITLES, MALE_TITLES, NAME_SUFFIXES, NAME_TITLES, POSTNOMINALS, TITLES
from attrib.text.folding import fold_name
from attrib.text.visible import visible

_WORD = re.compile(r"[^\W_]+(?:['’.&-]+[^\W_]+)*")
_GENITIVE = re.compile(r"['’]s?$")
_NICKNAME = re.compile(r"[\"“”„‘'(].+[\"“”’')]")  # "Bobby", (Jim)
_ARTICLE = re.compile(r"^(?:al|el|ul)[- ](?=.)")  # of an Arabic surname: "Al-Jari" is "Jari" too


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name as the text writes them; `surname` includes particles ("van der Berg").

    A nickname in marks or brackets is one of the `given` names, with its marks: "Robert", '"Bobby"'.
    """

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
        """First given name and surname in lower case: two forms of one name agree in both."""
        return (_plain(self.given[0]) if self.given else "", self.surname.lower())

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name as they are compared: folded, without titles, nickname and suffix."""
        given = (word for word in self.given if not _NICKNAME.fullmatch(word))
        return tuple(fold_name(word).replace(" ", "") for word in (*given, *self.surname.split()))

    @property
    def nickname(self) -> str:
        """The nickname in marks or brackets, folded; empty where there is none."""
        return next((fold_name(word) for word in self.given if _NICKNAME.fullmatch(word)), "")

    @property
    def surnames(self) -> frozenset[str]:
        """The forms of the surname, folded: with and without particles, and without an Arabic article."""
        whole = fold_name(self.surname)
        return frozenset({whole, whole.rsplit(" ", 1)[-1], _ARTICLE.sub("", whole)}) - {""}

    @property
    def gender(self) -> Gender | None:
        """The gender that the titles tell, or else the given name."""
        return gender_of(self.titles) or (gender_of((), self.given[0]) if self.given else None)


def person_name(name: str) -> PersonName:
    """The parts of a person's name. An empty name gives an empty surname.

    Example: "Sen. Rosa Quill Jr." has a title, a given name, a surname and a suffix. Not: "Rosa" alone is a given name;
    one word is a surname.
    """
    words = _with_nicknames(_GENITIVE.sub("", visible(name).strip()).replace(",", " ").split())
    titles: list[str] = []
    if len(words) > 3 and [_plain(word) for word in words[:2]] == ["h", "e"]:
        words = ["H.E.", *words[2:]]
    while len(words) > 1 and (_plain(words[0]) in TITLES or _is_role_before(words)):
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


def _with_nicknames(words: list[str]) -> list[str]:
    """The words, those of a nickname in marks as one."""
    opens = next((at for at, word in enumerate(words) if at and word[0] in "\"“„‘'(" and len(word) > 1), None)
    if opens is None:
        return words
    closes = next((at for at in range(opens, len(words)) if words[at][-1] in "\"”’')"), None)
    if closes is None:
        return words
    return [*words[:opens], " ".join(words[opens : closes + 1]), *words[closes + 1 :]]


def _is_role_before(words: Sequence[str]) -> bool:
    """Whether the first word is a role in front of a name of two words: "Councilman Ivo Hale", not "Baker Hale".

    Three capitals or more are one too, of a body or post: "MEC Ivo Hale". Not: "KP Ivo Hale", initials.
    """
    first = _plain(words[0]).removesuffix("-elect").removesuffix("-designate")
    if len(words) < 3 or len(_plain(words[1])) < 2 or first in GIVEN_NAMES:
        return False
    if len(words[0]) > 2 and words[0].isalpha() and words[0].isupper() and words[1][0].isupper():
        return not words[1].isupper()
    return is_role(first) or first in TITLES


def gender_of(titles: tuple[str, ...], given: str = "") -> Gender | None:
    """The gender that titles tell, or else a given name; None where neither does."""
    for word in (*map(_plain, titles), _plain(given)):
        if word in MALE_TITLES or word in MALE_NAMES:
            return Gender.MALE
        if word in FEMALE_TITLES or word in FEMALE_NAMES:
            return Gender.FEMALE
    return None


def mention_key(name: str) -> str:
    """A name as mentions of one text are compared: lower case, without "the", genitive, dots and punctuation.

    Example: "The U.S. Army's" is "us army". Not: a title or an accent is left out; the keys of `name_keys` do that.
    """
    words = _WORD.findall(_GENITIVE.sub("", name.strip().lower()).replace(".", ""))
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def initials(name: str) -> str:
    """The capitals of a name without small words: "Ministry of Defence" gives "MD"."""
    return "".join(word[0] for word in _WORD.findall(name) if word.lower() not in SMALL_WORDS and word[0].isupper())


def acronyms_of(long: str) -> frozenset[str]:
    """The acronyms of a name of several words, in lower case: its initials, or the first three or more."""
    words = [word for word in _WORD.findall(long) if word.lower() != "the"]
    if len(words) < 2:
        return frozenset()
    every, capitals = "".join(word[0] for word in words).lower(), initials(long).lower()
    return frozenset({every, capitals} | {capitals[:end] for end in range(3, len(capitals))})


def is_acronym_of(short: str, long: str) -> bool:
    """Whether a word with capitals is an acronym of a longer name.

    Example: "MoD" of "Ministry of Defence". Not: "May" of "Ministry of Agriculture".
    """
    letters = short.replace(".", "").replace("&", "")
    capitals = sum(map(str.isupper, letters))
    return 2 <= len(letters) <= 7 and capitals >= 2 and letters[0].isupper() and letters.lower() in acronyms_of(long)


def _plain(word: str) -> str:
    return word.lower().rstrip(".,")
