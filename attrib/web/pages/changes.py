"""Changes of mind: an earlier receipt and a later one side by side, a suggestion until somebody confirms it."""

from attrib.data.changes import LEAST_SIDE
from attrib.errors import SettingsError
from attrib.web.exchange import Answer, Asked, Moved, Page
from attrib.web.pages.items import back, least_of, place_of

_MOST = 20
_LATEST = 10


def page(asked: Asked) -> Answer:
    """The changes of mind of a speaker; without one, the speakers with most statements to choose from."""
    name = asked.get("actor").strip()
    judged = asked.desk.changes.judgements(limit=_LATEST)
    if not name:
        return Page("changes.html", {"name": "", "actors": asked.desk.actors.most_quoted(limit=20), "judged": judged})
    least = least_of(asked, LEAST_SIDE)
    rejected = bool(asked.get("rejected"))
    found = asked.desk.changes.of(name, rejected=rejected, limit=_MOST, min_stance_score=least)
    values = {
        "name": name,
        "actor": found.actor,
        "changes": found.changes,
        "more": found.more,
        "left_out": found.left_out,
        "least": least,
        "place": place_of(asked, len(found.changes)),
        "judged": judged,
    }
    return Page("changes.html", values)


def judge(asked: Asked) -> Answer:
    """Write down whether two statements are a change of mind."""
    changes, do = asked.desk.changes, asked.given("do")
    one, other, note = asked.given("statement"), asked.given("other"), asked.given("note") or None
    if do == "confirm":
        changes.confirm(one, other, note=note)
    elif do == "reject":
        changes.reject(one, other, note=note)
    elif do == "undo":
        changes.undo(asked.given("batch"))
    else:
        raise SettingsError(f"{do!r} is nothing to say of a change; it is confirm, reject or undo")
    return Moved(back(asked, "/changes"))
