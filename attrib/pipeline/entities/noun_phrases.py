"""The edges and the head of a noun phrase, found from the words beside it."""

from attrib.data import EntityKind
from attrib.english.calendar import DAYS, MONTHS
from attrib.english.function_words import GENITIVES, SMALL_WORDS
from attrib.english.roles import FIELDS, is_role, singular
from attrib.english.titles import TITLES
from attrib.english.word_classes import WordClass
from attrib.pipeline.entities.tagged import NOUNS, Name, TaggedText
from attrib.text.word_sets import word_set

_LONGEST = 14
_HYPHENS = frozenset("-–&/")
_CLOSING, _OPENING = frozenset("”\"’'"), frozenset("“\"‘'")
_JOINTS = word_set("of for on")
_QUOTED = 6  # tokens of a quoted name in a phrase: MSNBC's "Morning Show" host
ADVERBS = word_set("then now currently formerly also once previously later both himself herself")
_MODIFYING = frozenset({WordClass.NOUN, WordClass.PROPER_NOUN, WordClass.ADJECTIVE})


def left_edge(doc: TaggedText, end: int) -> int:
    """The index of the first word, behind a determiner, of the noun phrase that ends before an index.

    Example: of "told the White House spokesman | X" that of "White". Not: the name of somebody else, who owns nothing.
    """
    at = end
    while at > 0 and end - at < _LONGEST and not doc.breaks(at):
        before = _before(doc, at, end)
        if before is None:
            break
        at = before
    while at < end and (not doc.tokens[at].is_word or doc.tokens[at].lower in GENITIVES | {"and"}):
        at += 1
    return at


def _before(doc: TaggedText, at: int, end: int) -> int | None:
    """Where the phrase begins that one more word, or quoted name, on the left makes; None where none belongs to it."""
    token, name = doc.tokens[at - 1], doc.names[at - 1]
    if (token.capital and token.lower in DAYS) or (_is_person(name) and not _may_stand(doc, name, end)):
        return None
    if doc.in_phrase(at - 1):
        return at - 1
    titled = token.word == "." and at > 1 and doc.tokens[at - 2].lower in TITLES
    joined = token.word in _HYPHENS and (token.word == "&" or not (doc.gap(at - 1) or doc.gap(at)))
    if titled or joined:
        return at - 1
    if token.lower in _JOINTS and 1 < at < end and _joins_name(doc, at - 1):
        return at - 1
    if token.lower == "and" and 1 < at < end and doc.classes[at - 2] in NOUNS and not doc.is_person(at - 2):
        return at - 1
    return _before_quoted(doc, at) if token.word in _CLOSING and at < end else None


def _joins_name(doc: TaggedText, at: int) -> bool:
    """Whether a small word is inside a body's name: "Bank of Melton spokeswoman", not "President of Melton"."""
    name, before = doc.names[at], doc.tokens[at - 1]
    if name is not None and name.first < at < name.end - 1:
        return True
    role = is_role(singular(before.lower)) or before.lower in TITLES | DAYS | MONTHS or doc.is_person(at - 1)
    return before.capital and not before.initial and not role and doc.tokens[at + 1].capital and doc.is_noun(at - 1)


def _before_quoted(doc: TaggedText, at: int) -> int | None:
    """The index of the mark that opens a quoted name inside a phrase: MSNBC's "Morning Show" host."""
    first = next((k for k in range(at - 2, max(0, at - _QUOTED), -1) if doc.tokens[k].word in _OPENING), None)
    if first is None or not (doc.in_phrase(first - 1) and doc.tokens[first - 1].is_word):
        return None
    inside = doc.tokens[first + 1 : at - 1]
    named = all(token.capital or not token.is_word or token.lower in SMALL_WORDS for token in inside)
    return first if named else None


def _is_person(name: Name | None) -> bool:
    return name is not None and name.entity.kind is EntityKind.PERSON


def _may_stand(doc: TaggedText, name: Name | None, end: int) -> bool:
    """Whether a person's name may stand in the phrase before another: as its own title, or as an owner."""
    return name is not None and (name.first <= end < name.end or is_owner(doc, name))


def is_owner(doc: TaggedText, name: Name) -> bool:
    """Whether a person's name modifies the noun behind it: "X 's manager", "the X spokesman"."""
    if all(is_role(token.lower) or token.lower in TITLES | FIELDS for token in doc.tokens[name.first : name.end]):
        return True
    if name.end >= len(doc.tokens):
        return False
    token = doc.tokens[name.end]
    if token.lower in GENITIVES:
        return True
    near = doc.gap(name.end) == " " and not doc.is_person(name.end) and token.lower not in DAYS | MONTHS
    return near and doc.classes[name.end] in _MODIFYING


def right_edge(doc: TaggedText, first: int, *, persons: bool = False) -> int:
    """The index behind the last word of the noun phrase that begins at an index, its determiner left out.

    Where `persons` is false, a person's name ends it unless the person owns what follows.
    """
    at = first
    while at < len(doc.tokens) and at - first < _LONGEST and not (at > first and doc.breaks(at)):
        behind = _behind(doc, at, first, persons)
        if behind is None:
            break
        at = behind
    while at > first and (doc.tokens[at - 1].word in _HYPHENS or doc.tokens[at - 1].lower == "and"):
        at -= 1
    return at


def _behind(doc: TaggedText, at: int, first: int, persons: bool) -> int | None:
    """Where the phrase ends that one more word or name makes; None where the word does not belong to it."""
    token, name = doc.tokens[at], doc.names[at]
    if name is not None:
        stops = not persons and _is_person(name) and name.first == at > first and not is_owner(doc, name)
        return None if stops else max(at + 1, name.end)
    if doc.in_phrase(at):
        return None if token.capital and token.lower in DAYS else at + 1
    if at == first:
        return at + 1 if token.lower in ADVERBS else None
    if token.word in _HYPHENS and (token.word == "&" or not doc.gap(at)):
        return at + 1
    if token.word == "." and doc.tokens[at - 1].lower in TITLES:
        return at + 1
    follows = at + 1 < len(doc.tokens) and not doc.is_person(at + 1) and not doc.breaks(at + 1)
    if token.lower == "and" and follows and doc.classes[at + 1] in _MODIFYING | NOUNS:
        return at + 1
    return None


def head_of(doc: TaggedText, first: int, end: int) -> int | None:
    """The index of the last noun of a phrase; None where it has none, or none behind its last genitive."""
    for at in range(end - 1, first - 1, -1):
        if doc.is_noun(at):
            return at
        if doc.tokens[at].lower in GENITIVES:
            return None
    return None
