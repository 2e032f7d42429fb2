"""The speaker's tag right beside a quotation: a cue with its source, told by the form of the words alone."""

import re
from dataclasses import dataclass

from attrib.data import Span, Spans
from attrib.english.lexicon import lexicon
from attrib.pipeline.detection.layout import Layout
from attrib.text.turn_labels import NAME

_TAGGED = lexicon().tagged("quoting_verbs", {"object"})
_VERBS = "|".join(sorted(_TAGGED, reverse=True))
_PLAIN = "|".join(sorted(verb for verb in _TAGGED if not _TAGGED[verb]))
_WITH_OBJECT = "|".join(sorted(verb for verb in _TAGGED if _TAGGED[verb]))
_ADVERB = r"(?:(?:\w+ly|later|also|then|once|have|has|had)\s)?"
_DETERMINER = r"(?i:the|an?|his|her|their|its|our|my|one|another|some|several|many|two)"
_CLOSED = "at|in|on|for|to|from|like|with|who|as|and|but|or|after|before|when|while|that|by|is|was|has|had"
_ENDS = rf"(?!(?:{_CLOSED}|{_VERBS})\b)"
_COMMON = rf"{_ENDS}[a-z][\w’'-]*"
_NAMED = rf"(?!(?:And|But|However|So|Still|That|Then|There|Yet)\b){NAME}"
PHRASE = (
    rf"(?:{_DETERMINER}\s(?:{_COMMON}\s){{0,4}}{_COMMON}(?:,\s{_NAMED})?"  # "her deputy, Olaf Brinkmann"
    rf"|(?:{_DETERMINER}\s)?(?:{_COMMON}\s){{0,3}}{_NAMED}"  # "spokesman Chen Guo"
    r"|(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e|[Ii]t)\b)"
)
"""A noun phrase that may speak, as a regular expression."""

_PAUSE = r"(?:,(?:\s[^,;:\"“”]{1,60},)?)?"
_INVERTED = re.compile(rf"[,.]?\s{{0,2}}{_ADVERB}(?P<cue>{_VERBS})(?:\s\w+ly)?\s(?P<source>(?!of\b){PHRASE})")
_SUBJECT = re.compile(rf",?\s{{0,2}}(?P<source>{PHRASE}){_PAUSE}\s{_ADVERB}(?P<cue>{_VERBS})\b")
# Behind "?" and "!" a sentence of its own may begin: there the verb must have no more to say.
_ENDED = re.compile(r"[.,;:]|\s?$|\s(?:on|in|at|during|after|when|while|as|with|of)\b")
_OBJECT = rf"\s(?:it|him|her|them|me|us|this|that|reporters|journalists|{NAME})"
_CUE = rf"(?P<cue>(?:{_PLAIN})\b|(?:{_WITH_OBJECT})\b(?={_OBJECT}\b))(?:{_OBJECT})?(?:,|:|\sthat)?\s?$"
_CUE_AT_END = re.compile(rf"\b{_CUE}")
_BEFORE = re.compile(rf"\b(?P<source>(?!of\b){PHRASE}){_PAUSE}\s{_ADVERB}{_CUE}")
_PREPOSITION = re.compile(r"\b(?:of|at|in|on|for|to|from|with|by|via|about)\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TagReach:
    """How far from a quotation its tag may end, in characters; bounds that keep the walk linear."""

    behind: int = 160
    before: int = 160


_REACH = TagReach()


@dataclass(frozen=True, slots=True)
class Tag:
    """Who speaks a quotation, as the words beside it say: "said the mayor". A signature may have no cue."""

    cue: Span | None
    source: Span

    @property
    def cues(self) -> Spans:
        return () if self.cue is None else (self.cue,)


def tag_behind(layout: Layout, quotation: Span) -> Tag | None:
    """The tag right behind a quotation in its paragraph. Example: '"No," said her deputy.' Not: '"No." He said so.'"""
    text, at = layout.text, quotation.end
    end = min(layout.paragraph(quotation.start).end, at + _REACH.behind)
    if found := _INVERTED.match(text, at, end):
        return _tag(layout, found)
    last = text[at - 2 : at - 1]
    found = _SUBJECT.match(text, at, end) if last in ",!?—–-…" or text.startswith(",", at) else None
    if found is None or (last in "!?…" and not _ENDED.match(text, found.end(), end)):
        return None
    return _tag(layout, found)


def tag_before(layout: Layout, quotation: Span) -> Tag | None:
    """The tag right before a quotation in its sentence. Example: 'The clerk answered: "No."' Not: 'She left. "No."'"""
    first = layout.sentence(max(0, quotation.start - 2)).start
    start = max(layout.paragraph(quotation.start).start, quotation.start - _REACH.before, first)
    lead = layout.text[start : quotation.start]
    if lead.rstrip().endswith((".", "!", "?")) or not _CUE_AT_END.search(lead, max(0, len(lead) - 60)):
        return None
    found = _BEFORE.search(lead)
    return None if found is None or _PREPOSITION.search(lead, 0, found.start("source")) else _tag(layout, found, start)


def _tag(layout: Layout, found: re.Match[str], by: int = 0) -> Tag:
    cue, source = (Span(found.start(part) + by, found.end(part) + by) for part in ("cue", "source"))
    return Tag(cue, layout.within_sentence(source))
