"""Statements whose words their article has copied from another one, found in the few articles that are copies."""

from sqlalchemy import ColumnElement, select, true

from attrib.store.schema.base import aliased
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StatementRow

COPIES = select(DocumentRow.key).where(DocumentRow.copy_of.is_not(None))
"""The keys of the articles that are copies of others."""


def not_copied() -> ColumnElement[bool]:
    """A condition: the words of the statement are not copied; the index of searches answers for all other articles."""
    copied = aliased(StatementRow, "copied")
    either = copied.current.in_((True, False))  # begins the index that has the articles
    numbers = select(copied.number).where(either, copied.document_key.in_(COPIES), copied.copied == true())
    return StatementRow.number.not_in(numbers)
