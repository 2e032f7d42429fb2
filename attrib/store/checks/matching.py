"""Which fact checks may be about what statements claim, kept in line with both.

The scores of a statement follow from all checks together, so that those of an article are found anew whenever the
checks are others; no order of importing and ingesting changes them. Each step is one transaction over a few documents.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, true, update

from attrib.claims.agreement import agrees, judged_score
from attrib.claims.ranking import fused
from attrib.claims.utterance import LEAST_WORDS, MOST_WORDS, Utterance
from attrib.data.checks import KEPT
from attrib.store.checks.corpus import CheckedClaims, claims_of, state_of
from attrib.store.checks.none_there import NO_CHECKS
from attrib.store.checks.verdicts import apply_verdicts
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.checks import CheckMatchRow
from attrib.store.schema.runs import ExtractionRow
from attrib.store.schema.statements import StatementRow
from attrib.store.search.packed_vectors import Vectors
from attrib.store.search.vectors import vectors_of
from attrib.store.statements.records import records
from attrib.text.folding import fold

LEAST_SCORE = 0.5
"""The score below which no check is kept for a statement."""
_DOCUMENTS = 40  # documents whose statements are matched together


def waiting_documents(database: Database, encoder: str) -> int:
    """The number of documents whose statements have vectors and have not been matched with the checks there are."""
    with database.session() as session:
        state = state_of(session, encoder)
        return session.scalar(select(func.count()).select_from(ExtractionRow).where(*_waiting(state, encoder))) or 0


def _waiting(state: str, encoder: str) -> tuple[ColumnElement[bool], ...]:
    done = func.coalesce(ExtractionRow.checks, NO_CHECKS)
    return ExtractionRow.current == true(), ExtractionRow.vectors == encoder, done != state


def match_statements(database: Database, encoder: str) -> Iterator[int]:
    """Match what has not been matched, in the order of documents; yields numbers of documents done.

    Statements without vectors of the encoder wait until they have some.
    """
    claims: CheckedClaims | None = None
    before = ""
    while True:
        with database.begin() as connection:
            state = state_of(connection, encoder)
            query = select(ExtractionRow.document_key, ExtractionRow.run_id).where(*_waiting(state, encoder))
            found = connection.execute(query.order_by(ExtractionRow.document_key).limit(_DOCUMENTS)).all()
            if not found:
                return
            if state != before:
                claims, before = None if state == NO_CHECKS else claims_of(connection, encoder), state
            _match(connection, [(key, run) for key, run in found], claims, encoder)
            for key, run in found:
                here = and_(ExtractionRow.document_key == key, ExtractionRow.run_id == run)
                connection.execute(update(ExtractionRow).where(here).values(checks=state))
        yield len(found)


def _match(
    connection: Connection, found: Sequence[tuple[int, str]], claims: CheckedClaims | None, encoder: str
) -> None:
    """Store the nearest checks of the statements of some extractions, in place of those there were."""
    numbers: list[int] = []
    for key, run in found:
        here = (StatementRow.document_key == key, StatementRow.run_id == run, StatementRow.current == true())
        numbers += connection.scalars(select(StatementRow.number).where(*here).order_by(StatementRow.number))
    for some in chunks(numbers):
        connection.execute(delete(CheckMatchRow).where(CheckMatchRow.statement_number.in_(some)))
    rows: list[dict[str, Any]] = []
    if claims is not None and claims.keys:
        for number, (said, vector) in _comparable(connection, numbers, encoder).items():
            rows += [
                {"statement_number": number, "check_key": key, "score": score, "cosine": cosine, "verdict": None}
                for key, (score, cosine) in _nearest(said, vector, claims).items()
                if score >= LEAST_SCORE
            ]
    if rows:
        connection.execute(insert(CheckMatchRow), rows)
    apply_verdicts(connection, {key for key, _ in found})


def _comparable(connection: Connection, numbers: Sequence[int], encoder: str) -> dict[int, tuple[Utterance, Vectors]]:
    """Each statement that is long enough to claim something, and no speech, with its vector."""
    vectors = vectors_of(connection, encoder, numbers)
    said = {
        number: Utterance(record.quote, record.speaker, record.assertion)
        for number, record in zip(numbers, records(connection, numbers), strict=True)
    }
    return {
        number: (said[number], vectors[number])
        for number in numbers
        if number in vectors and LEAST_WORDS <= len(fold(said[number].text).split()) <= MOST_WORDS
    }


def _nearest(said: Utterance, vector: Vectors, claims: CheckedClaims) -> dict[int, tuple[float, float]]:
    """The nearest checks of a statement, each with its score and cosine."""
    cosines = (claims.vectors @ vector).astype(np.float64)
    scores = fused(cosines, claims.words.scores(said.text))
    found: dict[int, tuple[float, float]] = {}
    for place in np.argsort(-scores, kind="stable")[:KEPT].tolist():
        claim, title = claims.wordings[place]
        cosine = float(cosines[place])
        agreeing = agrees(said, claim, title, cosine, claims.words.rarity)
        score = judged_score(float(scores[place]), agrees=agreeing)
        found[claims.keys[place]] = (round(score, 6), round(cosine, 6))
    return found
