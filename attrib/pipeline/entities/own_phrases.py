"""Descriptions that are all the text says of a speaker, and what the name of a body says of it."""

from attrib.data import Span
from attrib.english.function_words import GENITIVES, NUMBERS
from attrib.english.nations import COUNTRIES, COUNTRY_OF
from attrib.english.roles import BODIES
from attrib.english.word_classes import WordClass
from attrib.pipeline.entities.complements import bodies_behind, complements
from attrib.pipeline.entities.descriptions import Description, Place, describe
from attrib.pipeline.entities.noun_phrases import left_edge, right_edge
from attrib.pipeline.entities.tagged import TaggedText
from attrib.pipeline.entities.told_bodies import PARTIES, Link, ToldBody, bodies_before, span_of
from attrib.text.tokens import token_range
from attrib.text.word_sets import word_set

_QUANTITIES = NUMBERS | word_set("some several many few most other another more all both any each multiple of")


def own_phrase(doc: TaggedText, span: Span, place: Place = Place.OWN) -> Description | None:
    """The description that a phrase is, up to what follows its head and complements; None without a noun phrase.

    Example: "two officials of the port" has the role "officials" and the body "port". Not: "she".
    """
    first, last = token_range(doc.tokens, span)
    determiner = ""
    while first < last and (
        not doc.tokens[first].is_word
        or doc.is_determiner(first)
        or doc.tokens[first].lower in _QUANTITIES
        or doc.classes[first] is WordClass.NUMBER
    ):
        determiner = doc.tokens[first].lower if doc.tokens[first].is_word else determiner
        first += 1
    end = min(right_edge(doc, first, persons=True), last) if first < last else first
    if end <= first:
        return None
    return describe(doc, place, span, (first, end), determiner=determiner, behind=True)


def around_body(doc: TaggedText, mention: Span) -> Description | None:
    """What the words of a body's name and those around it say of whom it belongs to; None where they say nothing.

    Example: "Israel" of "the Israeli army", "Mexico" of "Mexico's migration office".
    """
    first, end = token_range(doc.tokens, mention)
    if first >= end:
        return None
    left = left_edge(doc, first)
    own = doc.names[first]
    before = [
        body
        for body in bodies_before(doc, left, end - 1)
        if body.name.lower() != doc.phrase(first, end).lower() and (own is None or body.entity != own.entity)
    ]
    bodies = (*before, *_inside(doc, first, end), *bodies_behind(doc, complements(doc, end)))
    return Description(Place.BODY, mention, left, end, None, bodies) if bodies else None


def _inside(doc: TaggedText, first: int, end: int) -> list[ToldBody]:
    """The nations, parties and owners inside a body's own name, and what is left of it without its noun."""
    if end - first < 2:
        return []
    found = []
    for at in range(first, end):
        word, lower, span = doc.tokens[at].word, doc.tokens[at].lower, span_of(doc, at, at + 1)
        if lower in COUNTRY_OF or word in COUNTRIES:
            found.append(ToldBody(COUNTRY_OF.get(lower, word), Link.NATION, span, order=1))
        elif lower in PARTIES:
            found.append(ToldBody(word, Link.PARTY, span, order=1))
        elif lower in GENITIVES and first < at < end - 1:
            found.append(ToldBody(doc.phrase(first, at), Link.INSIDE, span_of(doc, first, at)))
    rest = doc.tokens[end - 1].lower in BODIES | {"campaign"} and doc.tokens[first].lower not in COUNTRY_OF
    if rest and doc.tokens[first].capital:
        found.append(ToldBody(doc.phrase(first, end - 1), Link.REST, span_of(doc, first, end - 1)))
    return found
