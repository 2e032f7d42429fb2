"""The news agencies that an article names as where it is from: in its byline, dateline, or a line about its sources."""

import re

_NAMES = {
    "Associated Press": ("The Associated Press", "Associated Press", "AP"),
    "Reuters": ("Thomson Reuters", "Reuters"),
    "Agence France-Presse": ("Agence France-Presse", "Agence France Presse", "AFP"),
    "United Press International": ("United Press International", "UPI"),
    "Press Association": ("Press Association", "PA Media"),
    "Press Trust of India": ("Press Trust of India", "PTI"),
    "Indo-Asian News Service": ("Indo-Asian News Service", "IANS"),
    "Xinhua": ("Xinhua News Agency", "Xinhua"),
    "Deutsche Presse-Agentur": ("Deutsche Presse-Agentur", "dpa"),
    "EFE": ("Agencia EFE", "EFE"),
    "Kyodo": ("Kyodo News", "Kyodo"),
    "TASS": ("ITAR-TASS", "TASS"),
    "Interfax": ("Interfax",),
    "Bloomberg": ("Bloomberg News", "Bloomberg"),
    "Tribune News Service": ("Tribune News Service", "Tribune Content Agency", "TNS"),
}
_OF = {spelling: agency for agency, spellings in _NAMES.items() for spelling in spellings}
_ANY = "|".join(sorted(map(re.escape, _OF), key=len, reverse=True))
_HEAD, _TAIL = 600, 1_000  # characters at both ends of a text that may name an agency
_DATELINE = re.compile(rf"^[^\n]{{0,80}}?\(({_ANY})\)(?=\s*(?:[-–—:.]|$))|^({_ANY})\s*[-–—]\s", re.MULTILINE)
_BYLINE = re.compile(rf"^by\b[^\n]{{0,80}}?\b({_ANY})\b", re.MULTILINE | re.IGNORECASE)
_CREDIT = re.compile(
    rf"\b({_ANY})\b[^.\n]{{0,60}}\bcontributed to this (?:report|story|article)"
    rf"|(?:copyright|©|\(c\))\s*(?:©|\(c\))?\s*(?:19|20)\d\d,?\s*(?:by\s+)?({_ANY})\b"
    rf"|\b(?:reporting|report|written) (?:by|from)\b[^.\n]{{0,80}}\b({_ANY})\b"
    rf"|^[-–—(\s]*({_ANY})[)\s.]*$",
    re.MULTILINE | re.IGNORECASE,
)
_FIELD = re.compile(rf"\b({_ANY})\b")


def agencies(text: str, author: str | None = None, outlet: str | None = None) -> frozenset[str]:
    """The agencies that an article is from, by their whole names.

    "PARIS (AP) — ...", "By Ann Lee, Associated Press", "Reuters contributed to this report.", "Copyright 2019 The
    Associated Press." name one; "told Reuters on Monday" and "Image copyright AP" do not.
    """
    found = [match for pattern in (_DATELINE, _BYLINE) for match in pattern.finditer(text[:_HEAD])]
    found += _CREDIT.finditer(text[-_TAIL:])
    found += [match for field in (author, outlet) if field for match in _FIELD.finditer(field)]
    names = (name for match in found for name in match.groups() if name)
    return frozenset(_BY_FOLDED[name.lower()] for name in names)


_BY_FOLDED = {spelling.lower(): agency for spelling, agency in _OF.items()}
