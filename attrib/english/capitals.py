"""Names that capitals alone show, for texts and spans that no model has marked."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from attrib.data import EntityKind, Mention, Span
from attrib.english.calendar import DAYS, MONTHS
from attrib.english.given_names import GIVEN_NAMES
from attrib.english.lexicon import lexicon
from attrib.english.name_kinds import Seen, classify
from attrib.english.name_runs import run_end
from attrib.english.roles import is_role
from attrib.english.titles import TITLES
from attrib.text.tokens import Token, tokens_in

_WORDS = lexicon().words("no_names") | DAYS | MONTHS
_NO_NAME = _WORDS | {word.replace("'", "’") for word in _WORDS}
_NO_START = _NO_NAME - TITLES
_JOINING = frozenset({"new", "north", "south", "east", "west"})  # words that begin names of places


@dataclass(frozen=True, slots=True)
class HeadlineLimits:
    """What makes a sentence a headline in capitals, and which names are found in one. All set by hand.

    indent: characters of white space that may stand beside it on its line.
    words: that tell, at least: words of letters that no sentence begins with by custom.
    capitals: share of those words that begin with a capital, at least.
    name: words of a name that the rest of the text gives, at most.
    confidence: of such a name, between 0 and 1.
    """

    indent: int = 40
    words: int = 4
    capitals: float = 0.85
    name: int = 5
    confidence: float = 0.5


_HEADLINE = HeadlineLimits()


def capitalised_names(text: str, tokens: Sequence[Token], sentences: Sequence[Span]) -> list[Mention]:
    """The names of a text in order, each with a guess at its kind.

    The confidence is 0.9 where a title or a body's noun tells the kind, and 0.2 for a lone word that may just begin a
    sentence. A headline in capitals throughout gives only names that stand elsewhere in the text too.
    Example: "Mr Hale met the Bank of England" has a person and an organization. Not: "The", "Monday".
    """
    headlines = title_case(text, tokens, sentences)
    seen = Seen(
        frozenset(token.word for token in tokens if token.word.islower()),
        frozenset(token.word for token in tokens if token.capital and not token.initial),
    )
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        if not _begins(tokens, at, seen) or _inside(tokens[at].start, headlines):
            at += 1
            continue
        end = run_end(text, tokens, at)
        mention = classify(tokens, at, end, seen)
        if mention is not None:
            found.append(mention)
        at = end
    return [*_known(text, tokens, headlines, found), *found]


def title_case(text: str, tokens: Sequence[Token], sentences: Sequence[Span]) -> list[Span]:
    """The headlines in which capitals show no names: sentences alone on a line with a capital on nearly every word."""
    lines = (sentence for sentence in sentences if _is_line(text, sentence))
    return [sentence for sentence in lines if _is_title_case(tokens_in(tokens, sentence))]


def _is_line(text: str, sentence: Span) -> bool:
    """Whether a sentence has its line to itself."""
    before = text[max(0, sentence.start - _HEADLINE.indent) : sentence.start].rstrip(" \t")
    after = text[sentence.end : sentence.end + _HEADLINE.indent].lstrip(" \t")
    return before[-1:] in {"", "\n", "\r"} and after[:1] in {"", "\n", "\r"}


def _is_title_case(words: Sequence[Token]) -> bool:
    telling = [token for token in words if token.word[0].isalpha() and token.lower not in _NO_NAME]
    capitals = sum(token.capital for token in telling)
    return len(telling) >= _HEADLINE.words and capitals >= _HEADLINE.capitals * len(telling)


def _inside(offset: int, spans: Sequence[Span]) -> bool:
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return at >= 0 and spans[at].end > offset


def _known(text: str, tokens: Sequence[Token], headlines: Sequence[Span], names: Iterable[Mention]) -> list[Mention]:
    """Mentions in headlines of names that stand elsewhere in the text, people's surnames included."""
    kinds: dict[str, EntityKind] = {}
    for mention in names:
        name = " ".join(mention.span.of(text).split())
        kinds[name] = mention.kind
        if mention.kind is EntityKind.PERSON:
            kinds.setdefault(name.rsplit(" ", 1)[-1], mention.kind)
    found: list[Mention] = []
    for headline in headlines:
        words = tokens_in(tokens, headline)
        at = 0
        while at < len(words):
            sizes = range(_HEADLINE.name, 0, -1)
            length = next((n for n in sizes if _joined(text, words[at : at + n]) in kinds), 0)
            if length:
                span = Span(words[at].start, words[min(at + length, len(words)) - 1].end)
                found.append(Mention(span, kinds[" ".join(span.of(text).split())], _HEADLINE.confidence))
            at += max(length, 1)
    return found


def _joined(text: str, words: Sequence[Token]) -> str:
    return " ".join(text[words[0].start : words[-1].end].split())


def _begins(tokens: Sequence[Token], at: int, seen: Seen) -> bool:
    token = tokens[at]
    if not token.is_word or not token.capital or token.lower.rstrip(".") in _NO_START:
        return False
    if not token.initial or token.lower not in seen.lower:
        return True
    follows = at + 1 < len(tokens) and tokens[at + 1].capital and tokens[at + 1].start == token.end + 1
    return follows and (
        is_role(token.lower) or token.lower in TITLES or token.lower in GIVEN_NAMES or token.lower in _JOINING
    )
