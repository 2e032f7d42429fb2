"""Who in a document holds the role, or is the body, that a description names."""

from attrib.data import EntityKind
from attrib.pipeline.cast import Entity
from attrib.pipeline.scene import Scene
from attrib.pipeline.sources import Source
from attrib.text.names import Gender, name_key
from attrib.text.titles import ROLES_FEMALE, ROLES_MALE
from attrib.text.tokens import tokens_in
from attrib.text.words import word_set

_SPOKES = word_set("spokesman spokeswoman spokesperson")
_CHAIRS = word_set("chairman chairwoman chairperson chair")
_EMPTY = word_set("the a an his her its their our my this that of for s and new former")
# Bodies that the text must have named before "the company" makes sense; other bodies name themselves ("the court").
GENERIC_BODIES = word_set(
    "company firm group corporation business giant maker carmaker drugmaker airline carrier bank lender insurer",
    "retailer chain brewer label studio broadcaster channel network station newspaper paper magazine publisher",
    "website site portal organisation organization charity union association federation body club team side league",
    "watchdog regulator bourse exchange fund trust foundation society coalition alliance consortium operator",
    "developer manufacturer producer supplier subsidiary arm think-tank consultancy department ministry council",
    "committee commission agency party weekly daily",
)
# Roles of which a country or body has one holder: unless the text names them, they are nobody else in it.
_OFFICES = word_set(
    "president minister premier chancellor secretary chairman chairwoman chair speaker king queen pope prince",
    "princess governor mayor ambassador judge commissioner spokesman spokeswoman spokesperson official source lawyer",
    "solicitor barrister attorney prosecutor analyst economist expert representative mother father wife husband son",
    "daughter friend brother sister colleague",
)


def role_gender(word: str) -> Gender | None:
    """The gender a role noun tells ("spokeswoman")."""
    if word in ROLES_MALE:
        return Gender.MALE
    return Gender.FEMALE if word in ROLES_FEMALE else None


def holder_of(scene: Scene, source: Source) -> Entity | None:
    """The named person whose description in the text fits a role phrase best; None where nobody's does."""
    words = {token.lower for token in tokens_in(scene.tokens, source.phrase) if token.is_word} - _EMPTY
    heads = next((same for same in (_SPOKES, _CHAIRS) if source.head in same), frozenset({source.head}))
    best: tuple[float, Entity] | None = None
    for entity in scene.cast.people:
        if role_gender(source.head) and entity.gender and role_gender(source.head) is not entity.gender:
            continue
        described = frozenset().union(*(post.words for post in entity.posts)) if entity.posts else frozenset()
        if not heads & described:
            continue
        near = min(abs(source.span.start - span.start) for span in entity.mentions) / (len(scene.text) + 1)
        score = len(words & described) - len(words - described - heads) - near
        if best is None or score > best[0]:
            best = (score, entity)
    return best[1] if best and best[0] > -1.5 else None


def is_office(word: str) -> bool:
    """Whether a role has one holder whom the text may leave unnamed, so that it is no description of just anybody."""
    return word in _OFFICES


def body_named(scene: Scene, source: Source) -> Entity | None:
    """The organization whose name has the phrase's head noun in it: "the ministry" for the Ministry of Trade."""
    best: Entity | None = None
    for _, entity in scene.cast.before(source.span.start):
        if entity.kind is EntityKind.ORGANIZATION and source.head in name_key(entity.name).split():
            best = entity
            break
    return best
