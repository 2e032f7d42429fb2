"""What follows the head of a description behind a preposition, and the bodies named there: "head of Oxfam"."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.data import EntityKind
from attrib.english.function_words import GENITIVES
from attrib.english.nations import COUNTRY_OF
from attrib.pipeline.entities.noun_phrases import right_edge
from attrib.pipeline.entities.tagged import Name, TaggedText
from attrib.pipeline.entities.told_bodies import Link, ToldBody, body_meant, display_name, span_of
from attrib.text.word_sets import word_set

PREPOSITIONS = word_set("of for at in with from to on")
_JOINTS = word_set("of for and & on de in")
_MOST = 4  # prepositional phrases of a description that are read
_LONGEST = 12  # tokens of a body's name


@dataclass(frozen=True, slots=True)
class Complement:
    """A preposition behind a head and its noun phrase, as a half-open range of token indices."""

    preposition: str
    first: int
    end: int


def complements(doc: TaggedText, first: int, until: int | None = None) -> tuple[Complement, ...]:
    """The prepositional phrases that follow one another from an index on, at most four, none beyond `until`."""
    found: list[Complement] = []
    at = first
    while at + 1 < len(doc.tokens) and len(found) < _MOST and at not in doc.starts:
        preposition = doc.tokens[at].word
        start = at + 1 + doc.is_determiner(at + 1)
        end = right_edge(doc, start, persons=True) if preposition in PREPOSITIONS else start
        end = end if until is None else min(end, until)
        if end <= start:
            break
        found.append(Complement(preposition, start, end))
        at = end
    return tuple(found)


def bodies_behind(doc: TaggedText, found: Sequence[Complement]) -> tuple[ToldBody, ...]:
    """The bodies and persons that the complements of a head name."""
    bodies: list[ToldBody] = []
    origin = found[0].first - 1 if found else 0
    for item in found:
        names = _names_in(doc, item.first, item.end)
        capital = next((at for at in range(item.first, item.end) if _is_name_word(doc, at)), None)
        run = (
            None if capital is None else (capital, min(_capitals_end(doc, capital), max(item.end, capital + _LONGEST)))
        )
        cut = run is not None and len(names) == 1 and _is_cut(names[0], run)
        for name in () if cut else names:
            bodies.append(_object(doc, name, item, len(bodies), name.first - origin))
        if run is not None and all(body.name != doc.phrase(*run) for body in bodies):
            link = Link.PREPOSITION if cut else Link.OBJECT_CAPITALS
            entity = names[0].entity if cut else None
            words, span = doc.phrase(*run), span_of(doc, *run)
            bodies.append(ToldBody(words, link, span, item.preposition, entity, len(bodies), run[0] - origin))
        whole = any(token.lower in GENITIVES for token in doc.tokens[item.first : item.end])
        if whole or (not names and capital is None):
            words, span = doc.phrase(item.first, item.end), span_of(doc, item.first, item.end)
            link = Link.WHOLE if whole else Link.OBJECT
            bodies.append(ToldBody(words, link, span, item.preposition, None, len(bodies), item.first - origin))
        meant = body_meant(doc, item.end - 1)
        if meant is not None and not names:
            span = span_of(doc, item.first, item.end)
            bodies.append(ToldBody(meant.name, Link.ANAPHOR, span, item.preposition, meant, len(bodies)))
    return tuple(bodies)


def _is_name_word(doc: TaggedText, at: int) -> bool:
    """Whether a word looks like part of a name: a capital, or a digit before letters ("4Cast")."""
    token = doc.tokens[at]
    return token.capital or (token.word[0].isdigit() and any(map(str.isupper, token.word)))


def _is_cut(name: Name, run: tuple[int, int]) -> bool:
    """Whether a body's name is part of a longer run of capitals: "Phonographic Industry" of "British …"."""
    inside = run[0] <= name.first and name.end <= run[1] and name.end - name.first < run[1] - run[0]
    return inside and name.entity.kind is not EntityKind.PERSON


def _names_in(doc: TaggedText, first: int, end: int) -> list[Name]:
    names = [name for name in doc.names[first:end] if name is not None and first <= name.first and name.end <= end]
    return list(dict.fromkeys(names))


def _object(doc: TaggedText, name: Name, item: Complement, order: int, distance: int) -> ToldBody:
    """The name in a complement: a body, a person, or a country by its adjective."""
    written = doc.phrase(name.first, name.end)
    nation = COUNTRY_OF.get(written.lower())
    person = name.entity.kind is EntityKind.PERSON
    link = Link.PERSON if person else Link.ADJECTIVE if nation else Link.PREPOSITION
    called, span = nation or display_name(doc, name), span_of(doc, name.first, name.end)
    return ToldBody(called, link, span, item.preposition, name.entity, order, distance)


def _capitals_end(doc: TaggedText, first: int) -> int:
    """The index behind a run of capitalised words, small words between them included."""
    end, last = first, first + _LONGEST
    while end < min(last, len(doc.tokens)) and not (end > first and doc.breaks(end)):
        joint = doc.tokens[end].lower in _JOINTS and end + 1 < len(doc.tokens) and doc.tokens[end + 1].capital
        if not (_is_name_word(doc, end) or joint):
            break
        end += 1
    return end
