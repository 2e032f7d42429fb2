"""Formats that the first bytes of a file tell for sure."""

_SIGNATURES = ((b"%PDF-", "pdf"), (b"{\\rtf", "rtf"))
_ZIP = b"PK\x03\x04"
_WORD = b"word/"


def signed_format(start: bytes) -> str | None:
    """The format whose signature a file begins with; None for all others."""
    if start.startswith(_ZIP) and _WORD in start:
        return "docx"
    return next((name for signature, name in _SIGNATURES if start.startswith(signature)), None)
