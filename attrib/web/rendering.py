"""Answers as responses: templates rendered with every value escaped, redirects, files."""

from collections.abc import Mapping
from functools import cache, partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.responses import RedirectResponse, Response

from attrib._version import __version__
from attrib.web.addresses import address, with_pair, without
from attrib.web.exchange import Answer, Asked, Moved, Page, Sent
from attrib.web.keys import COOKIE
from attrib.writers.html.environment import environment

_HERE = Path(__file__).parent
_YEAR = 365 * 24 * 3600  # seconds
_TYPES: Mapping[str, str] = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


@cache
def templates() -> Environment:
    """The templates of the page above those of the reports, whose marks and receipts it shows too."""
    made = environment(_HERE / "templates")
    made.globals |= {"address": address, "with_pair": with_pair, "without": without, "version": __version__}
    return made


@cache
def own_file(name: str) -> bytes | None:
    """A style sheet, script or picture of the page; None where there is none of that name."""
    if name == "style.css":
        return templates().get_template(name).render().encode()
    known = {path.name: path for path in (_HERE / "own").iterdir()}
    return known[name].read_bytes() if name in known else None


def own_response(name: str) -> Response:
    """The response with a file of the page's own."""
    content = own_file(name)
    if content is None:
        return Response("There is no such file.\n", HTTPStatus.NOT_FOUND, media_type="text/plain")
    return Response(content, media_type=_TYPES[name.rpartition(".")[2]])


def response(asked: Asked, answer: Answer, *, here: str) -> Response:
    """The response with an answer; `here` is the path that was asked for."""
    if isinstance(answer, Moved):
        moved = RedirectResponse(answer.to, HTTPStatus.SEE_OTHER)
        if answer.keys is not None:
            set_cookie = partial(moved.set_cookie, COOKIE, answer.keys.text(), max_age=_YEAR)
            set_cookie(httponly=True, samesite="strict")
        return moved
    if isinstance(answer, Sent):
        return _file(answer)
    return Response(render(asked, answer, here=here), answer.status, media_type="text/html")


def render(asked: Asked, page: Page, *, here: str) -> str:
    """A page as HTML."""
    values: dict[str, Any] = {
        "keys": asked.keys,
        "by": asked.by,
        "here": here,
        "database": asked.desk.name,
        **page.values,
    }
    return templates().get_template(page.template).render(values)


def _file(sent: Sent) -> Response:
    headers = {}
    if sent.name is not None:
        headers["content-disposition"] = f'attachment; filename="{sent.name}"'
    if sent.policy is not None:
        headers["content-security-policy"] = sent.policy
    return Response(sent.content, media_type=sent.media_type, headers=headers)
