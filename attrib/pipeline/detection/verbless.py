"""Who speaks a quotation that no verb introduces: "The director's answer: …", "Her verdict? …", "For Amos Kray, …"."""

import re

from attrib.data import Span
from attrib.pipeline.detection.layout import Layout
from attrib.pipeline.detection.tags import PHRASE, Tag

_OWNED = re.compile(
    rf"(?:^|[.!?:;]\W{{1,3}})(?P<source>(?:{PHRASE})['’]s|[Hh]is|[Hh]er|[Tt]heir)\s(?:[a-z]+\s){{0,2}}?"
    r"(?P<cue>[a-z]+)[:?]\s$"
)
_FOR = re.compile(rf"(?P<cue>For)\s(?P<source>{PHRASE}),\s(?P<clause>[^\"“”:;.?!]{{1,80}})$")
# "President Baran was quoted by the agency as saying that …"
_QUOTED = re.compile(
    rf"(?P<source>{PHRASE})\s(?:was|were|is|are|ha(?:s|ve) been)\s(?:\w+\s)?(?:quoted|cited|reported)\s"
    r"[^\"“”.;]{0,80}?as (?P<cue>saying|telling)\s(?P<clause>[^\"“”.;?!]{0,120})$"
)
_REACH = 240  # characters from a quotation back to the words that introduce it


def verbless_tag(layout: Layout, quotation: Span) -> tuple[Tag, Span] | None:
    """The tag of a quotation behind a noun that somebody owns, "For X," or "X was quoted as saying", and its content.

    Example: "For Amos Kray, the film is “a long road”" has the content "the film is “a long road”".
    """
    lead = Span(max(layout.paragraph(quotation.start).start, quotation.start - _REACH), quotation.start)
    words = lead.of(layout.text)
    if found := _OWNED.search(words):
        return _tag(found, lead.start), quotation
    sentence = layout.sentence(quotation.start)
    if sentence.start < lead.start:
        return None
    at = sentence.start - lead.start
    found = _FOR.match(words, at) or _QUOTED.match(words, at)
    if found is None:
        return None
    return _tag(found, lead.start), Span(lead.start + found.start("clause"), quotation.end)


def _tag(found: re.Match[str], by: int) -> Tag:
    cue, source = (Span(found.start(part) + by, found.end(part) + by) for part in ("cue", "source"))
    return Tag(cue, source)
