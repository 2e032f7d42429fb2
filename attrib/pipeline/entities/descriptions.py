"""Role and affiliation inside a description of a person: "Taliban spokesperson", "a spokesman for the union"."""

from collections.abc import Sequence

from attrib.data import EntityKind, Span
from attrib.english.function_words import DETERMINERS, GENITIVES
from attrib.english.given_names import GIVEN_NAMES
from attrib.english.lexicon import lexicon
from attrib.english.nations import COUNTRIES, COUNTRY_OF, PARTY_ADJECTIVES, party_name
from attrib.english.titles import BODIES, COURTESY_TITLES, FIELDS, OFFICE_TITLES, OTHER_POSTS, is_role, singular
from attrib.pipeline.entities.entities import Description, Entities
from attrib.pipeline.entities.principals import PREPOSITIONS, after_role, capitals_before, one_name
from attrib.text.tokens import Token
from attrib.text.word_sets import word_set

_SERVING = word_set("of for at from with")
# Fewer than there are: "another", "both" and "these" stay part of a role ("Another critic", "these voters").
_DETERMINERS = (DETERMINERS - {"my", "your", "these", "those"}) | word_set(
    "multiple many some several most other one two three"
)
_PERSONAL = lexicon().words("personal_roles")
_CORPORATE = word_set("executive chairman chairwoman founder co-founder ceo cfo coo")
_SERVED = lexicon().words("served_roles")
_TIMES = word_set("former ex late then acting outgoing incoming")
_PARTIES = PARTY_ADJECTIVES - {"former", "ex", "fellow", "independent"}
_FIELD_ENDS = PREPOSITIONS | _DETERMINERS | word_set("and during since under before after until who which by")
_NO_BODY = FIELDS | OTHER_POSTS | COURTESY_TITLES
_BODIES = BODIES - FIELDS
_PARTY_OR_BODY = _PARTIES | BODIES


def parse_description(text: str, words: Sequence[Token], entities: Entities) -> Description | None:
    """Role and organization in the words of one description; None where it names neither.

    Example: "Taliban spokesperson", "a spokesman for Y", "Y's head of research". Not: "the red bridge".
    """
    head = next((at for at in range(len(words)) if _is_preposition(words, at, entities)), len(words))
    role_at = max((at for at in range(head) if _is_role_word(words[at])), default=-1)
    span = Span(words[0].start, words[-1].end)
    ministry = role_at >= 0 and words[role_at].lower in {"secretary", "minister"}
    affiliation, start = _before_role(text, words[: role_at if role_at >= 0 else head], entities, ministry)
    if role_at < 0:
        return Description(None, one_name(affiliation), span, _lowered(words)) if affiliation else None
    while start < role_at and (words[start].lower in _DETERMINERS or not words[start].is_word):
        start += 1
    role_end = _field_end(words, head, role_at)
    serving = _SERVING | ({"to"} if words[role_at].lower in _SERVED else frozenset())
    if affiliation is None and role_end < len(words) and words[role_end].lower in serving:
        affiliation = after_role(words[role_end:], entities)
    role: str | None = " ".join(Span(words[start].start, words[max(role_end - 1, role_at)].end).of(text).split())
    party = party_name(words[role_at].lower) if words[role_at].capital and is_role(words[role_at].lower) else None
    if affiliation is None and party is not None:  # "Tory Liam Fox", "a leading Democrat"
        affiliation, role = party, role if start < role_at else None
    time = next((token.word for token in words[:start] if token.lower in _TIMES), None)
    if role and time and time.lower() not in role.lower().split():
        role = f"{time.lower()} {role}"  # "former Ohio governor" is no governor
    return Description(role, affiliation and one_name(affiliation), span, _lowered(words))


def _is_preposition(words: Sequence[Token], at: int, entities: Entities) -> bool:
    """Whether a word is a preposition that is no part of a name ("Bank of Montreal")."""
    token = words[at]
    if token.lower not in PREPOSITIONS:
        return False
    return not any(span.start < token.start and token.end < span.end for span, _ in entities.within(Span(*token[:2])))


def _is_role_word(token: Token) -> bool:
    return is_role(singular(token.lower)) or (token.capital and token.lower in OFFICE_TITLES)


