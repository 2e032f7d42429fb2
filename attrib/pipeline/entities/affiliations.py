"""Roles and affiliations beside a person's name: "Labour MP Ida Quill", "Ida Quill, a spokeswoman for the port,"."""

from collections.abc import Iterator, Sequence

from attrib.data import EntityKind, Span
from attrib.english.calendar import DAYS
from attrib.english.function_words import BE, CONJUNCTIONS, DETERMINERS, GENITIVES, HAVE, PREPOSITIONS
from attrib.english.nations import COUNTRY_OF, PARTY_ADJECTIVES, party_name
from attrib.english.pronouns import WHO
from attrib.english.titles import BODIES, COURTESY_TITLES, FIELDS, OFFICE_TITLES, OTHER_POSTS, is_role
from attrib.pipeline.entities.descriptions import parse_description
from attrib.pipeline.entities.entities import Affiliation, AffiliationRule, Description, Entities, Entity
from attrib.pipeline.entities.principals import capitals_after, one_name
from attrib.text.lines import is_space
from attrib.text.tokens import Token
from attrib.text.word_sets import word_set

_STOP = DETERMINERS | WHO | PREPOSITIONS | CONJUNCTIONS | BE | HAVE
_STOP |= word_set(
    "said says told added asked including include includes also made gave not then yesterday today meanwhile warned",
    "urged accused insisted will would replaced beat named succeeded called appointed elected met quoted",
)
_LONGEST = 10
_CLAUSE = word_set("after before when while because whose to on by is was has had will would but")
_LOWER_MODIFIERS = FIELDS | OTHER_POSTS


def title_affiliations(text: str, tokens: Sequence[Token], entities: Entities) -> Iterator[Affiliation]:
    """The affiliations that stand right before or after the mentions of persons.

    Example: "Labour MP Ida Quill", "Ida Quill, a spokeswoman for the port,". Not: "Ida Quill met the Labour MP".
    """
    starts = {token.start: at for at, token in enumerate(tokens)}
    for span, entity in entities.mentions:
        if entity.kind is not EntityKind.PERSON or span.start not in starts:
            continue
        at = starts[span.start]
        end = at
        while end < len(tokens) and tokens[end].start < span.end:
            end += 1
        for said in (before_name(text, tokens, at, entities), after_name(text, tokens, end, entities)):
            if said is not None:
                yield Affiliation.of(entity, said, AffiliationRule.TITLE)


def before_name(text: str, tokens: Sequence[Token], at: int, entities: Entities) -> Description | None:
    """The description right before a name, whose first token has the index `at`.

    Example: "Taliban spokesperson X", "the men's solicitor, X", "Tory X", "Arsenal's X". Not: "asked the minister X",
    where only "minister" belongs to X.
    """
    last = at - 1
    while last > 0 and (tokens[last].lower in COURTESY_TITLES or tokens[last].word == "."):
        last -= 1
    if tokens[last].word in GENITIVES and last > 0:
        return _owned_by(tokens, last, entities)
    comma = last > 0 and tokens[last].word == ","
    last -= comma
    if last < 0 or not tokens[last].is_word:
        return None
    role_at = _role_of_field(tokens, last) if comma or tokens[last].word.islower() else last
    head = tokens[role_at].lower
    office = is_role(head) or (tokens[role_at].capital and head in OFFICE_TITLES)
    if not office and (comma or not (head in PARTY_ADJECTIVES or head in COUNTRY_OF)):
        return None
    region = Span(tokens[max(0, role_at - _LONGEST)].start, tokens[last].end)
    names = entities.within(region)
    first = role_at
    while first > 0 and role_at - first < _LONGEST and _modifies(text, tokens, first - 1, names):
        first -= 1
    return parse_description(text, tokens[first : last + 1], entities)


def _owned_by(tokens: Sequence[Token], genitive: int, entities: Entities) -> Description | None:
    """The body or place in whose genitive a name stands.

    Example: "Arsenal's X", "Reuters' Y", "Spain's Z". Not: "Quill's X", of a person.
    """
    for mention, entity in entities.within(Span(tokens[genitive - 1].start, tokens[genitive].start)):
        if mention.end == tokens[genitive].start and entity.kind in (EntityKind.ORGANIZATION, EntityKind.LOCATION):
            return Description(None, one_name(entity.name), Span(mention.start, tokens[genitive].end))
    return None


def _role_of_field(tokens: Sequence[Token], last: int) -> int:
    """The index of the role whose field ends at an index ("head" of "head of policy"), or that index itself."""
    for of in range(max(1, last - 3), last):
        if tokens[of].lower in {"of", "for"} and is_role(tokens[of - 1].lower):
            return of - 1
    return last


