"""What stands behind some statements: the sides that a query asks for, the outlets that are independent, the texts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from attrib.data import StanceLabel, StatementQuery
from attrib.store.copies.outlets import independent_outlets
from attrib.store.database.chunks import chunks
from attrib.store.database.session import Database
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StanceRow, StatementRow
from attrib.store.search.targets import asked_stances


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind some statements.

    `sides` are the sides of each by id, of the stances that the query asks for; `independent` is the number of outlets
    whose words are not copied from another, None where some articles have not been compared; `characters` is the length
    of the articles' texts.
    """

    sides: Mapping[str, frozenset[StanceLabel]]
    independent: int | None
    characters: int


def behind(database: Database, query: StatementQuery, identities: Iterable[str]) -> Behind:
    """What stands behind the statements of some ids. Raises as `search`, for a target."""
    sides: dict[str, set[StanceLabel]] = defaultdict(set)
    documents: dict[int, tuple[int, bool]] = {}
    numbers: list[int] = []
    asked = query if query.about is None or query.target else StatementQuery()
    with database.session() as session:
        conditions = (*asked_stances(session, asked), StanceRow.label != str(StanceLabel.NEUTRAL))
        for some in chunks(identities):
            ours = StatementRow.id.in_(some)
            taken = select(StatementRow.id, StanceRow.label)
            taken = taken.join(StanceRow, StanceRow.statement_number == StatementRow.number).where(ours, *conditions)
            for identity, label in session.execute(taken):
                sides[identity].add(StanceLabel(label))
            rows = session.execute(select(StatementRow.number, StatementRow.document_key).where(ours)).all()
            numbers += [number for number, _ in rows]
            keys = {key for _, key in rows} - set(documents)
            length = func.length(DocumentRow.text)
            read = select(DocumentRow.key, length, DocumentRow.shingles).where(DocumentRow.key.in_(keys))
            documents |= {key: (size, shingles is not None) for key, size, shingles in session.execute(read)}
        compared = all(known for _, known in documents.values())
        outlets = independent_outlets(session, numbers) if compared else frozenset()
    told = {identity: frozenset(labels) for identity, labels in sides.items()}
    return Behind(told, len(outlets) if compared else None, sum(size for size, _ in documents.values()))
