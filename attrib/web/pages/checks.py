"""Fact checks to confirm: a statement and the check that may be about it, side by side."""

from attrib.data import FILTERS
from attrib.data.checks import MATCHED
from attrib.errors import SettingsError
from attrib.web.addresses import query_at, search_pairs
from attrib.web.exchange import Answer, Asked, Moved, Page
from attrib.web.pages.items import back, least_of, place_of

_MOST = 50
_LATEST = 10


def page(asked: Asked) -> Answer:
    """The matches of the statements that fit, those with the nearest check first."""
    pairs, least = search_pairs(asked.pairs), least_of(asked, MATCHED)
    query = query_at(pairs, asked.minima)
    given = {name: value for name in ("text", *FILTERS) if (value := getattr(query, name)) not in (None, (), False)}
    records = asked.desk.checks.match(least=least, limit=_MOST, confident=query.confident, **given)
    matches = [(record, match) for record in records for match in record.checks]
    values = {
        "pairs": pairs,
        "matches": matches,
        "place": place_of(asked, len(matches)),
        "least": least,
        "known": bool(asked.desk.checks.list(limit=1)),
        "judged": asked.desk.checks.judgements(limit=_LATEST),
    }
    return Page("checks.html", values)


def judge(asked: Asked) -> Answer:
    """Write down whether a check is about what a statement claims."""
    checks, do = asked.desk.checks, asked.given("do")
    statement, check, note = asked.given("statement"), asked.given("check"), asked.given("note") or None
    if do == "confirm":
        checks.confirm(statement, check, note=note)
    elif do == "reject":
        checks.reject(statement, check, note=note)
    elif do == "undo":
        checks.undo(asked.given("batch"))
    else:
        raise SettingsError(f"{do!r} is nothing to say of a match; it is confirm, reject or undo")
    return Moved(back(asked, "/checks"))
