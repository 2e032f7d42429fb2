"""Statements written into their text: {content} and <cue>."""

import re

from attrib.data import Assertion, Document, Span, Statement, StatementType
from attrib.pipeline.assertion.assertions import with_assertions
from attrib.pipeline.speakers.resolver import resolve

_MARK = re.compile(r"[{}<>]")


def statement(marked: str) -> tuple[str, Statement]:
    """The text without its marks, and the statement that they set off."""
    text = ""
    spans: dict[str, list[Span]] = {"{": [], "<": []}
    start = 0
    at = 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match.group() in spans:
            start = len(text)
        else:
            spans["{" if match.group() == "}" else "<"].append(Span(start, len(text)))
    text += marked[at:]
    return text, Statement(StatementType.INDIRECT, tuple(spans["{"]), tuple(spans["<"]))


def assertions(marked: str) -> list[Assertion | None]:
    """The assertion of the statement in a marked text; an empty list where it is left out."""
    text, made = statement(marked)
    return [kept.assertion for kept in with_assertions(resolve(Document(text), [made], ())).statements]
