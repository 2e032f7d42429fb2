"""What is true of a statement and its source whoever made it: "passive", "quoted", "plural"."""

from attrib.data import Span
from attrib.english.function_words import BE, GET
from attrib.english.roles import BODIES, SPOKES, is_people, is_role, is_writing, singular
from attrib.pipeline.speakers.linking.places import LinkText
from attrib.pipeline.speakers.rules.role_holders import GENERIC_BODIES, is_office
from attrib.pipeline.speakers.source_phrases import PhraseKind, SourcePhrase
from attrib.pipeline.speakers.sourced import SourcedStatement
from attrib.text.tokens import tokens_in


def flags(text: LinkText, item: SourcedStatement) -> set[str]:
    """What is true of the statement whoever made it."""
    statement, doc = item.statement, text.doc
    found = set[str]()
    if not statement.source and item.source is not None:
        found.add("source beside cue")
    if statement.cue:
        verb = [token.lower for token in text.words(Span(statement.cue[0].start, statement.cue[-1].end))]
        before = tokens_in(doc.tokens, Span(max(0, statement.cue[0].start - 12), statement.cue[0].start))
        if (set(verb) | {token.lower for token in before[-1:]}) & (BE | GET):
            found.add("passive")
        if len(verb) == 1 and verb[0].endswith(("ion", "ions", "al", "ment", "im", "ims", "ing")):
            found.add("noun cue")
        if before and before[-1].lower in {"and", "but", "then", "also"}:
            found.add("joined cue")
        sentence = doc.sentence(statement.cue[0].start)
        if statement.cue[0].start - sentence.start < 3:
            found.add("cue opens")
        if any(token.lower in {"to", "not"} for token in before[-1:]):
            found.add("to cue")
    else:
        found.add("no cue")
    start = statement.start
    if doc.is_quoted(start):
        found.add("quoted")
    if text.paragraph(start) != text.paragraph(max(0, start - 2)) or start == 0:
        found.add("opens paragraph")
    if text.place(Span(start, start + 1)).sentence < 2:
        found.add("opens text")
    if doc.is_turn(statement.content[0]):
        found.add("turn")
    return found | _source_flags(doc.text, item.source)


def _source_flags(text: str, source: SourcePhrase | None) -> set[str]:
    if source is None or source.kind is PhraseKind.PRONOUN:
        return set()
    head, found = source.head, set[str]()
    tests = {
        "spokes": head in SPOKES or singular(head) in SPOKES,
        "generic body": head in GENERIC_BODIES,
        "office": is_office(head),
        "role noun": is_role(head),
        "people noun": is_people(head),
        "body noun": head in BODIES,
        "writing noun": is_writing(head),
        "plural": head.endswith("s") and not head.endswith("ss"),
        "capital": source.phrase.of(text)[:1].isupper() and source.phrase.start > 0,
        "long": source.span.end - source.phrase.end > 3,
        "slash": "/" in source.phrase.of(text),
        "several words": " " in source.phrase.of(text),
    }
    found.update(name for name, holds in tests.items() if holds)
    return found
