"""Frozen values as plain ones, for files of typed columns, and back."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrib.data.spans import Span

Kind = Any  # a type, or one that allows None
Plain = Any  # what a file can hold


def packed(value: object) -> Plain:
    """A value of `attrib.data` as dictionaries, lists, texts, numbers and moments; a dictionary of its own as JSON."""
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, Span):
        return value._asdict()
    if isinstance(value, tuple | list):
        return [packed(each) for each in value]
    if isinstance(value, dict):
        return json.dumps(value, sort_keys=True, ensure_ascii=False)
    if is_dataclass(value):
        return {each.name: packed(getattr(value, each.name)) for each in fields(value)}
    return value


@cache
def unpacker(kind: Kind) -> Callable[[Plain], Any]:
    """What makes a value of a type of what `packed` made of it; fields that are not there have their defaults."""
    kind = inner(kind)
    origin: object = get_origin(kind)
    if origin is tuple:
        each = unpacker(get_args(kind)[0])
        return lambda values: tuple(each(value) for value in values or ())
    if origin is dict:
        return lambda value: json.loads(value)
    if kind is Span:
        return lambda value: None if value is None else Span(**value)
    if is_dataclass(kind):
        return _of_fields(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda value: None if value is None else kind(value)
    return lambda value: value


def _of_fields(kind: Kind) -> Callable[[Plain], Any]:
    parts = {name: unpacker(each) for name, each in field_types(kind).items()}

    def unpack(values: Mapping[str, Any] | None) -> object:
        if values is None:
            return None
        return kind(**{name: part(values[name]) for name, part in parts.items() if name in values})

    return unpack


def field_types(kind: Kind) -> dict[str, Kind]:
    """The types of a dataclass's fields, in their order."""
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def inner(kind: Kind) -> Kind:
    """The type without None, where it is one that allows None."""
    origin: object = get_origin(kind)
    if origin not in (UnionType, Union):
        return kind
    [one] = [each for each in get_args(kind) if each is not NoneType]
    return one
