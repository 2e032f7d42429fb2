"""How well what the text tells of a candidate answers to the words of a phrase."""

from attrib.data import ActorKind, EntityKind, Span
from attrib.english.names import is_acronym_of, mention_key
from attrib.english.nations import COUNTRY_OF
from attrib.english.roles import OTHER_POSTS, SPOKES, singular
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.speakers.history import Referent
from attrib.pipeline.speakers.linking.asked import Asked
from attrib.pipeline.speakers.linking.numbers import Features, bucket
from attrib.pipeline.speakers.linking.places import LinkText
from attrib.pipeline.speakers.rules.role_holders import clash
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase
from attrib.text.tokens import tokens_in
from attrib.text.word_sets import word_set

_READ = 30  # mentions of an entity that are read for what it wrote
_LAWSUITS = word_set("lawsuit suit complaint action")
_SUES = word_set("sue sues sued suing filed")
_NATIONS = frozenset(COUNTRY_OF.values())


def agreement_features(text: LinkText, asked: Asked, referent: Referent) -> Features:
    """Whether kind, gender and nation of the candidate agree with the source's."""
    row: Features = {}
    entity = referent.entity
    gender = entity.gender if entity is not None else referent.gender
    if asked.gender is not None and referent.kind in (ActorKind.PERSON, ActorKind.UNNAMED):
        row["gender " + ("unknown" if gender is None else "agrees" if gender is asked.gender else "clashes")] = 1.0
    row[f"{referent.kind} for {asked.form}"] = 1.0
    if entity is not None and asked.nations:
        nations = (
            text.facts[entity].nations
            | {entity.name}
            | {fact.organization for fact in text.doc.affiliations.of(entity) if fact.organization}
        )
        if asked.nations & nations:
            row["nation agrees"] = 1.0
        elif any(nation in _NATIONS for nation in nations):
            row["nation clashes"] = 1.0
    return row


def told_features(text: LinkText, asked: Asked, entity: Entity) -> Features:
    """How well what the text tells of an entity answers to the words of the phrase."""
    if not asked.noun or asked.item.source is None:
        return {}
    facts, row = text.facts[entity], _same_name(text, asked, entity)
    if _clashes(text, asked, entity):
        row["told otherwise"] = 1.0
        return row
    head = singular(asked.head)
    others = asked.words - {head, asked.head}
    if head in facts.told or asked.head in facts.told:
        again = asked.noun == "indefinite" and text.places[entity][0].span.start < asked.place.span.start
        row["head told before" if again else "head told"] = 1.0
        row["rest told"] = len(others & facts.words) - 0.5 * len(others - facts.words)
        if others and others <= facts.words:
            row["all told"] = 1.0
    elif asked.form == "role" and facts.roles:
        row["other role told"] = 1.0
    elif asked.form == "body" and facts.bodies:
        row["other body told"] = 1.0
    if head in facts.name or asked.head in facts.name:
        row["head in name"] = 1.0
        if asked.noun == "definite" and not others:
            row["head alone in name"] = 1.0
    shared = others & facts.words
    if shared:
        row["modifiers shared"] = len(shared) / max(1, len(others))
    for fact in text.doc.affiliations.of(entity):
        if fact.words and head in fact.words:
            row["role told"] = 1.0
            row["role rest"] = max(row.get("role rest", -9.0), len(others & fact.words) - len(others - fact.words))
        row |= _served(asked, fact.organization)
    if facts.roles & SPOKES:
        row["spokes told"] = 1.0
    if asked.item.source.kind is PhraseKind.WRITING:
        row |= _authored(text, asked, entity)
        if asked.head in _LAWSUITS and _sues(text, entity):
            row["sues"] = 1.0
    return row


def _clashes(text: LinkText, asked: Asked, entity: Entity) -> bool:
    """Whether what the text tells of an entity excludes the phrase: another country, another body, a former post."""
    told = text.doc.affiliations.of(entity)
    own = [fact for fact in told if singular(asked.head) in fact.words]
    posts = asked.words & OTHER_POSTS
    if own and all((fact.words & OTHER_POSTS) ^ posts for fact in own):
        return True
    if asked.nations and text.facts[entity].nations and not asked.nations & text.facts[entity].nations:
        return True
    bodies = [other.name for other in asked.within if other.kind is not EntityKind.PERSON]
    served = [fact.organization for fact in own if fact.organization]
    return bool(bodies and served) and all(clash(body, name) for body in bodies for name in served)


