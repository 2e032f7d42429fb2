"""Rich text (striprtf): its words and paragraphs, without pictures, footnotes' places and formatting."""

import re

from attrib.errors import ReadError
from attrib.readers.foreign.parsed import Parsed

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_GROUP = rb"\{\\%b\s+([^{}\\]{1,300})\}"
_SPACE = re.compile(r"(?<![ \t])[ \t]+(?=\n)")
_LINES = re.compile(r"\n{3,}")


def parse_rtf(data: bytes) -> Parsed:
    """The text of an RTF file. Raises ReadError for a file that is none, or that holds no text."""
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadError(
            "no RTF is in the file (it does not begin with {\\rtf); open it in its program and save it again"
        )
    try:
        text: str = rtf_to_text(data.decode("latin-1"), encoding=_encoding(data), errors="replace")
    except (ValueError, LookupError) as error:
        raise ReadError(f"the RTF is damaged ({error}); open it in its program and save it again") from error
    text = _LINES.sub("\n\n", _SPACE.sub("", text.replace("\r\n", "\n"))).strip()
    if not text:
        raise ReadError("the RTF file holds no text; if its pages are pictures, run text recognition (OCR) first")
    lost = text.count("\ufffd")
    notes = (f"{lost} of its characters could not be read; check names and quotation marks",) if lost else ()
    return Parsed(text, _named(data, b"title"), _named(data, b"author"), notes)


def _encoding(data: bytes) -> str:
    """The code page that the file declares; Windows-1252 without one."""
    found = _CODE_PAGE.search(data)
    return "cp1252" if found is None else f"cp{found[1].decode()}"


def _named(data: bytes, name: bytes) -> str | None:
    """The title or author that the file tells."""
    found = re.search(_GROUP % name, data)
    return None if found is None else found[1].decode("cp1252", "replace").strip() or None
