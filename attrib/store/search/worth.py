"""How much statements are worth checking: scored from their stored vectors and words, as soon as they have vectors."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, true, update

from attrib.store.database.session import Database
from attrib.store.schema.runs import ExtractionRow
from attrib.store.schema.statements import SHOWN_OR_NOT, StatementRow
from attrib.store.statements.records import records

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DOCUMENTS = 400  # documents whose statements are scored together: their vectors are found in one pass over all


class Scorer(Protocol):
    """Scores statements by words and vectors; scores of scorers with the same `id` can be compared."""

    @property
    def id(self) -> str: ...

    @property
    def encoder(self) -> str: ...

    def scores(self, texts: Sequence[str], vectors: "NDArray[np.float32]", /) -> list[float]: ...


def score_lacking(database: Database, scorer: Scorer) -> Iterator[int]:
    """Score what search shows and has not been scored, in the order of documents; yields numbers of statements done.

    Statements without vectors of the scorer's encoder wait until they have some. Each transaction covers some
    documents, so that a stop loses little; the next call does the rest.
    """
    while True:
        with database.begin() as connection:
            query = select(ExtractionRow.document_key, ExtractionRow.run_id)
            query = query.where(*_waiting(scorer.id, scorer.encoder))
            found = connection.execute(query.order_by(ExtractionRow.document_key).limit(_DOCUMENTS)).all()
            if not found:
                return
            yield _score(connection, [(key, run) for key, run in found], scorer)


def is_scored(database: Database, scorer: str, encoder: str) -> bool:
    """Whether a scorer has scored all that search shows and that has vectors of its encoder."""
    with database.session() as session:
        query = select(ExtractionRow.document_key).where(*_waiting(scorer, encoder)).limit(1)
        return session.scalar(query) is None


def _waiting(scorer: str, encoder: str) -> tuple[ColumnElement[bool], ...]:
    unscored = func.coalesce(ExtractionRow.worth, "") != scorer
    return ExtractionRow.current == true(), ExtractionRow.vectors == encoder, unscored


def _score(connection: Connection, extractions: Sequence[tuple[int, str]], scorer: Scorer) -> int:
    import numpy as np

    from attrib.store.search.vectors import vectors_of

    numbers: list[int] = []
    for document, run in extractions:
        here = SHOWN_OR_NOT, StatementRow.document_key == document, StatementRow.run_id == run
        numbers += connection.scalars(select(StatementRow.number).where(*here)).all()
        done = update(ExtractionRow).where(ExtractionRow.document_key == document, ExtractionRow.run_id == run)
        connection.execute(done.values(worth=scorer.id))
    vectors = vectors_of(connection, scorer.encoder, numbers)
    held = sorted(vectors)
    if held:
        quotes = [record.quote for record in records(connection, held)]
        scores = scorer.scores(quotes, np.stack([vectors[number] for number in held]))
        rows = [{"at": number, "score": score} for number, score in zip(held, scores, strict=True)]
        change = update(StatementRow).where(StatementRow.number == bindparam("at"))
        connection.execute(change.values(worth=bindparam("score")), rows)
    return len(held)
