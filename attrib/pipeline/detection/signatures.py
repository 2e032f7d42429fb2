"""Who signs a quotation: the name that the layout sets behind, below or before it, without a verb."""

import re
from functools import lru_cache
from itertools import islice

from attrib.data import Span
from attrib.english.roles import is_role
from attrib.pipeline.detection.layout import Layout
from attrib.pipeline.detection.tags import Tag
from attrib.text.turn_labels import NAME, NOBODY

BULLET = re.compile(r"(?:[•·*‣▪–—-]|\d{1,2}[.)])\s+")
_DASH = re.compile(r"\s*(?P<cue>[—–―]|-{1,2})\s*(?=\S)")
# A name with what stands before it ("Union leader Bo Hagen") up to a comma, bracket, preposition or the line's end.
_SIGNED = re.compile(
    rf"(?P<name>(?:[\w’'-]+\s){{0,3}}?{NAME})"
    r"(?P<more>\s?\.?$|,\s[^.!?]*\.?$|\s\([^()]*\)\.?$|\s(?:of|from|in|at|on|for|via)\s[^.!?]*\.?$)"
)
_BRACKETED = re.compile(rf"\s*\((?P<name>(?:[\w’'-]+\s){{0,2}}?{NAME}),[^()]*\)\.?$")
_LABEL = re.compile(rf"(?P<name>(?:[\w’'-]+,?\s){{0,6}}?{NAME})(?:,\s[^:]{{1,60}})?(?P<cue>:)\s*$")
_HEADLINE = re.compile(rf"(?P<cue>:)\s(?P<name>{NAME})(?=\s)")
_BYLINES = re.compile(rf'[”"]\s{{1,8}}^{NAME}, {NAME}\r?$', re.MULTILINE)
_SEVERAL = 2
_LONGEST = 140  # characters of a line that signs


def signature(layout: Layout, quotation: Span) -> Tag | None:
    """Who signs a quotation: "— Ada Blunt, 43, nurse", "(Ada Blunt, nurse)" or "Ada Blunt, nurse" in a list.

    The name may stand behind the quotation in its line, in the line below, or before it with a colon.
    """
    line = layout.paragraph(quotation.start)
    behind = Span(quotation.end, line.end)
    if not layout.text[behind.start : behind.end].strip(" ."):
        return _before(layout, quotation, line) or _below(layout, quotation, line)
    if behind.end - behind.start > _LONGEST:
        return None
    return (
        _dashed(layout, behind)
        or _named(layout, _BRACKETED.match(layout.text, behind.start, behind.end))
        or _listed(layout, quotation, line, behind)
        or _headline(layout, quotation, line)
    )


def _dashed(layout: Layout, line: Span) -> Tag | None:
    dash = _DASH.match(layout.text, line.start, line.end)
    if dash is None:
        return None
    return _named(layout, _SIGNED.match(layout.text, dash.end(), line.end), Span(*dash.span("cue")))


def _below(layout: Layout, quotation: Span, line: Span) -> Tag | None:
    """The name in the line below: behind a dash, or before a comma where the quotation stands alone in its line.

    Behind the comma stands what the signer is ("nurse"), or, in a round-up that signs several quotations so, a body.
    """
    following = layout.paragraph_after(line)
    if following is None or following.end - following.start > _LONGEST:
        return None
    if tag := _dashed(layout, following):
        return tag
    whole = quotation.start <= line.start + 2 and layout.text[following.end - 1] not in ".!?:"
    found = _SIGNED.match(layout.text, following.start, following.end) if whole else None
    if found is None or not found["more"].startswith(","):
        return None
    return _named(layout, found) if found["more"].islower() or _is_roundup(layout.text) else None


@lru_cache(maxsize=4)
def _is_roundup(text: str) -> bool:
    """Whether a text has several quotations with a name and a body alone in the line below: "Ada Blunt, The Echo"."""
    return sum(1 for _ in islice(_BYLINES.finditer(text), _SEVERAL)) == _SEVERAL


def _listed(layout: Layout, quotation: Span, line: Span, behind: Span) -> Tag | None:
    """The name behind a quotation that makes an item of a list: "1. “…” Ada Blunt, nurse"."""
    bullet = BULLET.match(layout.text, line.start, line.end)
    if bullet is None or bullet.end() != quotation.start:
        return None
    found = _SIGNED.match(layout.text, behind.start + 1, behind.end)
    return _named(layout, found) if found and layout.text[behind.start].isspace() else None


def _before(layout: Layout, quotation: Span, line: Span) -> Tag | None:
    """The label that opens a line which holds nothing else: 'Mayor Ada Blunt: "…"'."""
    bullet = BULLET.match(layout.text, line.start, quotation.start)
    start = bullet.end() if bullet else line.start
    if quotation.start - start > _LONGEST:
        return None
    found = _LABEL.fullmatch(layout.text, start, quotation.start)
    return _named(layout, found, Span(*found.span("cue"))) if found else None


def _headline(layout: Layout, quotation: Span, line: Span) -> Tag | None:
    """The name behind the colon of a headline: "'A disgrace': Farouk on the pool"."""
    if quotation.start != line.start or layout.text[line.end - 1] in ".!?":
        return None
    found = _HEADLINE.match(layout.text, quotation.end, line.end)
    return _named(layout, found, Span(*found.span("cue"))) if found else None


def _named(layout: Layout, found: re.Match[str] | None, cue: Span | None = None) -> Tag | None:
    """The tag of a line whose name may be somebody's: its words in lower case are roles or belong to one."""
    if found is None:
        return None
    words = found["name"].replace(",", " ").split()
    small = [word for word in words if word[0].islower()]
    if any(word.lower() in NOBODY for word in words) or "the" in words[1:] or (small and not _is_described(words)):
        return None
    return Tag(cue, layout.within_sentence(Span(*found.span("name"))))


def _is_described(words: list[str]) -> bool:
    """Whether a name stands behind a role or another description: "lifeguard Ada Blunt", "the victim's sister, …"."""
    roles = any(is_role(word.lower()) for word in words)
    return roles or words[0].lower() in {"the", "a", "an", "his", "her", "their", "our", "my"} or len(words) <= 3
