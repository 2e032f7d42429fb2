"""Saved searches: listed, saved, taken away and brought back; what is new to them, told once as a digest."""

import io

from attrib.data.saved import SavedSearch
from attrib.errors import AttribError, NotFoundError, SettingsError
from attrib.services.saved_queries import query_saved, search_words
from attrib.services.search import with_sides
from attrib.web.addresses import Pairs, pairs_of, query_at, search_pairs
from attrib.web.exchange import Answer, Asked, Moved, Page, Sent
from attrib.writers.html.environment import page_policy

_MOST = 200  # new statements of one search on a page; a digest has more


def page(asked: Asked) -> Answer:
    """The saved searches with what they ask for, and those that were taken away."""
    searches = asked.desk.saved.list()
    values = {
        "searches": [(each, search_words(each), _pairs(each)) for each in searches],
        "removed": asked.desk.saved.list(removed=True),
    }
    return Page("saved.html", values)


def news(asked: Asked) -> Answer:
    """What is new to saved searches, all of them or those that the address names; it stays new."""
    names = tuple(value for name, value in asked.pairs if name == "name")
    found = asked.desk.saved.news(*names, limit=_MOST)
    sections = [
        (section, _pairs(section.search), [(each, with_sides(each.record)) for each in section.new])
        for section in found.sections
    ]
    return Page("news.html", {"news": found, "sections": sections, "names": names, "told": asked.get("told")})


def digest(asked: Asked) -> Answer:
    """A digest that was told here, with its own policy; `keep` sends it as a file."""
    number = asked.path["number"]
    text = asked.digests.find(number)
    if text is None:
        raise NotFoundError(
            f"no digest {number} is kept here any more; what its searches find, told or not, is on the page of saved "
            "searches"
        )
    name = f"digest-{number}.html" if asked.get("keep") else None
    return Sent(text.encode("utf-8", "backslashreplace"), "text/html", name, f"{page_policy()}; frame-ancestors 'none'")


def change(asked: Asked) -> Answer:
    """Save the search of the address, take one away, bring one back, or tell what is new and mark it as told."""
    saved, do, name = asked.desk.saved, asked.given("do"), asked.given("name")
    if do == "add":
        query = query_at(search_pairs(asked.pairs), asked.minima)
        saved.add(name, query, note=asked.given("note") or None, tell_all=asked.given("tell") == "all")
    elif do == "remove":
        saved.remove(name)
    elif do == "restore":
        saved.restore(name)
    elif do == "digest":
        return _told(asked)
    else:
        raise SettingsError(f"{do!r} is nothing to do with a saved search; it is add, remove, restore or digest")
    return Moved("/saved")


def _told(asked: Asked) -> Answer:
    names = tuple(value for name, value in asked.form if name == "name" and value)
    stream = io.StringIO()
    made = asked.desk.saved.digest(stream, *names, form="html")
    if made.silent:
        return Moved.page("/news", (*(("name", name) for name in names), ("told", "nothing")))
    asked.digests.keep(made.number, stream.getvalue())
    return Moved(f"/digests/{made.number}")


def _pairs(search: SavedSearch) -> Pairs | None:
    """The search as the parameters of an address; None where it cannot be read."""
    try:
        return pairs_of(query_saved(search))
    except AttribError:
        return None
