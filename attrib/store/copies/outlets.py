"""Outlets as sources: what an article copied from another one counts for that one's outlet."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, and_, case, func, select, true

from attrib.store.database.chunks import chunks
from attrib.store.schema.base import aliased
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StatementRow


def independent_outlet() -> ColumnElement[str | None]:
    """The folded outlet that a statement counts for: of a copied one that of the first article, else its own."""
    first, ours = aliased(StatementRow, "first_statement"), aliased(DocumentRow, "ours")
    copies = select(DocumentRow.key).where(DocumentRow.copy_of.is_not(None))
    where = select(ours.copy_of).where(ours.key == StatementRow.document_key).correlate(StatementRow).scalar_subquery()
    of_first = select(first.outlet_key).where(first.current == true(), first.document_key == where).limit(1)
    known = func.coalesce(of_first.correlate(StatementRow).scalar_subquery(), StatementRow.outlet_key)
    # The few documents are asked for first, so that an index alone answers for all statements of others.
    return case(
        (and_(StatementRow.document_key.in_(copies), StatementRow.copied), known), else_=StatementRow.outlet_key
    )


def independent_outlets(connection: Connection, numbers: Iterable[int]) -> frozenset[str]:
    """The outlets behind some statements, folded, as `independent_outlet` tells them.

    Statements of unknown outlets count as of one, "" in the answer, only where no outlet is known.
    """
    found: set[str] = set()
    query = select(independent_outlet()).distinct()
    for some in chunks(numbers):
        found |= {outlet or "" for outlet in connection.scalars(query.where(StatementRow.number.in_(some)))}
    return frozenset(found - {""} or found)
