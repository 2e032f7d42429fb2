"""JSON files: one article as an object, several as a list, with the fields of fields.FIELDS, or a JSON feed.

Memory holds the whole file; large collections should be JSON lines.
"""

import hashlib

from attrib.errors import ReadError
from attrib.readers.encoding import decode
from attrib.readers.fields import document_of
from attrib.readers.jsonl import parse_json
from attrib.readers.nested.entries import JSON_FEED
from attrib.readers.nested.feeds import read_json_feed
from attrib.readers.source import Readings, Source

_MOST = 1 << 28  # bytes of one file


def read_json(source: Source) -> Readings:
    """The documents of a JSON file; a record's number is its index in the list, from 1."""
    try:
        value, raw = _value(source)
    except ReadError as error:
        yield source.problem(str(error))
        return
    if isinstance(value, dict) and str(value.get("version", "")).startswith(JSON_FEED):
        yield from read_json_feed(source, value, raw)
        return
    if isinstance(value, dict):
        yield from document_of(value, source, None, raw)
        return
    if not isinstance(value, list):
        yield source.problem("expected a JSON object or a list of objects with a field text")
        return
    if not value:
        yield source.problem("the JSON list is empty; there is nothing to read")
    for number, fields in enumerate(value, start=1):
        if isinstance(fields, dict):
            yield from document_of(fields, source, number, raw)
        else:
            yield source.problem("expected a JSON object with a field text", number)


def _value(source: Source) -> tuple[object, str]:
    """The value of a file, and the SHA-256 of its bytes."""
    data = source.stream.read(_MOST + 1)
    if len(data) > _MOST:
        raise ReadError(f"the file is larger than {_MOST:,} bytes, the most for JSON; write it as JSON lines (.jsonl)")
    text = decode(data, source.charset).text.removeprefix("\ufeff")
    try:
        return parse_json(text), hashlib.sha256(data).hexdigest()
    except ReadError as error:
        if "Extra data" in str(error):
            raise ReadError(f"{error}; a file of one object a line is read as .jsonl") from error
        raise
