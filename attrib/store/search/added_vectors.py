"""Sentence vectors of statements that people added or corrected, in articles whose other statements have theirs."""

from collections.abc import Callable

import numpy as np
from sqlalchemy import Connection, and_, select, true

from attrib.data import ReviewField
from attrib.store.database.session import Database
from attrib.store.schema.actors import ReviewRow
from attrib.store.schema.runs import ExtractionRow
from attrib.store.schema.search import VectorBlockRow
from attrib.store.schema.statements import StatementRow
from attrib.store.search.vectors import Encoder, add_vectors
from attrib.store.statements.records import records

_DRAWING = (str(ReviewField.ADDED), str(ReviewField.QUOTE))


def added_lacking(session: Connection, encoder: str) -> dict[int, int]:
    """The articles of shown statements without a vector, by number, in articles with vectors of this encoder.

    Only a statement that a person added, or whose quote a person corrected or put back, can lack one there.
    """
    drawn = select(ReviewRow.document_key).where(ReviewRow.field.in_(_DRAWING))
    extraction = and_(
        ExtractionRow.document_key == StatementRow.document_key, ExtractionRow.run_id == StatementRow.run_id
    )
    query = select(StatementRow.number, StatementRow.document_key).join(ExtractionRow, extraction)
    shown = query.where(StatementRow.document_key.in_(drawn), StatementRow.current == true())
    found = dict(session.execute(shown.where(ExtractionRow.vectors == encoder)).all())
    if found:
        for packed in session.scalars(select(VectorBlockRow.numbers).where(VectorBlockRow.encoder == encoder)):
            held = np.frombuffer(packed, dtype="<i8")
            for number in held[np.isin(held, list(found))].tolist():
                found.pop(number, None)
    return found


def embed_added(database: Database, open_encoder: Callable[[], Encoder], encoder: str) -> int:
    """Add the vectors that added and corrected statements lack; their number. The encoder is opened if there is one."""
    with database.session() as session:
        lacking = sorted(added_lacking(session, encoder))
        quotes = [record.quote for record in records(session, lacking)] if lacking else []
    if not lacking:
        return 0
    vectors = dict(zip(lacking, open_encoder().encode(quotes), strict=True))
    with database.begin() as connection:
        still = added_lacking(connection, encoder).keys() & vectors.keys()
        add_vectors(connection, encoder, {number: vectors[number] for number in still})
    return len(still)
