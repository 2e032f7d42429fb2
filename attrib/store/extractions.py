"""What was found in some documents, added to the tables: few statements of SQL, however many documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy import Connection, select

from attrib.data.vectors import SentenceVectors
from attrib.store.actors.assign import Shown, assign_actors
from attrib.store.copies.regrouping import mark_copied
from attrib.store.database.adding import add_rows
from attrib.store.database.chunks import chunks
from attrib.store.naming.parts import note_names
from attrib.store.naming.terms import term
from attrib.store.reviews.apply import apply_reviews
from attrib.store.schema.actors import AffiliationRow, ReviewRow
from attrib.store.schema.columns import Row, date_order
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.runs import ExtractionRow, MentionRow
from attrib.store.schema.search import SearchTextRow, TermRow, VectorBlockRow
from attrib.store.schema.statements import SpanRow, StanceRow, StatementRow
from attrib.store.statements.numbers import new_numbers
from attrib.store.statements.occasion_rows import date_again
from attrib.store.statements.rows import ExtractionRows


@dataclass(frozen=True, slots=True)
class Entered:
    """An extraction whose document is stored: its rows, its run, the document's row, and whether search shows it.

    The document is dated otherwise where an earlier reading of the text told another date than this one.
    """

    rows: ExtractionRows
    run: str
    document: Row
    shown: bool
    dated_otherwise: bool

    @property
    def key(self) -> int:
        """The key of the document."""
        key: int = self.document["key"]
        return key


def add_extractions(
    connection: Connection, entered: Sequence[Entered], now: datetime, sentence_vectors: SentenceVectors | None
) -> None:
    """Add the rows of extractions of different documents, none of which is stored; in the transaction of these."""
    encoder = None if sentence_vectors is None else sentence_vectors.encoder
    done = [
        {"document_key": each.key, "run_id": each.run, "statements": len(each.rows.statements), "current": each.shown,
         "finished_at": now, "vectors": encoder if each.rows.statements else None}
        for each in entered
    ]  # fmt: skip
    add_rows(connection, ExtractionRow, done)
    add_rows(connection, MentionRow, list(chain.from_iterable(each.rows.mentions for each in entered)))
    shown = assign_actors(connection, {each.key: each.rows for each in entered})
    numbers = _add_statements(connection, entered, shown)
    if sentence_vectors is not None:
        _add_vectors(connection, entered, numbers, sentence_vectors)
    for each in entered:
        if each.dated_otherwise:
            date_again(connection, each.key)
    keys = [each.key for each in entered]
    for some in chunks(keys):
        copies = select(DocumentRow.key).where(DocumentRow.key.in_(some), DocumentRow.copy_of.is_not(None))
        for key in connection.scalars(copies).all():
            mark_copied(connection, key)
        reviewed = select(ReviewRow.document_key).where(ReviewRow.document_key.in_(some)).distinct()
        for key in connection.scalars(reviewed).all():
            apply_reviews(connection, key)


def _add_statements(connection: Connection, entered: Sequence[Entered], shown: dict[int, Shown]) -> list[list[int]]:
    """Add statements with all that belongs to each; the numbers of each extraction's statements."""
    free = iter(new_numbers(connection, sum(len(each.rows.statements) for each in entered)))
    numbers = [[next(free) for _ in each.rows.statements] for each in entered]
    statements: list[Row] = []
    parts: dict[type[SpanRow | StanceRow | SearchTextRow | AffiliationRow], list[Row]] = {
        SpanRow: [], StanceRow: [], SearchTextRow: [], AffiliationRow: []
    }  # fmt: skip
    terms = set[tuple[str, str]]()
    for each, own in zip(entered, numbers, strict=True):
        document, rows = each.document, each.rows
        outlet, published = term(document["outlet"]), document["published_at"]
        shared = {"current": each.shown, "outlet_key": outlet, "date_order": date_order(published)}
        statements += [
            row | shared | {"number": number} | shown[each.key].get(row["actor_id"], {"own_actor_id": None})
            for row, number in zip(rows.statements, own, strict=True)
        ]
        origin = {"document_key": each.key, "run_id": each.run, "on_date": published}
        affiliations = [row | origin for row in rows.affiliations.values()]
        for table, some in zip(parts, (rows.spans, rows.stances, rows.search_text, affiliations), strict=True):
            parts[table] += [row | {"statement_number": own[row["statement_number"]]} for row in some]
        terms |= rows.terms | ({("outlet", outlet)} if outlet else set())
    add_rows(connection, StatementRow, statements)
    for table, some in parts.items():
        add_rows(connection, table, some)
    add_rows(connection, TermRow, [{"kind": kind, "key": key} for kind, key in sorted(terms)], unless_known=True)
    note_names(connection, (key for _, key in terms))
    return numbers


def _add_vectors(
    connection: Connection, entered: Sequence[Entered], numbers: Sequence[Sequence[int]], found: SentenceVectors
) -> None:
    """Add a block of sentence vectors for each extraction that has statements."""
    from attrib.store.search.vectors import block_row

    blocks = []
    for each, own in zip(entered, numbers, strict=True):
        ids = (row["id"] for row in each.rows.statements)
        vectors = {number: found.vectors[identity] for number, identity in zip(own, ids, strict=True)}
        if vectors:
            blocks.append(block_row(found.encoder, vectors))
    add_rows(connection, VectorBlockRow, blocks)