def _modifies(text: str, tokens: Sequence[Token], at: int, names: Sequence[tuple[Span, Entity]]) -> bool:
    """Whether a token belongs to the description that starts right after it."""
    token, following = tokens[at], tokens[at + 1]
    if token.end < following.start and not is_space(text, token.end, following.start):
        return False
    named = next((entity for span, entity in names if span.start <= token.start < span.end), None)
    if named is not None:
        return named.kind is not EntityKind.PERSON or following.lower in GENITIVES or not following.capital
    if token.lower in _STOP | DAYS or (token.lower.endswith("ed") and not token.capital):
        return False
    if following.capital and not token.capital and token.is_word:
        return token.lower in _LOWER_MODIFIERS  # "former President", but not "backed Chancellor"
    return token.is_word or token.lower in GENITIVES or token.word in {"-", "&"}


def after_name(text: str, tokens: Sequence[Token], at: int, entities: Entities) -> Description | None:
    """The description right after a name, which ends before the token of index `at`.

    Example: "X, a spokesman for Y,", "X of Y", "X (R-Ohio)", "X, who is chairman of Y". Not: "X, after her mother".
    """
    if at >= len(tokens) or tokens[at].word not in {",", "(", "-", "–", "of", "from", "at"}:
        return None
    first = at + (not tokens[at].is_word)
    if first + 2 < len(tokens) and tokens[first].word.isdigit() and tokens[first + 1].word == ",":
        first += 2  # "X, 34, a nurse"
    party = party_name(tokens[first].lower.split("-")[0]) if first < len(tokens) and tokens[first].capital else None
    if party and len(tokens[first].word.split("-")[0]) == 1 and _is_code(tokens, first):
        return Description(None, party, Span(tokens[first].start, tokens[first].end))
    if first + 1 < len(tokens) and tokens[first].lower == "who" and tokens[first + 1].lower in {"is", "was", "were"}:
        first += 2
    segment = _segment(tokens, first)
    if not segment:
        return None
    if segment[0].lower in {"of", "from", "at", "for"}:
        aside = not tokens[at].is_word
        return _serves(segment, entities) if aside or segment[0].lower != "for" else None
    role = next((index for index, token in enumerate(segment[:_LONGEST]) if is_role(token.lower)), None)
    if tokens[at].is_word or role is None or _is_clause(segment[:role]):
        return None
    return parse_description(text, segment, entities)


def _is_clause(words: Sequence[Token]) -> bool:
    """Whether the words before a role are a clause of their own: "tracked him down after her mother"."""
    return any(token.lower in _CLAUSE for token in words) or (
        bool(words) and words[0].word.islower() and words[0].lower.endswith("ed")
    )


def _serves(segment: Sequence[Token], entities: Entities) -> Description | None:
    """The body named after "of", "from", "at" or, between commas, "for".

    Example: "X of Norwell Council". Not: "X of Peter Moss", a person.
    """
    span = Span(segment[0].start, segment[-1].end)
    names = entities.within(Span(segment[0].end, segment[-1].end))
    near = [entity for mention, entity in names if mention.start - segment[0].end < 40]
    if near and _is_somebody(near[0]) and segment[0].lower != "at" and segment[-1].lower not in BODIES:
        return None
    body = capitals_after(segment)
    if not near and segment[0].lower != "at":
        return None
    if near and not (body and near[0].name in body and len(body) > len(near[0].name)):
        body = near[0].name
    return Description(None, one_name(body), span) if body else None


def _is_code(tokens: Sequence[Token], at: int) -> bool:
    """Whether a party's letter stands with a state or alone in brackets: "(R-Ohio)", "(D)"."""
    alone = tokens[at - 1].word == "(" and at + 1 < len(tokens) and tokens[at + 1].word == ")"
    return "-" in tokens[at].word or alone


def _is_somebody(entity: Entity) -> bool:
    return entity.kind is EntityKind.PERSON and (entity.sure or entity.gender is not None)


def _segment(tokens: Sequence[Token], first: int) -> list[Token]:
    """The tokens from an index to the next comma, dash, bracket, full stop or quotation mark; at most 16."""
    segment: list[Token] = []
    for token in tokens[first : first + 16]:
        if token.word in {",", ";", ":", ")", "(", "–", "—", "-", ".", '"', "“", "”"} or token.lower in {
            "who",
            "which",
            "said",
        }:
            break
        segment.append(token)
    return segment


def best_affiliation(facts: Sequence[Affiliation]) -> tuple[str | None, str | None, tuple[Span, ...]]:
    """Role and organization of one entity, and the spans that say so.

    Facts with both come first, then those earlier in the text. Example: of "MP Quill" and "Quill, the Labour MP" the
    second wins. Not: a role from one and the organization from the other where one has both.
    """
    ranked = sorted(facts, key=lambda fact: (not (fact.role and fact.organization), fact.span.start))
    role = next((fact for fact in ranked if fact.role), None)
    organization = next((fact for fact in ranked if fact.organization), None)
    spans = tuple(dict.fromkeys(fact.span for fact in (role, organization) if fact is not None))
    return (role.role if role else None), (organization.organization if organization else None), spans
