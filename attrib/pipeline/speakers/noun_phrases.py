"""The head of a source phrase, and the name that stands there, beside it or in apposition to it."""

from collections.abc import Sequence

from attrib.data import EntityKind, Span
from attrib.english.function_words import BE, PREPOSITIONS
from attrib.english.nations import PARTY_NAMES
from attrib.english.pronouns import WHO
from attrib.english.roles import is_people, is_role
from attrib.english.titles import POSTNOMINALS
from attrib.pipeline.entities.entities import Entities, Entity
from attrib.text.tokens import Token, tokens_in
from attrib.text.word_sets import word_set

_FIELD = 4  # words of a role's field ("head of policy") that may stand before the comma
_LEAD = 12  # characters ("Senators") that may stand before the first name of a list
_LISTING = frozenset({",", "and", "&", "'s", "’s", "'", "’"})
_DASHES = frozenset("-–—")
# Without "like": "someone like Mr Clarke" means Mr Clarke. Without "than", "be" and "been" output stays as it was:
# over 110 articles they would take three targets away ("this could have been some").
_STOPS = (PREPOSITIONS - {"like", "than"}) | WHO | (BE - {"am", "be", "been", "being"})
_STOPS |= word_set(
    "including called sent based familiar close issued released published recently involved polled compiled led",
    "leading surveyed said says",
)

Named = tuple[Span, Entity]


def head_region(words: Sequence[Token], entities: Entities) -> list[Token]:
    """The tokens of the noun phrase up to its head: what comes before a comma, preposition, relative clause or dash.

    Those inside a name end nothing ("the Ministry of Defence").
    """
    region: list[Token] = []
    inside = words[0].start
    names = entities.within(Span(words[0].start, words[-1].end))
    for at, token in enumerate(words):
        inside = max([inside, *(span.end for span, _ in names if span.start <= token.start)])
        mark = token.word in {",", ";", ":", "("} or token.word in _DASHES
        stops = not token.capital and (token.lower in _STOPS or _is_doing(words, at))
        if at and token.start >= inside and (mark or stops):
            break
        region.append(token)
    return region


def _is_doing(words: Sequence[Token], at: int) -> bool:
    """Whether a word tells what those before it do: "the unions meeting X", "candidates flinging insults"."""
    before = words[at - 1].lower if 1 < at < len(words) - 1 else ""
    return words[at].lower.endswith("ing") and before.endswith("s") and not before.endswith(("ss", "'s", "’s", "us"))


def lists_people(words: Sequence[Token], entities: Entities) -> bool:
    """Whether the words list several people: "X, the paper's Y and Z", each after a comma, an "and" or a genitive.

    Not: those of a relative clause, "X, who came with his son, Y, and the team".
    """
    words = words[: next((at for at, token in enumerate(words) if at and token.lower in WHO), len(words))]
    named = [pair for pair in entities.within(Span(words[0].start, words[-1].end)) if pair[1].kind is EntityKind.PERSON]
    if len({entity for _, entity in named}) < 2 or named[0][0].start > words[0].start + _LEAD:
        return False
    before = []
    for mention, _ in named[1:]:
        at = next((index for index, token in enumerate(words) if token.start >= mention.start), 0)
        before.append(words[at - 1].lower if at else "")
    return all(word in _LISTING for word in before) and any(token.lower == "and" for token in words)


def named_head(region: Sequence[Token], entities: Entities) -> Named | None:
    """The mention that the phrase ends with, letters behind the name and a closing genitive left aside."""
    words = [token for token in region if token.is_word]
    while len(words) > 1 and words[-1].lower in POSTNOMINALS:
        words.pop()
    for mention, entity in reversed(entities.within(Span(region[0].start, region[-1].end))):
        ends = mention.end >= words[-1].end and mention.start <= words[-1].start
        cut = len(words) < len([token for token in region if token.is_word])
        people = words[-1].lower not in PARTY_NAMES and is_people(words[-1].lower) and mention.start < words[-1].start
        people = people and not any(token.word.islower() for token in words if token.start > mention.start)
        if ends and people and entity.kind is not EntityKind.PERSON:
            continue  # "Senior U.S. Officials" names nobody
        if ends and entity.kind is not EntityKind.MISC and (entity.kind is EntityKind.PERSON or not cut):
            return mention, entity
    return None


def closing_name(words: Sequence[Token], entities: Entities) -> Named | None:
    """The person at the end of a description with a preposition in it: "Bureau of Trade chief X"."""
    until = next((at for at, token in enumerate(words) if token.word == ","), len(words))
    clause = words[:until]
    if len(clause) < 3:
        return None
    for mention, entity in reversed(entities.within(Span(clause[0].start, clause[-1].end))):
        before = [token for token in clause if token.end <= mention.start]
        last = entity.kind is EntityKind.PERSON and mention.end >= clause[-1].end
        if last and before and (is_role(before[-1].lower) or _ends_field(before)):
            return mention, entity
    return None


def _ends_field(words: Sequence[Token]) -> bool:
    """Whether words end in the field of a role: "vice minister for foreign affairs"."""
    of = next((at for at, token in enumerate(words) if at and token.lower in {"of", "for"}), len(words))
    return of < len(words) - 1 and is_role(words[of - 1].lower) and all(token.word.islower() for token in words[of:])


def apposed_name(words: Sequence[Token], region: int, entities: Entities) -> Named | None:
    """The person named between the commas after a description of so many words: "the men's solicitor, X,"."""
    comma = next((at for at, token in enumerate(words) if at >= region and token.word == ","), len(words))
    if comma > region + _FIELD:
        return None
    rest = words[comma:]
    if not rest:
        return None
    until = next((token.start for token in rest[1:] if token.word == ","), words[-1].end)
    people = (pair for pair in entities.within(Span(rest[0].end, until)) if pair[1].kind is EntityKind.PERSON)
    return next(people, None)


def beside_name(last: Token, tokens: Sequence[Token], entities: Entities) -> Named | None:
    """The person named right behind a role whose source span was cut short: "spokesman" of "spokesman X"."""
    following = tokens_in(tokens, Span(last.end, last.end + 3))
    if not following or not (following[0].word == "," or following[0].capital):
        return None
    for mention, entity in entities.within(Span(last.end, last.end + 3)):
        if entity.kind is EntityKind.PERSON and mention.start <= last.end + 2:
            return mention, entity
    return None
