"""Expressions of time: where one stands in a text, by what may tell when something was said.

A name of a day or month counts with a capital only, and a month only with a day, a year or a preposition beside it, so
that "may say", "sat images" and "march on" are none. What leads elsewhere ("until Monday", "next May") is none either.
"""

import re
from datetime import date

from attrib.data import Span
from attrib.english.calendar import DAYS, MONTHS

DAY_ORDER = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_ORDER = tuple(f"{date(2000, number, 1):%B}".lower() for number in range(1, 13))
_SHORT_DAYS = r"Mon\.|Tues?\.|Wed\.|Thurs?\.|Fri\.|Sat\.|Sun\."
_SHORT_MONTHS = r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)(?:\.|\b)"
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {word: number for number, word in enumerate(_COUNTS, 1)}
NUMBERS |= {"a": 1, "an": 1, "couple of": 2, "a couple of": 2}

_DAY = rf"(?:(?:{'|'.join(sorted(map(str.title, DAYS)))})\b|{_SHORT_DAYS})"
_MONTH = rf"(?:(?:{'|'.join(sorted(map(str.title, MONTHS)))})\b|{_SHORT_MONTHS})"
_YEAR = r"(?:1[6-9]|20)\d\d\b"
_NUMBER = rf"(?:{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|\d{{1,3}}|several|a few)"
_UNIT = r"(?:minute|hour|day|week|month|year|decade)"
_PART = r"(?:morning|afternoon|evening|night)"
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: (?:GMT|[A-Z]{1,2}ST?|[A-Z]DT|ET))?"
_DATE = (
    rf"(?:(?P<day>{_DAY}),? )?(?:(?P<month>{_MONTH}) (?P<number>\d{{1,2}})(?:st|nd|rd|th)?\b|"
    rf"(?P<number2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month2>{_MONTH}))(?:,? (?P<year>{_YEAR}))?"
)
_BARE_MONTH = rf"(?P<month>{_MONTH})(?:,? (?:of )?(?P<year>{_YEAR})|(?: of)? (?P<which>last|this) year\b)?"
_WEEKDAY = rf"(?P<day>{_DAY})(?! ?-)(?: (?P<part>{_PART})\b)?"
_VAGUELY = r"(?:[Ee]arlier|[Ll]ater?|[Ee]arly|[Mm]id)"

FORMS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "iso": r"(?:[Oo]n )?(?P<iso>\d{4}-\d\d-\d\d)\b",
        "date": rf"(?:{_VAGUELY} )?(?:[Oo]n )?(?:the )?(?:{_PART} of )?{_DATE}",
        "weekday": rf"(?:[Aa]t {_CLOCK} )?(?:{_VAGUELY} )?(?:[Oo]n )?(?:(?:early|late) )?"
        rf"(?:(?P<which>[Ll]ast|[Tt]his(?: past)?) )?{_WEEKDAY}",
        "month": rf"(?:{_VAGUELY} )?(?:[Ii]n |[Dd]uring |(?P<which2>[Ll]ast|[Tt]his) )(?:{_VAGUELY}[- ])?{_BARE_MONTH}",
        "month and year": rf"(?P<month>{_MONTH}) (?P<year>{_YEAR})",
        "deictic": rf"(?:{_VAGUELY} )?(?P<deictic>(?i:today|yesterday|tonight|overnight|the day before yesterday))\b"
        rf"(?: {_PART}\b)?",
        "this": rf"(?:{_VAGUELY} (?:on |in )?|(?:[Oo]ver|[Aa]t|[Dd]uring|[Oo]n) )?(?P<which>[Ll]ast|[Tt]his|[Tt]he)"
        rf"(?: past)? (?P<unit>week|month|year|weekend|{_PART})\b(?!-)",
        "ago": rf"(?P<count>{_NUMBER}) (?P<unit>{_UNIT})s? ago\b",
        "year": rf"(?:[Ii]n|[Dd]uring|[Bb]ack in) (?:{_VAGUELY}[- ])?(?P<year>{_YEAR})(?!s)",
        "vague": r"(?i:in recent (?:day|week|month|year)s|recently|previously|in the past|at the time)\b|"
        rf"(?i:{_NUMBER} )?(?i:{_UNIT}s? (?:earlier|later|before)|the (?:previous|same|next|following) "
        rf"(?:day|week|month|year|{_PART}))\b|"
        r"(?:[Ee]arlier|[Ll]ater) (?:on |in |that )*(?:the )?(?:day|week|month|year)\b",
    }.items()
}
"""The forms of expressions, by name; groups name their parts."""

ATTRIBUTIVE: dict[str, re.Pattern[str]] = {
    "date": re.compile(_DATE),
    "weekday": re.compile(_WEEKDAY),
    "month": re.compile(_BARE_MONTH),
    "year": re.compile(rf"(?P<year>{_YEAR})"),
}
"""The forms that stand before a noun: "a May 5 interview", "Tuesday night's debate", "a 2019 speech"."""

_LEADING_AWAY = re.compile(r"\b(?:next|by|until|till|before|from|after|since|through|for|between|coming|to) $", re.I)
_GOES_ON = re.compile(r"[-–]?\w|['’]s\b|[-–]\d")  # "Monday-night", "today's"


def time_at(text: str, start: int, end: int) -> Span | None:
    """The longest expression of time that begins at an offset and ends before another; None where there is none."""
    ends = [match.end() for pattern in FORMS.values() if (match := pattern.match(text, start, end))]
    best = max(ends, default=start)
    return None if best == start or _GOES_ON.match(text, best) or _leads_away(text, start) else Span(start, best)


def time_before_noun(text: str, phrase: Span) -> Span | None:
    """The first expression of time that stands before a noun of a phrase: "2019" of "a 2019 interview"."""
    for match in re.finditer(r"\b[A-Z\d]", phrase.of(text)):
        start = phrase.start + match.start()
        found = [other.end() for form in ATTRIBUTIVE.values() if (other := form.match(text, start, phrase.end))]
        best = max(found, default=start)
        if best > start and re.compile(r"(?:['’]s)? \w").match(text, best, phrase.end):
            return Span(start, best)
    return None


def _leads_away(text: str, start: int) -> bool:
    return _LEADING_AWAY.search(text, max(0, start - 10), start) is not None
