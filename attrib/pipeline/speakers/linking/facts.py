"""What the text says of each entity beside its mentions: titles, appositions, "X is a …"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attrib.data import Span
from attrib.english.function_words import ARTICLES, BE, CONJUNCTIONS, DETERMINERS, GENITIVES, PREPOSITIONS
from attrib.english.names import mention_key
from attrib.english.nations import COUNTRY_OF
from attrib.english.roles import BODIES, is_role, singular
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.annotated import VERBS, AnnotatedText
from attrib.text.tokens import Token

_BEFORE, _AFTER = 5, 12  # words of a premodifier and of an apposition
_STOP = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | BE | VERBS


@dataclass(frozen=True, slots=True)
class Facts:
    """The lower-case words that the text uses of one entity, those of its name, and the nations among them.

    `roles` and `bodies` are the nouns for a person and for a body among those words.
    """

    told: frozenset[str]
    name: frozenset[str]
    nations: frozenset[str]
    roles: frozenset[str]
    bodies: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        return self.told | self.name


def facts_of_entities(doc: AnnotatedText) -> Mapping[Entity, Facts]:
    """The facts of every entity of a text."""
    starts = {token.start: at for at, token in enumerate(doc.tokens)}
    return {entity: _facts(doc, starts, entity) for entity in doc.entities.all}


def _facts(doc: AnnotatedText, starts: Mapping[int, int], entity: Entity) -> Facts:
    told: set[str] = set()
    for mention in entity.mentions:
        at = starts.get(mention.start)
        if at is not None:
            told.update(_before(doc.tokens, at))
            told.update(_after(doc, at, mention))
    for fact in doc.affiliations.of(entity):
        told.update(fact.words)
    name = frozenset(mention_key(entity.name).split())
    nations = frozenset(COUNTRY_OF[word] for word in told | name if word in COUNTRY_OF)
    words = frozenset(word for item in told for word in (item, singular(item)))
    roles = frozenset(word for word in words if is_role(word))
    return Facts(words, name, nations, roles, (words | name) & BODIES)


def _before(words: Sequence[Token], at: int) -> list[str]:
    """The words of a description right before a name, over a comma: "the carmaker Zelmar", "the carmaker, Zelmar,"."""
    last = at - 1
    if last > 0 and words[last].word == ",":
        last -= 1
        if not (is_role(words[last].lower) or words[last].lower in BODIES):
            return []
    found: list[str] = []
    while last >= 0 and len(found) < _BEFORE and words[last].is_word and words[last].lower not in _STOP:
        found.append(words[last].lower)
        last -= 1
    return found


def _after(doc: AnnotatedText, at: int, mention: Span) -> list[str]:
    """The words of an apposition or of what a name is said to be: "Zelmar, a carmaker," and "Zelmar is a carmaker"."""
    words = doc.tokens
    end = at
    while end < len(words) and words[end].start < mention.end:
        end += 1
    following = words[end : end + _AFTER + 3]
    if len(following) < 3:
        return []
    if following[0].word in {",", "(", "–", "—"}:
        following = following[1:]
        if following[0].word.isdigit() and following[1].word == ",":
            following = following[2:]
        if following[:1] and following[0].lower == "who" and following[1].lower in BE:
            following = following[2:]
    elif following[0].lower in BE and following[1].lower in ARTICLES:
        following = following[1:]
    else:
        return []
    found: list[str] = []
    for token in following:
        if not (token.is_word or token.lower in GENITIVES) or token.lower in VERBS or token.lower == "who":
            break
        found.append(token.lower)
    return found
