"""The application: its routes, reading a request, and errors as pages."""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from attrib.errors import AmbiguousNameError, AttribError, NotFoundError, StoreError
from attrib.services.desk import Desk
from attrib.web.addresses import Pairs
from attrib.web.digests import Digests
from attrib.web.exchange import Answer, Asked, Page
from attrib.web.guard import Guard
from attrib.web.keys import COOKIE, from_cookie
from attrib.web.pages import FORMS, PAGES, Handler
from attrib.web.queues import Queues
from attrib.web.rendering import own_response, response

LARGEST_FORM = 256 * 1024
"""Bytes of a form; a note or a quote is far shorter."""
_MOST_FIELDS = 100
_STATUS: Mapping[type[AttribError], int] = {NotFoundError: 404, AmbiguousNameError: 409, StoreError: 409}

Endpoint = Callable[[Request], Awaitable[Response]]


def make_app(desk: Desk, *, by: str, port: int, token: str, minima: Mapping[str, float] | None = None) -> Guard:
    """The application over a desk, behind its guard; `by` is who reviews and judges, `minima` filters of settings."""
    queues, digests, minima = Queues(), Digests(), dict(minima or {})

    def endpoint(handler: Handler) -> Endpoint:
        async def answer(request: Request) -> Response:
            try:
                form = await _form(request) if request.method == "POST" else ()
            except ValueError as error:
                return PlainTextResponse(f"{error}\n", 413)
            asked = Asked(
                desk=desk,
                queues=queues,
                digests=digests,
                keys=from_cookie(request.cookies.get(COOKIE, "")),
                by=by,
                path=dict(request.path_params),
                pairs=tuple(request.query_params.multi_items()),
                form=form,
                minima=minima,
            )
            return await run_in_threadpool(_respond, handler, asked, request.url.path)

        return answer

    routes = [Route("/own/{name}", _own, methods=["GET"])]
    routes += [Route(path, endpoint(handler), methods=["GET"]) for path, handler in PAGES.items()]
    routes += [Route(path, endpoint(handler), methods=["POST"]) for path, handler in FORMS.items()]
    return Guard(Starlette(routes=routes), port=port, token=token)


async def _form(request: Request) -> tuple[tuple[str, str], ...]:
    """The pairs of a form. Raises ValueError for one that is too large or is no form."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_FORM:
            raise ValueError(f"a form has at most {LARGEST_FORM} bytes")
    try:
        return tuple(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except UnicodeDecodeError as error:
        raise ValueError("a form is UTF-8") from error


def _own(request: Request) -> Response:
    return own_response(request.path_params["name"])


def _respond(handler: Handler, asked: Asked, here: str) -> Response:
    """The response of a handler, or a page that tells the error."""
    try:
        answer: Answer = handler(asked)
    except AttribError as error:
        answer = _problem(asked, error)
    return response(asked, answer, here=here)


def _problem(asked: Asked, error: AttribError) -> Page:
    """A page with an error; for an ambiguous name with the choices, each the same address or form with an id in it."""
    choices = []
    if isinstance(error, AmbiguousNameError):
        sent = {value for _, value in asked.form}
        for identity, description in error.choices:
            if identity in sent:  # nobody is merged with himself
                continue
            pairs, form = (_chosen(given, error.name or "", identity) for given in (asked.pairs, asked.form))
            choices.append((description, pairs if pairs != asked.pairs else (), form if form != asked.form else ()))
    return Page("problem.html", {"message": str(error), "choices": choices}, _STATUS.get(type(error), 400))


def _chosen(given: Pairs, name: str, identity: str) -> Pairs:
    """Pairs of an address or a form with an id in place of a name."""
    return tuple((field, identity if value.strip() == name.strip() else value) for field, value in given)
