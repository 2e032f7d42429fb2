"""The subject of a cue and what opens its clause: who is denied to have spoken, and under what condition."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.english.function_words import CONJUNCTIONS, DETERMINERS, DO, HAVE, MODALS, NEGATIVES, PREPOSITIONS
from attrib.english.pronouns import NEGATIVE_PRONOUNS, WHO
from attrib.pipeline.assertion.governors import AUXILIARIES, Blocked, plain
from attrib.text.tokens import Token

INTERROGATIVES = WHO - {"that"} | {"what", "when", "where", "why", "how"}
_CONDITIONAL = frozenset({"if", "unless", "whether", "lest"})
_JOINING = frozenset({"and", "or", "nor"})  # join two subjects, or two conditions
_OPENING = (CONJUNCTIONS | INTERROGATIVES | {"that"}) - _JOINING
_NEGATIVE = NEGATIVE_PRONOUNS | {"no", "neither", "nor"}
_LIMITING = frozenset({"only", "until"})  # "not until Friday did he say"
_COUNTED = DETERMINERS | {"very", "last", "past", "next", "first"}  # before "few" where these are some


@dataclass(frozen=True, slots=True)
class SubjectReach:
    """How far before a cue's governors is looked, in words; set by hand.

    words: to where its subject begins, longer than nearly every subject.
    opening: from an auxiliary before the subject to the beginning of the sentence: "at no point did he say".
    """

    words: int = 16
    opening: int = 4


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
        joined = max((at for at, word in enumerate(self.words) if word == "and"), default=-1)
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
    words: list[str] = []
    while at and end - at < _REACH.words and not blocked(tokens[at - 1]):
        word = plain(tokens[at - 1])
        if word == "," and (before := _apposition(tokens, at - 1, blocked)) is not None:
            at = before
        elif word in AUXILIARIES and at < end:
            return _inverted(tokens, at - 1, words, blocked)
        elif word in _OPENING:
            return Subject(tuple(words), _opening(tokens, at - 1))
        elif not tokens[at - 1].is_word and word not in ("'s", "'"):
            break
        else:
            words.insert(0, word)
            at -= 1
    return Subject(tuple(words))


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


def _inverted(tokens: Sequence[Token], at: int, words: Sequence[str], blocked: Blocked) -> Subject:
    """A subject behind an auxiliary that opens the sentence or follows its first words: "At no point did he say"."""
    start = at
    while start and at - start < _REACH.opening and not blocked(tokens[start - 1]) and tokens[start - 1].is_word:
        start -= 1
    before = [plain(token) for token in tokens[start:at]]
    fronted = before[:1] != ["no"] and not NEGATIVES.isdisjoint(before)  # "no guarantee" may be a subject
    denied = fronted and _LIMITING.isdisjoint(before)
    opens = not before or (len(before) == 1 and before[0] in INTERROGATIVES)
    auxiliary = plain(tokens[at])
    if auxiliary in DO | HAVE | MODALS and (opens or denied):
        return Subject(tuple(words), "never" if denied else "".join(before), auxiliary)
    return Subject(tuple(words[words[:1] == ["not"] :]))