def _field_end(words: Sequence[Token], head: int, role_at: int) -> int:
    """The index after the role, its field included: "head of research", "secretary of state"."""
    if head >= len(words) or words[head].lower not in {"of", "for"} or head != role_at + 1:
        return head if head == role_at + 1 else role_at + 1
    end = head + 1
    while end < len(words) and words[end].is_word and words[end].lower not in _FIELD_ENDS:
        end += 1
    field = words[head + 1 : end]
    return (
        end if field and (not any(token.capital for token in field) or field[0].lower in {"state", "staff"}) else head
    )


def _lowered(words: Sequence[Token]) -> frozenset[str]:
    return frozenset(token.lower for token in words if token.is_word)


def _before_role(text: str, words: Sequence[Token], entities: Entities, ministry: bool) -> tuple[str | None, int]:
    """The body or country named before the role, and the number of its tokens."""
    skip = 1 if words and words[0].lower in _DETERMINERS else 0
    rest = words[skip:]
    if not rest:
        return None, skip
    owner = next((at for at, token in enumerate(rest) if token.lower in GENITIVES and at), None)
    if owner is not None:
        return _owner(rest, owner, entities), owner + 1 + skip
    name, taken = nation_or_party(text, rest)
    if name is None:
        name, taken = _named_body(rest, entities, ministry)
    if name is None and not ministry:
        name, taken = _unknown_body(text, rest, entities)
    return name, taken + skip


def _owner(words: Sequence[Token], genitive: int, entities: Entities) -> str | None:
    """The name in a genitive before the role: a body or place, or a person whom the role serves.

    A lone word that was taken for a person is a body if it has a chief executive or the like.
    """
    roles = {token.lower for token in words[genitive:]}
    for span, entity in entities.within(Span(words[0].start, words[genitive].start)):
        person = entity.kind is EntityKind.PERSON and not (" " not in entity.name and roles & _CORPORATE)
        if span.end == words[genitive].start:
            return entity.name if not person or roles & _PERSONAL else None
    return capitals_before(words, genitive)


def nation_or_party(text: str, words: Sequence[Token]) -> tuple[str | None, int]:
    """The country or party that some words name, and the number of tokens up to its end.

    Capitals that follow, up to "party" or the like, make it that body's name. Example: "French trade minister" is of
    France, "Labour Party member" of the Labour Party. Not: "Glenn English", a surname.
    """
    for at, token in enumerate(words):
        if at and words[at - 1].lower in GIVEN_NAMES and words[at - 1].capital:
            continue  # "Glenn English"
        if not token.capital or not (token.lower in COUNTRY_OF or token.lower in _PARTIES or token.word in COUNTRIES):
            continue
        end = last = at + 1
        while end < len(words) and words[end].capital:
            end += 1
            if words[end - 1].lower in _PARTY_OR_BODY:
                last = end
        if last == at + 1 and token.lower in COUNTRY_OF:
            return COUNTRY_OF[token.lower], last
        return Span(token.start, words[last - 1].end).of(text), last
    return None, 0


def _named_body(words: Sequence[Token], entities: Entities, ministry: bool) -> tuple[str | None, int]:
    region = Span(words[0].start, words[-1].end)
    for span, entity in entities.within(region):
        taken = next((at for at, token in enumerate(words) if token.start >= span.end), len(words))
        offices = all(token.lower in FIELDS or is_role(token.lower) for token in words[:taken])
        field = ministry and len(entity.mentions) < 2  # "Constitutional Affairs Minister" speaks for no such body
        if entity.kind is not EntityKind.MISC and span.end <= region.end and not offices and not field:
            return entity.name, taken
    return None, 0


def _unknown_body(text: str, words: Sequence[Token], entities: Entities) -> tuple[str | None, int]:
    """Capitalised words at the start that are no part of an office's name: "Norwell chief executive"."""
    end = 0
    while end < len(words) and words[end].capital and words[end].lower not in _NO_BODY:
        end += 1
    if end == 1 and words[0].initial and not entities.within(Span(words[0].start, words[0].end)):
        end = 0
    if words[0].capital:
        end = max(end, next((at + 1 for at, token in enumerate(words) if at and token.lower in _BODIES), 0))
    if not end or any(is_role(token.lower) for token in words[:end]):
        return None, 0
    return Span(words[0].start, words[end - 1].end).of(text), end
