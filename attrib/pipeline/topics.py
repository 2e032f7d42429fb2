"""Topics that a statement speaks of: noun phrases that name no actor, found by the small words around them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrib.data import Span
from attrib.pipeline.scene import VERBS
from attrib.text.titles import BODIES, is_people, is_role
from attrib.text.tokens import Token
from attrib.text.words import word_set

_LONGEST = 6  # words of a topic
_NOUNS = word_set("plan plans claim claims fear fears hope hopes need needs")  # for all that they may be verbs
_SMALL = (VERBS - _NOUNS) | word_set(
    "the a an this that these those some any no every each all both either neither another other such what which",
    "who whom whose i me my mine myself you your yours he him his himself she her hers herself it its itself we us",
    "our ours ourselves they them their theirs themselves one ones someone anyone everyone nobody something",
    "anything nothing everything and or but nor so yet if unless until although though because as than while",
    "whether since when where why how once before after during of in on at by for with about against between into",
    "through above below to from up down out off over under again further not only own same too very just also even",
    "still already soon never ever always often here there now today yesterday tomorrow am being having cannot",
    "shouldn't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't hasn't haven't hadn't",
    "it's that's there's he's she's we're they're i'm you're we've they've i've we'll they'll i'll let let's like",
    "make makes think thinks thought know knows knew look looks looked looking going gone doing done making taking",
    "getting giving given taken come coming put keep kept keeps see seen seeing say saying told tell telling ask",
    "asked asking call called calling use used using become became becoming seem seems seemed feel feels felt find",
    "found show shows showed shown try tried trying work working yes well really quite rather perhaps maybe much",
    "many more most less least few several little lot lots bit enough first second last next new two three four",
    "five six seven eight nine ten good bad great big best better worse worst right wrong sure clear able likely",
    "unlikely possible impossible important difficult hard easy happy however within without per via upon toward",
    "towards among amid despite around across along near beyond ago year years day days week weeks month months",
    "time times way ways thing things part parts kind sort number case point fact people person man woman men women",
    "cent percent million billion thousand hundred monday tuesday wednesday thursday friday saturday sunday january",
    "february march april june july august september october november december else etc",
)
_OPENS_VERB = word_set(
    "to will would can could shall should may might must not cannot don't doesn't didn't won't wouldn't can't never",
    "i we you he she they who it and",
)
_OPENS_NOUN = word_set(
    "the a an this that these those his her its their our my your any no some every of on for against about over with",
    "in into from by under between more less such",
)
_JOINS = word_set("of on for against over")
_FOLLOWS_VERB = word_set("the a an his her its their our my your this that these those to him them it us me")
_ADVERBS = ("ly",)
_PARTICIPLES = ("ed", "ing")


def topics(tokens: Sequence[Token], names: Sequence[Span]) -> list[Span]:
    """The topics among some tokens in a row, as spans from their first to their last word; `names` are actors' names.

    A run of words between small ones, without the verb that a word such as "to" or "will" announces; two runs joined
    by "of", "on", "for", "against" or "over" are one. A lone word counts behind an article or preposition only.
    """
    runs = list(_runs(tokens, names))
    found: list[Span] = []
    at = 0
    while at < len(runs):
        first, last = runs[at]
        while at + 1 < len(runs) and _joined(tokens, last, runs[at + 1][0]) and runs[at + 1][1] - first < _LONGEST:
            at += 1
            last = runs[at][1]
        at += 1
        span = Span(tokens[first].start, tokens[last].end)
        if not _is_actor(tokens[first : last + 1], names):
            found.append(span)
    return found


def _runs(tokens: Sequence[Token], names: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Indices of the first and last token of each run that may be a topic."""
    at = 0
    while at < len(tokens):
        if not _is_telling(tokens[at]):
            at += 1
            continue
        first = at
        while at + 1 < len(tokens) and (_is_telling(tokens[at + 1]) or _inner_genitive(tokens, at + 1)):
            at += 1
        last = at
        at += 1
        run = _trimmed(tokens, first, last, names)
        if run is not None:
            yield run


def _is_telling(token: Token) -> bool:
    return token.is_word and token.lower not in _SMALL and not token.lower.endswith(_ADVERBS)


def _inner_genitive(tokens: Sequence[Token], at: int) -> bool:
    """Whether a genitive stands between two telling words: "Howard's proposals"."""
    return tokens[at].lower in {"'s", "’s"} and at + 1 < len(tokens) and _is_telling(tokens[at + 1])


def _trimmed(tokens: Sequence[Token], first: int, last: int, names: Sequence[Span]) -> tuple[int, int] | None:
    """The run without verbs at its ends and without an owner in front; None where nothing is left of it."""
    before = tokens[first - 1].lower if first else ""
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    verb = before in _OPENS_VERB and not tokens[first].capital
    first += verb
    while first < last and (_starts_in(tokens[first], names) or tokens[first].lower in {"'s", "’s"}):
        if not any(tokens[at].lower in {"'s", "’s"} for at in range(first, last + 1)):
            break
        first += 1
    if last > first and after in _FOLLOWS_VERB and _starts_in(tokens[last - 1], names):
        last -= 1
    if last > first and (after in _FOLLOWS_VERB or after == "by") and tokens[last].lower.endswith(_PARTICIPLES):
        last -= 1
    first = max(first, last + 1 - _LONGEST)
    if first > last:
        return None
    before = tokens[first - 1].lower if first else ""
    return None if first == last and not _may_stand_alone(tokens[first], before, verb) else (first, last)


def _may_stand_alone(token: Token, before: str, verb: bool) -> bool:
    """Whether one word is a noun by what stands before it, a verb taken off included, or by its plural's ending."""
    if token.lower.endswith(_PARTICIPLES) or token.word[0].isdigit():
        return False
    plural = token.lower.endswith("s") and not token.lower.endswith(("ss", "us", "is"))
    return verb or before in _OPENS_NOUN or (plural and len(token.word) > 4)


def _starts_in(token: Token, names: Sequence[Span]) -> bool:
    return any(span.start <= token.start < span.end for span in names)


def _joined(tokens: Sequence[Token], last: int, following: int) -> bool:
    """Whether only a joining preposition, with or without an article, stands between two runs."""
    between = [token.lower for token in tokens[last + 1 : following]]
    if not between or len(between) > 2 or between[0] not in _JOINS:
        return False
    return all(word in _OPENS_NOUN for word in between[1:])


def _is_actor(words: Sequence[Token], names: Sequence[Span]) -> bool:
    """Whether the words are names and no more than a verb, or describe a person or body: an actor, found elsewhere."""
    rest = [token for token in words if token.is_word and not _starts_in(token, names)]
    heads = [words[-1], *(token for token, after in pairwise(words) if after.lower in _JOINS)]
    if not rest or any(is_role(head.lower) for head in heads):
        return True
    only = rest[0].lower
    return len(rest) == 1 and (is_people(only) or only in BODIES or (only.endswith(_PARTICIPLES) and len(words) > 1))
