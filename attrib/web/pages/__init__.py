"""The pages: which handler answers which address, and which one takes which form."""

from collections.abc import Callable, Mapping

from attrib.web.exchange import Answer, Asked
from attrib.web.pages import key_list, overview, reading, search

Handler = Callable[[Asked], Answer]

PAGES: Mapping[str, Handler] = {
    "/": overview.page,
    "/search": search.page,
    "/statement/{id}": reading.page,
    "/keys": key_list.page,
}
"""What each address shows; asking for it changes nothing."""

FORMS: Mapping[str, Handler] = {
    "/keys": key_list.change,
}
"""What each form changes."""
