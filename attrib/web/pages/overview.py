"""The first page: the ways into a database."""

from attrib.web.exchange import Answer, Asked, Page


def page(_asked: Asked) -> Answer:
    """A search field, and links to what there is; it counts nothing, so that it is there at once."""
    return Page("overview.html")
