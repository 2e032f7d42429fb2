"""The pages: which handler answers which address, and which one takes which form."""

from collections.abc import Callable, Mapping

from attrib.web.exchange import Answer, Asked
from attrib.web.pages import (
    actors,
    changes,
    checks,
    claims,
    decisions,
    files,
    key_list,
    overview,
    reading,
    review,
    saved,
    search,
)

Handler = Callable[[Asked], Answer]

PAGES: Mapping[str, Handler] = {
    "/": overview.page,
    "/search": search.page,
    "/statement/{id}": reading.page,
    "/review": review.page,
    "/decisions": decisions.page,
    "/actors": actors.page,
    "/actors/{id}": actors.show,
    "/suggestions": actors.suggestions,
    "/claims": claims.page,
    "/claims/{id}": claims.show,
    "/statement/{id}/claim": claims.of,
    "/compare/{id}": claims.compare,
    "/checks": checks.page,
    "/changes": changes.page,
    "/saved": saved.page,
    "/news": saved.news,
    "/digests/{number}": saved.digest,
    "/report": files.report,
    "/export.{form}": files.table,
    "/keys": key_list.page,
}
"""What each address shows; asking for it changes nothing."""

FORMS: Mapping[str, Handler] = {
    "/review": review.decide,
    "/review/undo": review.undo,
    "/decisions/undo": decisions.undo,
    "/saved": saved.change,
    "/judge/actors": actors.judge,
    "/judge/claims": claims.judge,
    "/judge/checks": checks.judge,
    "/judge/changes": changes.judge,
    "/keys": key_list.change,
}
"""What each form changes."""
