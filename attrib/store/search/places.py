"""Words outside the index: in a statement's cue, source or context, which are read from the articles' texts.

Only contents are indexed. A search in other places reads the texts of the documents that fulfil the other conditions;
ten thousand articles take some seconds.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from attrib.data import Place
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import SpanRow, StatementRow
from attrib.store.search.documents import holds_all
from attrib.store.search.query_language import Phrase, phrases
from attrib.text.folding import fold

_DOCUMENTS = 200
_ROLES = {"content": Place.QUOTE, "cue": Place.CUE, "source": Place.SOURCE}
_TOGETHER = 300  # statements whose spans are read together


def hits_in(
    session: Connection, text: str, places: Collection[Place], restrictions: Sequence[ColumnElement[bool]]
) -> Sequence[int]:
    """The numbers of the statements that fulfil the restrictions and hold every phrase of a text in some of the places.

    Two phrases may stand in different places.
    """
    wanted = phrases(text)
    if not wanted:
        return []
    documents = session.scalars(select(StatementRow.document_key).where(*restrictions).distinct()).all()
    hits: list[int] = []
    for start in range(0, len(documents), _DOCUMENTS):
        some = documents[start : start + _DOCUMENTS]
        rows = session.execute(select(DocumentRow.key, DocumentRow.text).where(DocumentRow.key.in_(some)))
        texts = {key: article for key, article in rows if holds_all(fold(article), wanted)}
        statements = session.execute(_statements(list(texts), restrictions)).all() if texts else []
        spans = _spans(session, [row.number for row in statements])
        for row in statements:
            article = texts[row.document_key]
            if _holds(article, wanted, _pieces(row, spans.get(row.number, ()), places)):
                hits.append(row.number)
    return hits


def _statements(documents: Sequence[int], restrictions: Sequence[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    columns = (StatementRow.number, StatementRow.document_key, StatementRow.context_start, StatementRow.context_end)
    return select(*columns).where(*restrictions, StatementRow.document_key.in_(documents))


def _spans(session: Connection, numbers: Sequence[int]) -> dict[int, list[tuple[str, int, int]]]:
    spans: dict[int, list[tuple[str, int, int]]] = {}
    for start in range(0, len(numbers), _TOGETHER):
        some = SpanRow.statement_number.in_(numbers[start : start + _TOGETHER])
        columns = (SpanRow.statement_number, SpanRow.role, SpanRow.start, SpanRow.end)
        for number, role, begin, end in session.execute(select(*columns).where(some, SpanRow.role.in_(_ROLES))):
            spans.setdefault(number, []).append((role, begin, end))
    return spans


def _pieces(
    row: Row[*tuple[Any, ...]], spans: Sequence[tuple[str, int, int]], places: Collection[Place]
) -> Iterator[tuple[int, int]]:
    yield from ((start, end) for role, start, end in spans if _ROLES[role] in places)
    if Place.CONTEXT in places:
        yield row.context_start, row.context_end


def _holds(article: str, wanted: Sequence[Phrase], pieces: Iterator[tuple[int, int]]) -> bool:
    folded = [fold(article[start:end]) for start, end in pieces]
    return all(any(holds_all(words, (phrase,)) for words in folded) for phrase in wanted)