def _same_name(text: LinkText, asked: Asked, entity: Entity) -> Features:
    """How the words of the name in the phrase, or of the phrase, stand to those of the entity's name."""
    row: Features = {}
    name, written = text.facts[entity].name, frozenset(asked.key.split())
    source = asked.item.source
    if not written or source is None:
        return row
    if written == name:
        row["name is phrase"] = 1.0
    elif written < name:
        row["name holds phrase"] = 1.0
        if mention_key(entity.name).endswith(asked.key):
            row["name ends in phrase"] = 1.0
    elif name < written:
        row["phrase holds name"] = 1.0
        row["name share"] = len(name) / len(written)
    elif name & written:
        row["name shares words"] = len(name & written) / len(written)
    if is_acronym_of(asked.capitals, entity.name):
        row["phrase is acronym"] = 1.0
    if source.entity == entity and len(entity.mentions) == 1:
        row["head named once"] = 1.0
    if source.entity is not None and source.entity != entity:
        row["another is head"] = 1.0
    return row


def _served(asked: Asked, organization: str | None) -> Features:
    """Whether the candidate belongs to a body that the phrase names."""
    if organization is None:
        return {"belongs": 1.0}
    bodies = [other.name for other in asked.within if other.kind is not EntityKind.PERSON]
    if not bodies:
        return {"belongs": 1.0}
    return {"body clashes" if all(clash(body, organization) for body in bodies) else "body agrees": 1.0}


def _authored(text: LinkText, asked: Asked, entity: Entity) -> Features:
    """Whether the text says that a writing is by the entity: "a report by X", "X's report", "X published a report"."""
    row: Features = {}
    for place in text.places[entity][:_READ]:
        sentence = text.doc.sentences[place.sentence]
        words = tokens_in(text.doc.tokens, sentence)
        head = singular(asked.head)
        at = [
            token for token in words if singular(token.lower) == head or (len(head) > 4 and token.lower[:5] == head[:5])
        ]
        if not at:
            continue
        row["with writing"] = 1.0
        near = min(at, key=lambda token: abs(token.start - place.span.start))
        between = text.doc.text[near.end : place.span.start] if near.end <= place.span.start else ""
        if between and len(between) < 40 and {"by", "from", "of"} & set(between.split()):
            row["wrote"] = 1.0
        if near.start >= place.span.end and place.part == "owner" and near.start - place.span.end < 40:
            row["owns writing"] = 1.0
        if near.start >= place.span.end and place.part == "subject":
            row["subject with writing"] = 1.0
    return row


def _sues(text: LinkText, entity: Entity) -> bool:
    """Whether an entity stands right before "is suing", "filed" or the like."""
    for place in text.places[entity][:_READ]:
        following = tokens_in(text.doc.tokens, Span(place.span.end, place.span.end + 40))[:4]
        if any(token.lower in _SUES for token in following):
            return True
    return False


def phrase_features(text: LinkText, asked: Asked, source: SourcePhrase) -> Features:
    """How a phrase heard or read before stands to the source."""
    row: Features = {}
    place, here = text.place(source.span), asked.place
    row[f"phrase before {bucket(here.index - place.index)}"] = 1.0
    row[f"phrase {source.kind}"] = 1.0
    row[f"phrase part {place.part}"] = 1.0
    if place.sentence == here.sentence:
        row["phrase in sentence"] = 1.0
        if len(text.doc.text[place.span.end : here.span.start].strip(" ,")) < 2:
            row["phrase right before"] = 1.0
    if place.quoted:
        row["phrase quoted"] = 1.0
    if asked.noun:
        words = frozenset(singular(token.lower) for token in text.words(source.phrase) if token.is_word)
        if singular(source.head) == singular(asked.head):
            row["same head"] = 1.0
            row[f"same head {asked.noun}"] = 1.0
        others = asked.words - {singular(asked.head)}
        row["phrase words shared"] = len(asked.words & words) / max(1, len(asked.words))
        if others and others <= words:
            row["phrase words all"] = 1.0
    return row
