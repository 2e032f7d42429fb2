"""Bodies that a model takes for persons, by the words around their name: "group James Hardie", "X's shares"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from attrib.data import ActorKind, EntityKind, Span
from attrib.english.collectives import names_members
from attrib.english.function_words import GENITIVES
from attrib.english.lexicon import lexicon
from attrib.english.names import person_name
from attrib.english.roles import BODIES, is_role
from attrib.english.titles import OFFICE_TITLES
from attrib.pipeline.entities.entities import Entities, Entity
from attrib.text.tokens import Token
from attrib.text.word_sets import word_set

# What only a body has in its genitive, or in front of which only a body's name stands.
_OWN = lexicon().words("company_signs")
_LED = word_set("chairman chairwoman ceo shares subsidiary")
_NO_SIGN = word_set("party team side club house court council office unit department committee army force forces arm")
_CERTAIN = 2


def actor_kind(entity: Entity) -> ActorKind:
    """The kind of actor that an entity is: a person, a group of a party's or nation's people, or a body."""
    if entity.kind is EntityKind.PERSON:
        return ActorKind.PERSON
    return ActorKind.GROUP if names_members(entity.name) else ActorKind.ORGANIZATION


def correct_kinds(tokens: Sequence[Token], entities: Entities) -> Entities:
    """The entities, with organizations for those persons whose name only stands where a body's does.

    A title, or a role in front of the name, shows a person. Where the given name is one, two places must show the body.
    Example: "Zelmar's shares fell" makes "Zelmar" an organization. Not: "Mr Zelmar's shares fell".
    """
    starts = {token.start: at for at, token in enumerate(tokens)}
    return Entities.of(_as_body(entity) if _is_body(tokens, starts, entity) else entity for entity in entities.all)


def _is_body(tokens: Sequence[Token], starts: Mapping[int, int], entity: Entity) -> bool:
    """Whether the places of what the model takes for a person show a body."""
    if entity.kind is not EntityKind.PERSON:
        return False
    places = [(starts[mention.start], mention) for mention in entity.mentions if mention.start in starts]
    if any(_is_personal(tokens, at) for at, _ in places):
        return False
    return sum(_tells_body(tokens, at, mention) for at, mention in places) >= (
        _CERTAIN if _has_given_name(entity) else 1
    )


def _as_body(entity: Entity) -> Entity:
    return replace(entity, kind=EntityKind.ORGANIZATION, gender=None, sure=True)


def _has_given_name(entity: Entity) -> bool:
    return entity.gender is not None or bool(person_name(entity.name).titles)


def _is_personal(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mention begins with a title or has a person's role in front of it."""
    before = tokens[at - 1] if at else None
    if tokens[at].lower in OFFICE_TITLES or person_name(f"{tokens[at].word} X").titles:
        return True
    return before is not None and before.lower not in BODIES and is_role(before.lower)


def _tells_body(tokens: Sequence[Token], at: int, mention: Span) -> bool:
    """Whether the words around one mention show that it names a body: "firm Zelmar", "Zelmar, which"."""
    before = tokens[at - 1].lower if at else ""
    noun = before in BODIES - _NO_SIGN and not tokens[at - 1].capital and not is_role(before)
    end = at
    while end < len(tokens) and tokens[end].start < mention.end:
        end += 1
    after = [token.lower for token in tokens[end : end + 3]] + ["", "", ""]
    owns = after[0] in GENITIVES and (after[1] in _OWN or after[1:3] == ["chief", "executive"])
    leads = after[0] in _LED or after[:2] == ["chief", "executive"]
    return noun or owns or leads or after[:2] == [",", "which"]
