"""Conditions that a column has one of very many values, which a query could not hold as parameters."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ARRAY, BindParameter, ColumnElement, Connection, Text, bindparam, column, func, select
from sqlalchemy.types import TypeEngine

_SHORT = 300  # values; beyond, they are given in one parameter
_NUMBERS = "numbers"

Value = TypeVar("Value", str, int)


def is_among(
    session: Connection, asked: ColumnElement[Value] | ColumnElement[Value | None], values: Sequence[Value]
) -> ColumnElement[bool]:
    """A condition: a column has one of some values, however many."""
    if len(values) <= _SHORT:
        return asked.in_(values)
    given = bindparam(None, _packed(session.dialect.name, values), _kind(session.dialect.name, asked), unique=True)
    return _is_in(session.dialect.name, asked, given)


def is_given(dialect: str, asked: ColumnElement[int]) -> ColumnElement[bool]:
    """The same condition for a query that is made once: the numbers are the parameter that `given` makes."""
    return _is_in(dialect, asked, bindparam(_NUMBERS, type_=_kind(dialect, asked)))


def given(session: Connection, numbers: Sequence[int]) -> Mapping[str, object]:
    """The parameters of a query with the condition `is_given`."""
    return {_NUMBERS: _packed(session.dialect.name, numbers)}


def _is_in(dialect: str, asked: ColumnElement[Any], values: BindParameter[Any]) -> ColumnElement[bool]:
    if dialect == "postgresql":
        return asked == func.any(values)
    return asked.in_(select(func.json_each(values).table_valued(column("value", asked.type)).c.value))


def _packed(dialect: str, values: Sequence[Value]) -> Sequence[Value] | str:
    return list(values) if dialect == "postgresql" else json.dumps(list(values))


def _kind(dialect: str, asked: ColumnElement[Any]) -> TypeEngine[Any]:
    return ARRAY(asked.type) if dialect == "postgresql" else Text()
