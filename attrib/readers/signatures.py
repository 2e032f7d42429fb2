"""Formats that the first bytes of a file tell for sure."""

_SIGNATURES = ((b"%PDF-", "pdf"), (b"{\\rtf", "rtf"), (b"PK\x03\x04", "zip"), (b"WARC/", "warc"))


def signed_format(start: bytes) -> str | None:
    """The format whose signature a file begins with; None for all others."""
    return next((name for signature, name in _SIGNATURES if start.startswith(signature)), None)
