"""Secrets in addresses of databases and of the web, made unreadable before anything is shown, stored or logged."""

import re

MASK = "***"

# Names of parameters whose values open something; "key" and "code" alone are numbers of articles as often.
_NAMES = (
    "password|passwd|passphrase|sslpassword|pwd|pass|secret|client_secret|token|access_token|auth_token|id_token|"
    "refresh_token|api_key|api-key|apikey|access_key|auth|authorization|credential|credentials|signature|sig|jwt"
)
_PARAMETER = re.compile(rf"(?<![A-Za-z0-9_-])({_NAMES})=[^&\s;,'\"<>)]+", re.IGNORECASE)
_SCHEME = "://"
_ENDS = re.compile(r"[\s'\"<>]")
_AUTHORITY = re.compile(r"[/?#\\]")
_WEB = ("http", "https", "ftp")


def mask_secrets(text: str) -> str:
    """A text with names and passwords of its addresses, and values of parameters such as password=, as `***`.

    "https://eva:pw@gull.example/a" is "https://***@gull.example/a", "sqlite:///a.db?password=pw" is
    "sqlite:///a.db?password=***". In an address of a database everything before its last @ is hidden, because
    passwords are often written there as they are. "https://gull.example/@eva" stays.
    """
    if _SCHEME in text:
        head, *rest = text.split(_SCHEME)
        schemes = [head, *rest]
        text = head + "".join(
            _SCHEME + _without_user(part, _scheme_at_end(before))
            for before, part in zip(schemes[:-1], rest, strict=True)
        )
    return mask_parameters(text)


def mask_parameters(text: str) -> str:
    """A text with the values of parameters such as password= and token= as `***`; names and passwords stay."""
    return _PARAMETER.sub(rf"\1={MASK}", text) if "=" in text else text


def without_user(url: str) -> str:
    """A web address without name and password: "https://eva:pw@gull.example/a" is "https://gull.example/a"."""
    scheme, mark, rest = url.partition(_SCHEME)
    end = _AUTHORITY.search(rest)
    authority = rest[: end.start()] if end else rest
    return scheme + mark + rest[authority.rfind("@") + 1 :]


def shown_address(url: str) -> str:
    """A web address as it may be shown and stored: without name and password, secret parameters as `***`."""
    return mask_secrets(without_user(url))


def _scheme_at_end(text: str) -> str:
    return re.split(r"[^A-Za-z0-9+.-]", text[-40:])[-1].lower()


def _without_user(rest: str, scheme: str) -> str:
    """What follows "://", with the user and password at its start hidden."""
    end = (_AUTHORITY if scheme in _WEB else _ENDS).search(rest)
    authority = rest[: end.start()] if end else rest
    at = authority.rfind("@")
    return rest if at < 0 else f"{MASK}{rest[at:]}"
