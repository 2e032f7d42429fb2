"""JSON lines: one article a line, as an object with the fields of fields.FIELDS; read in constant memory."""

import hashlib
import json

from attrib.errors import ReadError
from attrib.readers.fields import TwiceNamed, document_of, field_of
from attrib.readers.lines import Line, read_lines
from attrib.readers.source import Readings, Source

_MOST_CONTAINERS = 2_000_000
_MOST_VALUES = 20_000_000


def read_jsonl(source: Source) -> Readings:
    """The documents of a file of JSON lines; a record's number is its line's. Blank lines are skipped."""
    found = False
    for line in read_lines(source):
        found = found or bool(line.text.strip()) or line.objection is not None
        if line.objection is not None:
            yield source.problem(line.objection, line.number)
            continue
        if not line.text.strip():
            continue
        try:
            fields = _object(line)
        except ReadError as error:
            yield source.problem(str(error), line.number)
            continue
        if line.note is not None:
            yield source.warning(line.note, line.number)
        yield from document_of(fields, source, line.number, hashlib.sha256(line.data).hexdigest())
    if not found:
        yield source.problem("the file holds only white space; there is nothing to read")


def _object(line: Line) -> dict[str, object]:
    """The JSON object of a line; raises ReadError for anything else."""
    value = parse_json(line.text, cut_off=not line.ended)
    if isinstance(value, dict):
        return value
    if isinstance(value, list):
        raise ReadError("the line holds a JSON list, expected an object; a file that is one list is read as .json")
    raise ReadError(f'the line holds {line.text.strip()[:40]!r}, expected a JSON object such as {{"text": "…"}}')


def parse_json(text: str, *, cut_off: bool = False) -> object:
    """The value of a JSON text; raises ReadError, with the place, if it is not JSON.

    Unescaped line breaks and tabs inside strings are accepted, because many exporters write them. An object that
    names a field of articles twice, with two values, is a TwiceNamed. A text of more values than _MOST_VALUES is
    refused, because a byte of it may be thirty in memory.
    """
    if text.count("{") + text.count("[") > _MOST_CONTAINERS or text.count(",") > _MOST_VALUES:
        raise ReadError(
            f"the JSON has more than {_MOST_CONTAINERS:,} objects and lists, or {_MOST_VALUES:,} values; "
            "write it as JSON lines (.jsonl), an article a line"
        )
    try:
        value: object = json.loads(text, strict=False, object_pairs_hook=_object_of)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        ending = "; the file seems to be cut off here, fetch it again" if cut_off else "; correct or remove it"
        raise ReadError(f"not valid JSON ({error.msg} at {place}){ending}") from error
    except RecursionError as error:
        raise ReadError("the JSON is nested too deeply; expected an object of plain fields") from error
    except ValueError as error:  # an integer of thousands of digits
        raise ReadError(f"the JSON holds a number that cannot be read ({error}); put it in quotation marks") from error
    return value


def _object_of(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of its members: TwiceNamed where a field of articles has two values."""
    made = dict(pairs)
    for name, value in pairs if len(made) != len(pairs) else ():
        if field_of(name) is not None and made[name] != value:
            twice = TwiceNamed(made)
            twice.field = name
            return twice
    return made
