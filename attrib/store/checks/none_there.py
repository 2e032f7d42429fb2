"""Databases without fact checks, as most are: nothing is to be read or matched there."""

from sqlalchemy import func, select

from attrib.store.database.session import Database
from attrib.store.schema.checks import FactCheckRow
from attrib.store.schema.runs import ExtractionRow
from attrib.store.statements.checks import SHOWN_CHECK

NO_CHECKS = "none"
"""The state of a database without checks."""


def none_there(database: Database) -> bool:
    """Whether a database has no checks, and no statement was matched with some that it had."""
    with database.session() as session:
        if session.scalar(select(FactCheckRow.key).where(SHOWN_CHECK).limit(1)) is not None:
            return False
        matched = func.coalesce(ExtractionRow.checks, NO_CHECKS) != NO_CHECKS
        return session.scalar(select(ExtractionRow.document_key).where(matched).limit(1)) is None
