"""The pages: which handler answers which address, and which one takes which form."""

from collections.abc import Callable, Mapping

from attrib.web.exchange import Answer, Asked
from attrib.web.pages import decisions, key_list, overview, reading, review, search

Handler = Callable[[Asked], Answer]

PAGES: Mapping[str, Handler] = {
    "/": overview.page,
    "/search": search.page,
    "/statement/{id}": reading.page,
    "/review": review.page,
    "/decisions": decisions.page,
    "/keys": key_list.page,
}
"""What each address shows; asking for it changes nothing."""

FORMS: Mapping[str, Handler] = {
    "/review": review.decide,
    "/review/undo": review.undo,
    "/decisions/undo": decisions.undo,
    "/keys": key_list.change,
}
"""What each form changes."""
