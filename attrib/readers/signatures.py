"""Formats that the first bytes of a file tell for sure."""

import re

_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"PK\x03\x04", "zip"),
    (b"WARC/", "warc"),
    (b"PAR1", "parquet"),
)
_ROOT = re.compile(rb"<(?![!?])(?:[\w.-]{1,40}:)?([a-zA-Z]{1,20})")
_LISTINGS = (b"rss", b"rdf", b"feed", b"opml", b"urlset", b"sitemapindex")
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https:(?:\\?/){2}jsonfeed\.org\\?/version\\?/')
_HEADERS = re.compile(rb"(?im)^(received|return-path|message-id|mime-version|delivered-to|from|subject|date):")
_LEAST_HEADERS = 3
_TECHNICAL = {b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to"}


def signed_format(start: bytes) -> str | None:
    """The format whose signature a file begins with; None for all others."""
    for signature, name in _SIGNATURES:
        if start.startswith(signature):
            return name
    if start.startswith(b"<"):
        root = _ROOT.search(start)
        return "feed" if root is not None and root[1].lower() in _LISTINGS else None
    if start.startswith(b"{"):
        return "json" if _JSON_FEED.search(start) else None
    return "mail" if _is_mail(start) else None


def _is_mail(start: bytes) -> bool:
    """Whether a file begins with the headers of a mail, of which one is for machines."""
    first, *_ = start.partition(b"\n")
    if not re.match(rb"[A-Za-z][\w-]{0,60}:", first):
        return False
    head = start.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    found = {name.lower() for name in _HEADERS.findall(head)}
    return len(found) >= _LEAST_HEADERS and bool(found & _TECHNICAL)
