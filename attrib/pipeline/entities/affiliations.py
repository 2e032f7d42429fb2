"""What a text tells of somebody's role and affiliation: the descriptions beside names, weighed against each other."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from attrib.data import EntityKind, Span
from attrib.english.nations import party_name
from attrib.pipeline.entities.after_names import after_name
from attrib.pipeline.entities.before_names import before_name
from attrib.pipeline.entities.descriptions import Description, Place, role_text
from attrib.pipeline.entities.entities import Affiliation, Entity
from attrib.pipeline.entities.own_phrases import around_body, own_phrase
from attrib.pipeline.entities.post_choices import affiliation_choices, role_choices
from attrib.pipeline.entities.post_features import Candidate, Subject
from attrib.pipeline.entities.post_scores import PlainScorer
from attrib.pipeline.entities.tagged import TaggedText
from attrib.pipeline.readers import PostScorer

MIN_ROLE = 0.6  # probability from which a role is told
MIN_AFFILIATION = 0.5
_MIN_BODY = 0.3  # probability from which a description is read with a body, before anybody is linked


@dataclass(frozen=True, slots=True)
class Post:
    """The role and affiliation that a text tells of a speaker, each with its probability and the place that says so.

    A value that is not told is None, its probability 0.
    """

    role: str | None = None
    affiliation: str | None = None
    role_confidence: float = 0.0
    affiliation_confidence: float = 0.0
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class PostReader:
    """Reads roles and affiliations of one text: its tagged words, a scorer, and the offsets in quotations."""

    doc: TaggedText
    scorer: PostScorer = field(default_factory=PlainScorer)
    quoted: frozenset[int] = frozenset()

    def facts(self, entity: Entity) -> Iterator[Affiliation]:
        """What each description right beside the name says of a person by itself, roles and bodies.

        The probability of each is against nothing being told: a person may have several roles.
        """
        found, subject = self._beside(entity), self._subject(entity)
        roles = role_choices(self.doc, found, subject)
        likely = dict(zip(map(id, roles.items), roles.alone(self.scorer), strict=True))
        for item in found:
            bodies = affiliation_choices(self.doc, [item], subject)
            shares = bodies.alone(self.scorer)
            best = max(range(len(shares)), key=shares.__getitem__, default=None)
            body = None if best is None or shares[best] < _MIN_BODY else bodies.items[best].body
            confidence, role = likely.get(id(item), 0.0), None
            if item.role is not None and confidence >= MIN_ROLE:
                role = role_text(self.doc, item.role, body)
            if role or body:
                words = frozenset(token.lower for token in self.doc.tokens[item.first : item.end] if token.is_word)
                certainty = confidence if role or best is None else shares[best]
                name = None if body is None else body.name
                yield Affiliation(entity, role, name, self._span(item), item.place, words, certainty)

    def post(self, entity: Entity, sources: Collection[Span] = ()) -> Post:
        """The role and affiliation of an entity; `sources` are the phrases that were resolved to it.

        Example: "spokesman" and "Oxfam" of "Ida Quill, a spokesman for Oxfam,". Not: a body that merely stands near.
        """
        return self._chosen(*self.descriptions(entity, sources))

    def descriptions(self, entity: Entity, sources: Collection[Span] = ()) -> tuple[list[Description], Subject]:
        """The descriptions that may be of an entity, and the subject that they are of."""
        if entity.kind is not EntityKind.PERSON:
            around = (around_body(self.doc, mention) for mention in entity.mentions)
            return [item for item in around if item is not None], self._subject(entity)
        phrases = (own_phrase(self.doc, span, Place.SOURCE) for span in sorted(sources))
        heard = [item for item in phrases if item is not None and item.role is not None]
        return [*self._beside(entity), *heard], self._subject(entity)

    def phrase_post(self, span: Span, kind: str) -> Post:
        """The role and affiliation in the phrase that is all that is said of a speaker: "officials of the port"."""
        item = own_phrase(self.doc, span)
        return Post() if item is None else self._chosen([item], Subject(kind))

    def phrase_body(self, span: Span, kind: str) -> str | None:
        """The body that a phrase names, as surely as that of a fact: what a description is compared with facts by."""
        item = own_phrase(self.doc, span)
        if item is None:
            return None
        bodies = affiliation_choices(self.doc, [item], Subject(kind))
        shares = bodies.alone(self.scorer)
        best = max(range(len(shares)), key=shares.__getitem__, default=None)
        return None if best is None or shares[best] < _MIN_BODY else bodies.texts[best]

    def _subject(self, entity: Entity) -> Subject:
        quoted = frozenset(span.start for span in entity.mentions if span.start in self.quoted)
        kind = "person" if entity.kind is EntityKind.PERSON else "body"
        return Subject(kind, entity.mentions[0].start, quoted)

    def _beside(self, entity: Entity) -> list[Description]:
        """The descriptions beside the mentions of a person."""
        beside = ((*before_name(self.doc, span), *after_name(self.doc, span)) for span in entity.mentions)
        return [item for found in beside for item in found]

    def _span(self, item: Description) -> Span:
        return Span(self.doc.tokens[item.first].start, self.doc.tokens[item.end - 1].end)

    def _chosen(self, found: Sequence[Description], subject: Subject) -> Post:
        """The likeliest role and affiliation of some descriptions, where they are likely enough."""
        told, body_share = affiliation_choices(self.doc, found, subject).likeliest(self.scorer)
        held, share = role_choices(self.doc, found, subject).likeliest(self.scorer)
        told, held = (told if body_share >= MIN_AFFILIATION else None), (held if share >= MIN_ROLE else None)
        return self._post(held, share, told, body_share)

    def _post(self, item: Description | None, share: float, told: Candidate | None, body_share: float) -> Post:
        """The post of a chosen description and body; the role's text leaves out the body beside it."""
        body = None if told is None else told.body
        role = None if item is None or item.role is None else role_text(self.doc, item.role, body)
        spans = [] if item is None else [self._span(item)]
        spans += [] if told is None else [told.body.span]
        name = None if body is None else " ".join(body.name.split())
        evidence = tuple(dict.fromkeys(spans))
        return Post(role, name, share if role else 0.0, body_share if name else 0.0, evidence)


def one_name(affiliation: str) -> str:
    """An affiliation with single spaces, a party under its one name: "Tories" is the Conservative Party."""
    name = " ".join(affiliation.split())
    return party_name(name) or name
