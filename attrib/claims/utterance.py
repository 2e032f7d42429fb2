"""What two statements are compared by: the words of each, its figures, names and negations, and who said it."""

import re
from dataclasses import dataclass
from functools import cached_property

from attrib.claims.figures import figures
from attrib.claims.stems import stem
from attrib.data import Assertion
from attrib.english.calendar import DAYS, MONTHS
from attrib.english.function_words import NEGATIVES
from attrib.english.gender import Gender
from attrib.english.pronouns import pronoun_gender
from attrib.english.stop_words import TOPIC_STOP_WORDS
from attrib.text.folding import fold
from attrib.text.marks import DOUBLE, any_of

_NOT = re.compile(r"n['’]t\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[\w,;] )[“\"‘']?[^\W\d_a-z][^\W_]+")  # a capital that begins no sentence or quotation
_PART = re.compile(r"(?<=[.!?;])[”\"’')]*\s+| \[…\] |(?<=,)[”\"’]?\s+(?=but\b)")
_WHEN = DAYS | MONTHS
_QUOTED = re.compile(rf"[{any_of(DOUBLE)}]([^{any_of(DOUBLE)}]+)(?:[{any_of(DOUBLE)}]|$)")
_FEWEST_HEADLINE = 4  # words of a headline; fewer are a name ("Affordable Care Act")
_LEAST_PART = 3  # words of a sentence that is compared on its own
LEAST_WORDS = 4
"""Words of a claim that is not quoted; fewer only name what it is about."""
MOST_WORDS = 400
"""Words of a statement that are compared; a longer one is a speech, not a claim."""


@dataclass(frozen=True)
class Utterance:
    """One statement as it is compared with others.

    `text` is its content, `speaker` the name in its article, None for nobody known; `assertion` None counts as
    asserted.
    """

    text: str
    speaker: str | None = None
    assertion: Assertion | None = None

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its folded words, at most MOST_WORDS."""
        return tuple(fold(self.text).split()[:MOST_WORDS])

    @cached_property
    def is_claim(self) -> bool:
        """Whether it may be a claim: a few words without quotation marks name a topic ("the allegations")."""
        return len(self.words) >= LEAST_WORDS or (bool(self.words) and self.is_quoted)

    @property
    def is_quoted(self) -> bool:
        """Whether it begins with a quotation mark: its words are the speaker's own."""
        return self.text[:1] in DOUBLE

    @cached_property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The stems of each of its sentences; of one sentence, those of the whole."""
        parts = [tuple(map(stem, fold(part).split())) for part in sentences_of(self.text)]
        long = tuple(part for part in parts if len(part) >= _LEAST_PART)
        return long or (tuple(map(stem, self.words)),)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words, without stop words unless it has no others."""
        telling = frozenset(stem(word) for word in self.words if word not in TOPIC_STOP_WORDS)
        return telling or frozenset(map(stem, self.words))

    @cached_property
    def figures(self) -> frozenset[float]:
        """The numbers that it names."""
        return figures(self.text)

    @cached_property
    def dates(self) -> frozenset[str]:
        """The months and days of the week that it names; "may" and "march" count with a capital alone."""
        return frozenset(word for word in self.words if word in _WHEN and word.capitalize() in self.text)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words with a capital inside its sentences, folded; none of a headline, whose words all have one."""
        if _is_headline(self.text):
            return frozenset()
        found = frozenset(word for match in _NAME.finditer(self.text) for word in fold(match.group()).split())
        return found - _WHEN - TOPIC_STOP_WORDS

    @cached_property
    def genders(self) -> frozenset[Gender]:
        """The genders of its pronouns: "he" and "his" are male, "it" and "they" have none."""
        return frozenset(gender for word in self.words if (gender := pronoun_gender(word)))

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The stems of its words between double quotation marks, without stop words; none where it has no marks."""
        said = " ".join(_QUOTED.findall(self.text))
        return frozenset(stem(word) for word in fold(said).split() if word not in TOPIC_STOP_WORDS)

    @cached_property
    def negations(self) -> int:
        """How often it denies: "not", "never", "no", "didn't"; once more where the speaker denied the whole."""
        return denials(self.text) + (self.assertion is Assertion.DENIED)

    @cached_property
    def surname(self) -> str:
        """The last folded word of the speaker's name; "" for nobody known."""
        return (fold(self.speaker or "").split() or [""])[-1]


def sentences_of(text: str) -> list[str]:
    """The sentences of a statement, and what an omission or "but" parts."""
    return _PART.split(text)


def _is_headline(text: str) -> bool:
    """Whether all words of a text but stop words have a capital, more of them than a name has."""
    words = [word for word in text.split() if word[:1].isalpha() and fold(word) not in TOPIC_STOP_WORDS]
    return len(words) >= _FEWEST_HEADLINE and all(word[:1].isupper() for word in words)


def denials(text: str) -> int:
    """How often a text denies, in its first MOST_WORDS words: "not", "never", "no", "didn't"."""
    return sum(word in NEGATIVES for word in fold(text).split()[:MOST_WORDS]) + len(_NOT.findall(text))
