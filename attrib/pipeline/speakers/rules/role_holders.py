"""Who in a document holds the role, or is the body, that a description names."""

from attrib.data import EntityKind
from attrib.english.function_words import DETERMINERS
from attrib.english.gender import Gender
from attrib.english.names import is_acronym_of, mention_key
from attrib.english.nations import allegiance, party_name
from attrib.english.roles import OTHER_POSTS, ROLES_FEMALE, ROLES_MALE
from attrib.pipeline.entities.affiliations import one_name
from attrib.pipeline.entities.entities import Affiliation, Entity
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.source_phrases import SourcePhrase
from attrib.text.tokens import tokens_in
from attrib.text.word_sets import word_set

_SAME = (
    word_set("spokesman spokeswoman spokesperson"),
    word_set("chairman chairwoman chairperson chair"),
    word_set("minister premier"),
    word_set("boss chief executive manager head coach"),
    word_set("film-maker filmmaker director"),
)
_EMPTY = DETERMINERS | {"of", "for", "s", "and", "new"}
# Bodies that the text must have named before "the company" makes sense; other bodies name themselves ("the court").
GENERIC_BODIES = word_set(
    "company firm group corporation business giant maker carmaker drugmaker airline carrier bank lender insurer",
    "retailer chain brewer label studio broadcaster channel network station newspaper paper magazine publisher",
    "website site portal organisation organization charity union association federation body club team side league",
    "watchdog regulator bourse exchange fund trust foundation society coalition alliance consortium operator",
    "developer manufacturer producer supplier subsidiary arm think-tank consultancy department ministry council",
    "committee commission agency party weekly daily",
)
# Of these a person has one; "his team" or "group" may be any.
_OWN_BODIES = word_set(
    "party company firm club charity union newspaper paper magazine studio label organisation organization agency",
)
# Roles of which a country or body has one holder: unless the text names them, they are nobody else in it.
_OFFICES = word_set(
    "president minister premier chancellor secretary chairman chairwoman chair speaker king queen pope prince",
    "princess governor mayor ambassador judge commissioner spokesman spokeswoman spokesperson official source lawyer",
    "solicitor barrister attorney prosecutor analyst economist expert representative mother father wife husband son",
    "daughter friend brother sister colleague executive general",
)


def role_gender(word: str) -> Gender | None:
    """The gender a role noun tells ("spokeswoman")."""
    if word in ROLES_MALE:
        return Gender.MALE
    return Gender.FEMALE if word in ROLES_FEMALE else None


def is_office(word: str) -> bool:
    """Whether a role has one holder whom the text may leave unnamed, so that it is no description of just anybody."""
    return word.rsplit("-", 1)[-1] in _OFFICES


def phrase_words(doc: AnnotatedText, source: SourcePhrase) -> frozenset[str]:
    """The lower-case words of a role phrase, "ex-" written out, articles and the like left out."""
    words = {token.lower for token in tokens_in(doc.tokens, source.phrase) if token.is_word}
    return _written_out(frozenset(words)) - _EMPTY


def _written_out(words: frozenset[str]) -> frozenset[str]:
    """Words with "ex-minister" written as "former" and "minister"."""
    former = {word for word in words if word.startswith("ex-")}
    return words - former | {"former" for _ in former} | {word[3:] for word in former}


def clash(one: str | None, other: str | None) -> bool:
    """Whether two affiliations exclude each other: both told, no word in common, and neither the other's acronym."""
    if one is None or other is None or is_acronym_of(one, other) or is_acronym_of(other, one):
        return False
    return not allegiance(one) & allegiance(other)


def holder_of(
    doc: AnnotatedText, source: SourcePhrase, affiliation: str | None, exclude: Entity | None = None
) -> Entity | None:
    """The named person whose description in the text fits a role phrase best; None where nobody's does.

    `affiliation` is the body or country that the phrase names. A word such as "shadow" or "former" on one side alone
    makes it another post. Of equals the nearest holds it.
    """
    words = phrase_words(doc, source)
    head = source.head.removeprefix("ex-")
    heads = next((same for same in _SAME if head in same), frozenset({head}))
    best: tuple[float, Entity] | None = None
    for entity in doc.entities.people:
        if entity == exclude or (role_gender(head) and entity.gender and role_gender(head) is not entity.gender):
            continue
        fits = max(
            (
                _fit(words, heads, fact)
                for fact in doc.affiliations.of(entity)
                if not clash(affiliation, fact.organization)
            ),
            default=-9.0,
        )
        near = entity.distance(source.span.start) / (len(doc.text) + 1)
        if best is None or fits - near > best[0]:
            best = (fits - near, entity)
    return best[1] if best and best[0] > -1.5 else None


def _fit(words: frozenset[str], heads: frozenset[str], fact: Affiliation) -> float:
    """How well an affiliation answers to a phrase: shared words count for it, words of the phrase alone against it."""
    described = _written_out(fact.words)
    if not heads & described or (words & OTHER_POSTS) ^ (described & OTHER_POSTS):
        return -9.0
    return len(words & described) - len(words - described - heads)


def body_of(doc: AnnotatedText, owner: Entity, noun: str) -> Entity | None:
    """The body that is a person's "party", "company" or the like, where the text tells and names it."""
    affiliation = doc.post_of(owner).affiliation if noun in _OWN_BODIES and owner.kind is EntityKind.PERSON else None
    if affiliation is None or (noun == "party") is not (party_name(affiliation) is not None):
        return None
    bodies = (entity for entity in doc.entities.all if entity.kind is not EntityKind.PERSON)
    same = (body for body in bodies if one_name(body.name) == one_name(affiliation))
    return max(same, key=lambda body: len(body.name), default=None)


def body_named(doc: AnnotatedText, source: SourcePhrase) -> Entity | None:
    """The organization whose name has the phrase's head noun in it: "the ministry" for the Ministry of Trade."""
    for _, entity in doc.entities.before(source.span.start):
        if entity.kind is EntityKind.ORGANIZATION and source.head in mention_key(entity.name).split():
            return entity
    return None
