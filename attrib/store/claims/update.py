"""Bringing the claims in line with what search shows: new statements are compared with all, hidden ones are let go.

Each step is one transaction over a few documents, so that a stop loses little; the next call does the rest.
"""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, Select, and_, delete, or_, select, true, update

from attrib.claims.scorer import PairScorer
from attrib.store.claims.candidates import Near, Products, candidates, float_products, near_statements
from attrib.store.claims.clusters import regroup
from attrib.store.claims.counting import forget_counts
from attrib.store.claims.locking import lock_claims
from attrib.store.claims.utterances import Said, add_utterances, keys_of, one_statement_of, said_in
from attrib.store.claims.waiting import COMPARED_HIDDEN, compared_by_others, is_waiting, mark_of
from attrib.store.database.adding import add_rows
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.claims import ClaimCountRow, StatementUtteranceRow, UtterancePairRow, UtteranceRow
from attrib.store.schema.runs import ExtractionRow
from attrib.store.schema.statements import SHOWN_OR_NOT, StatementRow

_DOCUMENTS = 40  # documents whose statements are compared together


def update_claims(
    database: Database, scorer: PairScorer, encoder: str, products: Products = float_products
) -> Iterator[int]:
    """Compare what has not been compared, in the order of documents; yields numbers of statements done.

    Statements without vectors of the encoder are compared by their words alone, and again once they have some.
    `products` multiplies vectors (see `near_statements`).
    """
    with database.begin() as connection:
        lock_claims(connection)
        _let_go(connection, scorer.id)
    while True:
        with database.begin() as connection:
            lock_claims(connection)
            query = select(ExtractionRow.document_key, ExtractionRow.run_id).where(*is_waiting(scorer.id, encoder))
            found = connection.execute(query.order_by(ExtractionRow.document_key).limit(_DOCUMENTS)).all()
            if not found:
                return
            yield _compare(connection, [(key, run) for key, run in found], scorer, encoder, products)


def _let_go(connection: Connection, scorer: str) -> None:
    """Forget what other scorers told, and the statements of extractions that search shows no more."""
    if connection.scalar(select(ExtractionRow.document_key).where(*compared_by_others(scorer)).limit(1)) is not None:
        for table in (UtterancePairRow, StatementUtteranceRow, UtteranceRow, ClaimCountRow):
            connection.execute(delete(table))
        connection.execute(update(ExtractionRow).values(claims=None))
    gone = connection.execute(select(ExtractionRow.document_key, ExtractionRow.run_id).where(*COMPARED_HIDDEN)).all()
    numbers = [number for key, run in gone for number in connection.scalars(_of(key, run))]
    connection.execute(update(ExtractionRow).where(*COMPARED_HIDDEN).values(claims=None))
    _forget(connection, numbers)


def _of(document: int, run: str) -> Select[int]:
    here = SHOWN_OR_NOT, StatementRow.document_key == document, StatementRow.run_id == run
    return select(StatementRow.number).where(*here)


def _forget(connection: Connection, numbers: Collection[int]) -> None:
    """Drop what some statements are, the utterances that no statement is any more, and regroup their neighbours."""
    touched = set(keys_of(connection, numbers).values())
    for some in chunks(sorted(numbers)):
        connection.execute(delete(StatementUtteranceRow).where(StatementUtteranceRow.statement_number.in_(some)))
    orphans = touched - one_statement_of(connection, touched).keys()
    neighbours: set[int] = set()
    forget_counts(connection, orphans)
    for some in chunks(sorted(orphans)):
        ends = (UtterancePairRow.first_key, UtterancePairRow.second_key)
        either = or_(*(end.in_(some) for end in ends))
        for pair in connection.execute(select(*ends).where(either)):
            neighbours.update(pair)
        connection.execute(delete(UtterancePairRow).where(either))
        neighbours.update(connection.scalars(select(UtteranceRow.key).where(UtteranceRow.meaning.in_(some))))
        connection.execute(delete(UtteranceRow).where(UtteranceRow.key.in_(some)))
    regroup(connection, (neighbours | touched) - orphans)


def _compare(
    connection: Connection, found: list[tuple[int, str]], scorer: PairScorer, encoder: str, products: Products
) -> int:
    """Compare the statements of some extractions with all; how many they are."""
    _forget(connection, [number for key, run in found for number in connection.scalars(_of(key, run))])
    shown = [_of(key, run).where(StatementRow.current == true()) for key, run in found]
    numbers = [number for query in shown for number in connection.scalars(query)]
    said = said_in(connection, numbers)
    new = add_utterances(connection, said)
    fresh = {number for number, each in said.items() if each.key in new}
    near = near_statements(connection, encoder, fresh, scorer.min_cosine, products)
    _add_pairs(connection, said, new, scorer, near)
    regroup(connection, {each.key for each in said.values()})
    for key, run in found:
        here = and_(ExtractionRow.document_key == key, ExtractionRow.run_id == run)
        connection.execute(update(ExtractionRow).where(here).values(claims=mark_of(scorer.id, encoder)))
    return len(numbers)


def _add_pairs(connection: Connection, said: dict[int, Said], new: set[int], scorer: PairScorer, near: Near) -> None:
    """Store the pairs of a new utterance and any other that are alike; `near` has their cosines."""
    homes = {number: each.key for number, each in said.items()}
    pairs = candidates(connection, new, homes, near)
    utterances = {each.key: each.utterance for each in said.values()}
    unread = one_statement_of(connection, {key for pair in pairs for key in pair} - utterances.keys())
    read = said_in(connection, unread.values())  # whose keys may be others than an older attrib has stored
    utterances |= {key: read[number].utterance for key, number in unread.items()}
    rows = []
    for (one, two), cosine in sorted(pairs.items()):
        likeness = scorer.compare(utterances[one], utterances[two], cosine)
        if likeness is not None:
            level, score = str(likeness.level), round(likeness.score, 6)
            rows.append({"first_key": one, "second_key": two, "level": level, "score": score})
    add_rows(connection, UtterancePairRow, rows, unless_known=True)
