"""The words before a cue that govern it: auxiliaries, negatives, "to" and the verbs and nouns that lead to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from attrib.english.function_words import BE, CONJUNCTIONS, DO, HAVE, MODALS, NEGATIVES
from attrib.english.pronouns import PRONOUNS, WHO
from attrib.english.speech_acts import acts, is_base
from attrib.text.tokens import Token

Blocked = Callable[[Token], bool]
"""Whether a token belongs to no clause of the cue: it stands in the statement's own content, or in another sentence."""

_BIDDEN = "expected"  # stands for every word with which somebody is asked, expected or supposed to do something
_OPENING = WHO | CONJUNCTIONS - {"and", "or"}
AUXILIARIES = BE | DO | HAVE | MODALS
_CONTRACTIONS = ("'ll", "'d", "'re", "'ve", "'m")
PARTICLES = frozenset({"of", "from", "than"})  # behind a word that withholds: "short of saying", "rather than say"


@dataclass(frozen=True, slots=True)
class GoverningReach:
    """How far before a cue its governors are looked for, in words; set by hand.

    object: back from "to" to the word that it belongs to, as in "urged the head of the agency to say".
    coordination: back from "and" or "or" to the auxiliary that two verbs share, as in "will meet him and say".
    """

    object: int = 7
    coordination: int = 14


_REACH = GoverningReach()


@dataclass(frozen=True, slots=True)
class Governors:
    """The governors of a cue in the order of the text, and the index of the first token that is none.

    A governor that something parts from "to" stands first.
    """

    words: tuple[str, ...]
    start: int


def plain(token: Token) -> str:
    """A token in lower case with straight apostrophes."""
    return token.lower.replace("’", "'")


def governors(tokens: Sequence[Token], first: int, blocked: Blocked) -> Governors:
    """The governors of the verb or noun at an index.

    Example: in "The mayor has never agreed to say whether" those of "say" are "has never agreed to". Not: "The mayor".
    """
    start = _walk(tokens, first, blocked)
    words = tuple(plain(token) for token in tokens[start:first])
    if words and words[0] == "to":
        return Governors((*_distant(tokens, start, blocked), *words), start)
    bare = all(_is_adverb(token) for token in tokens[start:first])
    if bare and start and plain(tokens[start - 1]) in ("and", "or") and is_base(plain(tokens[first])):
        shared = _shared(tokens, start - 1, blocked)
        if shared is not None:
            return governors(tokens, shared, blocked)
    return Governors(words, start)


def _walk(tokens: Sequence[Token], first: int, blocked: Blocked) -> int:
    """The index of the first governor; `first` where there is none."""
    at = first
    while at and not blocked(tokens[at - 1]):
        word = plain(tokens[at - 1])
        if word == "," and at > 2 and plain(tokens[at - 3]) == "," and not blocked(tokens[at - 2]):
            at -= 3  # "did not, however, say"
        elif _is_auxiliary(tokens, at - 1) or _leads(tokens, at - 1, at):
            at -= 1
        else:
            break
    return at


def _is_auxiliary(tokens: Sequence[Token], at: int) -> bool:
    """An auxiliary, a negative, "to", or an adverb between them."""
    word = plain(tokens[at])
    if word == "'s":
        return at > 0 and plain(tokens[at - 1]) in PRONOUNS
    auxiliary = word in AUXILIARIES | NEGATIVES or word.endswith("n't") or word in ("to", "longer")
    return auxiliary or _is_adverb(tokens[at])


def _is_adverb(token: Token) -> bool:
    """An adverb that may stand between an auxiliary and its verb: "publicly", "later"."""
    return (token.lower.endswith("ly") and not token.capital) or "between" in acts([token.lower])


def _leads(tokens: Sequence[Token], at: int, reached: int) -> bool:
    """Whether a word leads to the governor behind it: "refused" before "to say", "short" and "of" before "saying"."""
    word, following = plain(tokens[at]), plain(tokens[reached])
    tags = acts([word, following])
    if word.endswith(_CONTRACTIONS):
        return True
    if following == "to":
        on = word == "on" and at > 0 and "through" in acts([plain(tokens[at - 1]), word])
        return on or bool(tags & {"withhold", "ahead", "through"})
    if following == "on":
        return "through" in tags
    if following in PARTICLES:
        return "withhold" in tags
    if word in PARTICLES:
        verb = word == "than" or any(plain(token).endswith("ing") for token in tokens[reached : reached + 2])
        return verb and at > 0 and "withhold" in acts([plain(tokens[at - 1]), word])
    return following.endswith("ing") and bool(tags & {"withhold", "deny", "through"})


def _distant(tokens: Sequence[Token], to: int, blocked: Blocked) -> tuple[str, ...]:
    """What "to" follows with something between, in governors: "refused on Monday to", "expects officials to"."""
    for at in range(to - 1, max(-1, to - 1 - _REACH.object), -1):
        word = plain(tokens[at])
        if blocked(tokens[at]) or not (tokens[at].is_word or word == "'s") or word in _OPENING:
            return ()
        before = plain(tokens[at - 1]) if at else ""
        tags = acts([word, "to"]) | acts([plain(token) for token in tokens[at : at + 2]])
        ahead = "ahead" in tags and ("verb" in tags or before in BE)
        if word == "for" or "direct" in tags or ahead or (word == "be" and before in MODALS):
            return (_BIDDEN,)
        if "withhold" in tags and word != "without":
            return (word,)
    return ()


def _shared(tokens: Sequence[Token], at: int, blocked: Blocked) -> int | None:
    """Where the last auxiliary or "to" before a conjunction in its clause ends, which the verb behind it shares."""
    for place in range(at - 1, max(-1, at - 1 - _REACH.coordination), -1):
        token = tokens[place]
        word = plain(token)
        if blocked(token) or (not token.is_word and word not in ("'s", ",")):
            return None
        if word in MODALS | DO or word == "to" or word.endswith(("n't", *_CONTRACTIONS)):
            return next(end for end in range(place + 1, at + 1) if not _is_auxiliary(tokens, end))
    return None
