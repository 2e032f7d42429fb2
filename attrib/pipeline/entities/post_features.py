"""What a scorer reads of the descriptions and bodies that may be told of one speaker: names of binary features."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from attrib.english.roles import BODIES, FIELDS, SEATS, SPOKES, is_role, singular
from attrib.english.titles import TITLES
from attrib.english.word_classes import WordClass
from attrib.pipeline.entities.descriptions import OFFICES, RANKS, Description, Place
from attrib.pipeline.entities.tagged import TaggedText
from attrib.pipeline.entities.told_bodies import Link, ToldBody
from attrib.text.tokens import token_range
from attrib.text.word_sets import word_set

_BEFORE = frozenset({Place.BEFORE, Place.BEFORE_COMMA, Place.FIELD, Place.FIELD_COMMA})
_NAMED_SEATS = SEATS | word_set("sen rep senator representative")
_STATE = OFFICES | word_set("president chancellor premier")
_UNNAMED_BODIES = frozenset({Link.OBJECT, Link.NOUN, Link.GENITIVE_NOUN})

Features = frozenset[str]


class Candidate(NamedTuple):
    """A body that a description names, as the affiliation of whom it describes."""

    description: Description
    body: ToldBody


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom descriptions are of: the kind of speaker, the first mention, and the offsets that lie in quotations."""

    kind: str
    first: int | None = None
    quoted: frozenset[int] = frozenset()


def no_post(subject: Subject, candidates: int, *, role: bool = False) -> Features:
    """The features of the answer that none of so many candidates is right; `role` where a role is among the texts."""
    return frozenset({"none", f"none of {min(candidates, 6)}", f"none {subject.kind}", f"none role {role}"})


def role_features(doc: TaggedText, found: Sequence[Description], at: int, subject: Subject) -> Features:
    """The features of the role of one of some descriptions, all of which have one."""
    item = found[at]
    role = item.role
    if role is None:
        raise ValueError(f"the description at {item.mention} has no role; give those that have one")
    place, word, head = item.place, role.word, doc.tokens[role.head]
    known = is_role(singular(word)) or word in TITLES
    features = {
        *_common(doc, item, subject),
        f"known {known}",
        f"title {word in TITLES}",
        f"{place} known {known}",
        f"{place} determiner {item.determiner}",
        f"class {doc.classes[role.head]}",
        f"capital {head.capital} known {known}",
        f"ending {word[-3:]}",
        f"end {word[-2:]}",
        f"head {word}",
        f"words {min(role.head - role.first + 1, 6)}",
        f"complements {min(len(role.complements), 2)}",
        f"bodies {min(len(item.bodies), 3)}",
        f"same {min(sum(other.role is not None and other.role.word == word for other in found), 3)}",
        f"rank {min(at, 4)}",
        f"of {min(len(found), 5)}",
        f"inside {item.inside}",
        f"plural {doc.classes[role.head] is WordClass.PLURAL_NOUN}",
        f"lower {not any(token.capital for token in doc.tokens[role.first : role.head + 1])}",
        f"{subject.kind} known {known}",
        f"{subject.kind} determiner {item.determiner}",
    }
    if place in _BEFORE:
        behind = token_range(doc.tokens, item.mention)[1]
        features.add(f"{place} behind {_at(doc, behind)}")
        features.add(f"{place} before {_at(doc, item.first - 1 - bool(item.determiner))}")
    else:
        features.add(f"next {_at(doc, item.end)}")
        features.add(f"{place} next {_at(doc, item.end)}")
    return frozenset(features)


def body_features(doc: TaggedText, found: Sequence[Candidate], at: int, subject: Subject) -> Features:
    """The features of one of some bodies as the affiliation."""
    item, body = found[at]
    place, link, words = item.place, body.link, body.name.split()
    kind = _role_kind(item)
    last = words[-1].lower() if words else ""
    features = {
        *_common(doc, item, subject),
        f"link {link}",
        f"{place} {link}",
        f"{link} {body.preposition}",
        f"{link} role {kind != 'none'}",
        f"{place} role {kind != 'none'}",
        f"{link} {kind}",
        f"order {min(body.order, 3)}",
        f"{link} order {min(body.order, 3)}",
        f"distance {min(body.distance, 6)}",
        f"words {min(len(words), 5)}",
        f"capitals {body.name.isupper()}",
        f"body noun {last in BODIES}",
        f"names role {any(is_role(word.lower()) or word.lower() in TITLES for word in words)}",
        f"field {all(word.lower() in FIELDS for word in words)}",
        f"same {min(sum(other.body.name == body.name for other in found), 4)}",
        f"longer {any(body.name != other.body.name and body.name in other.body.name for other in found)}",
        f"rank {min(at, 4)}",
        f"of {min(len(found), 6)}",
        f"{subject.kind} {link}",
    }
    if item.role is not None:
        features |= {f"head {item.role.word}", f"head {item.role.word} {link}"}
    if link in _UNNAMED_BODIES and last in BODIES:
        features.add(f"noun {last}")
    if body.entity is None:
        features.add("unknown name")
    else:
        sort = body.entity.kind
        features |= {f"kind {sort}", f"{link} kind {sort}", f"{kind} kind {sort}", f"sure {body.entity.sure}"}
        features.add(f"mentions {min(len(body.entity.mentions), 4)}")
    if place not in _BEFORE:
        features.add(f"{place} next {_at(doc, item.end)}")
    return frozenset(features)


def _common(doc: TaggedText, item: Description, subject: Subject) -> set[str]:
    """The features that roles and bodies share: where the description stands, and beside which mention."""
    return {
        f"place {item.place}",
        f"determiner {item.determiner}",
        f"first {item.mention.start == subject.first}",
        f"full {len(item.mention.of(doc.text).split()) > 1}",
        f"quoted {item.mention.start in subject.quoted}",
        f"time {item.role is not None and bool(item.role.time)}",
        f"subject {subject.kind}",
    }


def _at(doc: TaggedText, at: int) -> str:
    """The class of a word beside a description, or the mark that stands there; "edge" where a sentence begins."""
    if not 0 <= at < len(doc.tokens) or at in doc.starts:
        return "edge"
    return str(doc.classes[at]) if doc.tokens[at].is_word else doc.tokens[at].word


def _role_kind(item: Description) -> str:
    """What sort of role a description has, by its head."""
    word = "" if item.role is None else item.role.word
    sorts = (
        (SPOKES, "spokes"),
        (_NAMED_SEATS, "seat"),
        (_STATE, "state"),
        (RANKS, "rank"),
    )
    known = next((sort for words, sort in sorts if word in words), None)
    return known or ("role" if is_role(singular(word)) or word in TITLES else "none")
