"""The door of the web page: who may ask at all. It stands before every route, those of style and script too.

Every program of this machine, and every web site that a browser here has open, can reach a port of this machine. So a
request must name this server as its host (else a name of somebody else could lead here), must not come from a page of
another site, and must have a secret that only the printed address gives; a change must come from a page of this server.
"""

import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = "127.0.0.1"
"""The only address that is served."""
ENTRANCE = "token"
"""The parameter of the printed address that holds the token."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""The content security policy of every answer that has none of its own."""
_HEADERS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
    "referrer-policy": "same-origin",  # with no-referrer a browser would send "null" as the origin of our own forms
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_OWN_SITE = frozenset({"same-origin", "none"})  # none: a person typed the address, or opened a bookmark
_METHODS = frozenset({"GET", "HEAD", "POST"})


class Guard:
    """An ASGI application that passes on only what may ask, and gives every answer the headers of safety.

    `port` is that of the server; `token` is in the printed address and becomes a cookie, which holds another secret.
    """

    def __init__(self, app: ASGIApp, *, port: int, token: str) -> None:
        self.app = app
        self.host = f"{HOST}:{port}"
        self.cookie = f"attrib-{port}"  # the ports of one host share their cookies
        self._token = token
        self._secret = secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            answer = self._refusal(scope) or self._entrance(scope) or self.app
            await answer(scope, receive, _with_headers(send))
        else:
            await send({"type": "websocket.close", "code": 1008})

    def _refusal(self, scope: Scope) -> Response | None:
        """Why a request may not ask, whoever sends it; None where it may."""
        headers = Headers(scope=scope)
        if headers.getlist("host") != [self.host]:
            return _refused(421, f"This is http://{self.host}/ and no other host.")
        if scope["method"] not in _METHODS:
            return _refused(405, "This page knows GET, HEAD and POST.")
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site not in _OWN_SITE:
            return _refused(403, "A page of another site sent this. Type or paste the address that attrib web printed.")
        if scope["method"] == "POST":
            named = (site is None or site == "same-origin") and (origin is None or origin == f"http://{self.host}")
            if not named or (site is None and origin is None):
                return _refused(403, "Only a page of this server may change something.")
        return None

    def _entrance(self, scope: Scope) -> Response | None:
        """The answer to whoever has no cookie yet: one with the cookie for the right token; None for who has it."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        tokens = [value for name, value in query if name == ENTRANCE]
        if tokens and scope["method"] == "GET" and _same(tokens[0], self._token):
            rest = urlencode([(name, value) for name, value in query if name != ENTRANCE])
            path = quote(scope["path"].lstrip("/"))
            entered = RedirectResponse(f"http://{self.host}/{path}{'?' if rest else ''}{rest}", status_code=303)
            entered.set_cookie(self.cookie, self._secret, httponly=True, samesite="strict")
            return entered
        if _same(_cookie(Headers(scope=scope), self.cookie), self._secret):
            return None
        return _refused(403, "Open this page by the address that attrib web printed; it holds a token.")


def _same(given: str, expected: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), expected.encode())


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return "" if found is None else found.value


def _refused(status: int, words: str) -> Response:
    return PlainTextResponse(f"{words}\n", status_code=status)


def _with_headers(send: Send) -> Send:
    """The same, with the headers of safety in each answer; a policy that it has stays."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            headers.setdefault("content-security-policy", POLICY)
        await send(message)

    return send_with_headers
