"""Which targets of stances are one: "levy", "the harbour tax" and "the new harbour tax" in one article.

Two targets with equal phrases (`Phrase.key`) are one in all articles. A shorter phrase is the longer one of its own
article if it points back to it ("the tax", "this levy") and there is one that it can mean; so "the tax" is the harbour
tax in one article and the carbon tax in another. Where its own article has none, it is that of another article only if
the statements are near in meaning. What is doubtful stays apart.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from attrib.targets.phrases import Phrase, parse_phrase

NEAR = 0.42
"""The cosine from which a statement is near in meaning to those of a target in other articles; set by hand."""
AHEAD = 0.1
"""By how much the nearest target must be nearer than the next."""

Place = tuple[int, str]
Nearness = Callable[[Place, Collection[str]], Mapping[str, float]]


@dataclass(frozen=True, slots=True, order=True)
class TargetMention:
    """A target in an article, folded; `definite` says that the text points back there: "the tax", "its levy"."""

    article: int
    target: str
    definite: bool = False

    @property
    def place(self) -> Place:
        return self.article, self.target


def same_targets(mentions: Iterable[TargetMention]) -> dict[Place, str]:
    """What each target means in each article: targets with one meaning, wherever they stand, are one.

    A meaning is a phrase of plain words. The order of the mentions changes nothing.
    """
    articles: dict[int, set[TargetMention]] = defaultdict(set)
    for mention in mentions:
        articles[mention.article].add(mention)
    meanings: dict[Place, str] = {}
    for others in articles.values():
        phrases = {parse_phrase(other.target) for other in others}
        meanings.update((mention.place, _meant(mention, phrases)) for mention in others)
    return meanings


def may_mean_more(target: str, others: Iterable[str]) -> bool:
    """Whether one of the other targets is a longer phrase that a target may mean, if it points back."""
    phrase = parse_phrase(target)
    return _points_back(phrase) and any(_longer(phrase, parse_phrase(other)) for other in others)


def join_articles(
    meanings: Mapping[Place, str], mentions: Iterable[TargetMention], nearness: Nearness
) -> dict[Place, str]:
    """The meanings, with bare nouns that point back joined to a longer phrase of another article.

    `nearness` gives, for a target in an article, the similarity of its statements to those of some meanings. One that
    is near, and well ahead of the next, is meant.
    """
    joined = dict(meanings)
    phrases = {phrase.key: phrase for phrase in (parse_phrase(mention.target) for mention in mentions)}
    for mention in sorted(mentions):
        phrase = parse_phrase(mention.target)
        if not (mention.definite and phrase.bare) or meanings[mention.place] != phrase.key:
            continue
        able = sorted(
            meaning
            for meaning, other in phrases.items()
            if not other.fixed and other.modifiers and other.sense == phrase.sense
        )
        near = sorted(((value, meaning) for meaning, value in nearness(mention.place, able).items()), reverse=True)
        if near and near[0][0] >= NEAR and (len(near) == 1 or near[0][0] - near[1][0] >= AHEAD):
            joined[mention.place] = near[0][1]
    return joined


def _meant(mention: TargetMention, others: Collection[Phrase]) -> str:
    phrase = parse_phrase(mention.target)
    if not (mention.definite and _points_back(phrase)):
        return phrase.key
    longer = {other for other in others if _longer(phrase, other)}
    same_head = {other for other in longer if other.head == phrase.head}
    ladder = sorted(same_head or longer, key=lambda other: (len(other.modifiers), other.key))
    nested = all(a.modifiers <= b.modifiers for a, b in pairwise(ladder))
    clear = ladder and nested and not any(other.fixed for other in ladder)
    return ladder[-1].key if clear else phrase.key


def _points_back(phrase: Phrase) -> bool:
    """Whether a phrase may be short for a longer one, where it is definite."""
    return phrase.bare or (not phrase.fixed and bool(phrase.modifiers))


def _longer(phrase: Phrase, other: Phrase) -> bool:
    """Whether another phrase says more of the same thing: of the same head, or of a bare noun's near one."""
    same = other.head == phrase.head or (not phrase.modifiers and other.sense == phrase.sense)
    return same and phrase.modifiers < other.modifiers
