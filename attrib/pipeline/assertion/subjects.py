"""The subject of a cue and what opens its clause: who is denied to have spoken, and under what condition."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.english.function_words import CONJUNCTIONS, DETERMINERS, DO, HAVE, MODALS, PREPOSITIONS
from attrib.english.pronouns import NEGATIVE_PRONOUNS, WHO
from attrib.pipeline.assertion.governors import AUXILIARIES, Blocked, plain
from attrib.text.tokens import Token

INTERROGATIVES = WHO - {"that"} | {"what", "when", "where", "why", "how"}
_CONDITIONAL = frozenset({"if", "unless", "whether", "until", "lest"})
_JOINING = frozenset({"and", "or", "nor"})  # join two subjects, or two conditions
_OPENING = (CONJUNCTIONS | INTERROGATIVES | {"that"}) - _JOINING
_NEGATIVE = NEGATIVE_PRONOUNS | {"no", "neither"}
_COUNTED = DETERMINERS | {"very", "last", "past", "next", "first"}  # before "few" where these are some


@dataclass(frozen=True, slots=True)
class SubjectReach:
    """How many words before a cue's governors its subject may begin; set by hand, longer than nearly every subject."""

    words: int = 16


_REACH = SubjectReach()


@dataclass(frozen=True, slots=True)
class Subject:
    """The words of a cue's subject, in order; the word that opens the clause, "" for none; an auxiliary before it.

    `inverted` is the auxiliary of a question or of "nor did he say", "" where the subject comes first.
    """

    words: tuple[str, ...]
    opening: str = ""
    inverted: str = ""

    @property
    def negative(self) -> bool:
        """Whether it is nobody: "no minister", "none of them", "few". Not: "a man of no importance"."""
        joined = min((at for at, word in enumerate(self.words) if word in _JOINING), default=-1)
        for at, word in enumerate(self.words[joined + 1 :], joined + 1):
            if word in PREPOSITIONS:
                return False
            few = word == "few" and _COUNTED.isdisjoint(self.words[max(0, at - 1) : at])
            if word in _NEGATIVE or few or (word == "not" and at == joined + 1):
                following = "".join(self.words[at + 1 : at + 2])
                return following != "only" and not following.isdigit()
        return False

    @property
    def conditional(self) -> bool:
        """Whether the clause is a condition or an open question: "if he says", "whether he said", "should he say"."""
        return self.opening in _CONDITIONAL or (self.inverted in {"should", "had"} and not self.opening)


def subject(tokens: Sequence[Token], end: int, blocked: Blocked) -> Subject:
    """The subject that ends before an index, where a cue's governors begin."""
    at = end
    while at and end - at < _REACH.words and not blocked(tokens[at - 1]):
        word = plain(tokens[at - 1])
        if word == "," and (before := _apposition(tokens, at - 1, blocked)) is not None:
            at = before
        elif word in AUXILIARIES and at < end:
            return _inverted(tokens, at - 1, end, blocked)
        elif word in _OPENING:
            return Subject(_words(tokens, at, end), _opening(tokens, at - 1))
        elif not tokens[at - 1].is_word and word not in ("'s", "'"):
            break
        else:
            at -= 1
    return Subject(_words(tokens, at, end))


def _words(tokens: Sequence[Token], start: int, end: int) -> tuple[str, ...]:
    return tuple(plain(token) for token in tokens[start:end])


def _opening(tokens: Sequence[Token], at: int) -> str:
    """The word that opens a clause; "as if" opens a comparison."""
    word = plain(tokens[at])
    return "as" if word == "if" and at and plain(tokens[at - 1]) == "as" else word


def _apposition(tokens: Sequence[Token], comma: int, blocked: Blocked) -> int | None:
    """The index of the comma that begins what a comma ends: "If the mayor, Otto Grim, says"."""
    for at in range(comma - 1, max(-1, comma - _REACH.words), -1):
        word = plain(tokens[at])
        if blocked(tokens[at]) or word in _OPENING - WHO:
            return None
        if word == ",":
            return at
    return None


def _inverted(tokens: Sequence[Token], at: int, end: int, blocked: Blocked) -> Subject:
    """A subject behind an auxiliary that opens the sentence or follows its first word: "What would they say?"."""
    before = "" if at == 0 or blocked(tokens[at - 1]) else plain(tokens[at - 1])
    first = before == "" or tokens[at].initial or tokens[at - 1].initial or before in ("nor", "neither", ",", ";")
    auxiliary = plain(tokens[at])
    opens = first and auxiliary in DO | HAVE | MODALS
    opening = before if before in INTERROGATIVES | _NEGATIVE | {"nor", "never"} else ""
    words = _words(tokens, at + 1, end)
    return Subject(words, opening, auxiliary) if opens else Subject(words[words[:1] == ("not",) :], opening)
