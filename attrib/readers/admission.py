"""Whether a decoded text can be a document, and its language."""

import re
from dataclasses import replace
from typing import Any

from attrib.data import Document, Problem
from attrib.errors import ReadError
from attrib.readers.language import UNDETERMINED, detect
from attrib.readers.source import ReadSettings, Source
from attrib.text.secrets import without_user

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b]")  # without those that lay out lines
_ADDRESSES = ("url", "final_url", "archive_url")  # kept without name and password
_MOST_CONTROLS = 0.05  # share of all characters; texts have a few, binary data about a third


def admit(document: Document, settings: ReadSettings) -> Document | Problem:
    """The document with its language, or a Problem if it is blank, too long, binary or not encodable."""
    objection = _objection_to_text(document.text, settings) or _objection_to_fields(document)
    if objection is not None:
        return Problem(document.location, document.record, objection)
    masked = {name: without_user(value) for name in _ADDRESSES if "@" in (value := getattr(document, name) or "")}
    language = detect(document.text) if settings.detect_language else UNDETERMINED
    values: dict[str, Any] = {"language": language, **masked}
    return replace(document, **values)


def _objection_to_text(text: str, settings: ReadSettings) -> str | None:
    if not text:
        return "the text is empty; there is nothing to read"
    if len(text) > settings.max_characters:
        return too_long(settings)
    if not text.strip().strip("\ufeff"):
        return "the text is only white space; there is nothing to read"
    if "\x00" in text:
        return f"the text holds a NUL character at offset {text.index(chr(0))}, so it is binary or damaged; remove it"
    controls = len(_CONTROLS.findall(text))
    if controls > _MOST_CONTROLS * len(text):
        return f"{controls} of {len(text)} characters are control characters, so it is binary; give text"
    return _unencodable("text", text)


def _objection_to_fields(document: Document) -> str | None:
    for name in ("title", "url", "outlet", "author", "published_original", "external_id", "archive_url"):
        value = getattr(document, name)
        if value is not None and "\x00" in value:
            return f"the field {name} holds a NUL character; remove it"
        objection = None if value is None else _unencodable(name, value)
        if objection is not None:
            return objection
    return None


def _unencodable(name: str, value: str) -> str | None:
    """The objection to half a surrogate pair, which broken JSON escapes make and no encoding or database can store."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        half = ord(value[error.start])
        return f"the field {name} holds half a surrogate pair (\\u{half:04x}) at offset {error.start}; write it whole"
    return None


def whole(source: Source) -> bytes:
    """All bytes of a source that is one document. Raises ReadError where they are more than one document may have."""
    data = source.stream.read(source.settings.max_bytes + 1)
    if len(data) > source.settings.max_bytes:
        raise ReadError(too_long(source.settings))
    return data


def too_long(settings: ReadSettings) -> str:
    """The message for a document beyond the limit, whether or not all of it was read."""
    return f"longer than {settings.max_characters:,} characters, the most for one document; split it or raise the limit"
