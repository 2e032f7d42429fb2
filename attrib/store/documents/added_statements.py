"""Adding a statement that no model has found to a document."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from attrib.data import REJECTED, Assertion, ReviewField, Span, Spans, StatementType
from attrib.errors import StoreError
from attrib.store.database.session import Database
from attrib.store.documents.listing import find_document
from attrib.store.reviews.added import added_id
from attrib.store.reviews.apply import apply_reviews
from attrib.store.reviews.bounds import Parts
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.quoting import cue_near, quoted, type_of, verbatim
from attrib.store.reviews.record import ReviewBatch, lock, review_row, review_rows, stamped
from attrib.store.reviews.values import BY_REVIEW, VALUES
from attrib.store.schema.actors import ACTIVE_REVIEW, ReviewRow
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.runs import ExtractionRow
from attrib.store.schema.statements import NO_SPEAKER, SHOWN_OR_NOT, SpanRow, StatementRow
from attrib.store.statements.matching import NEARLY_ALL, match
from attrib.store.statements.records import records


@dataclass(frozen=True, slots=True)
class AddedStatement:
    """A statement as a person gives it.

    `quote`, its pieces joined by " […] ", and `cue` are words of the article; `at` is where the quote begins, if it
    stands there several times. `type` None is by the quotation marks. `said` holds speaker, role, affiliation, and
    stance and target.
    """

    quote: str
    said: Correction
    cue: str | None = None
    type: StatementType | None = None
    assertion: Assertion = Assertion.ASSERTED
    at: int | None = None


def add_statement(
    database: Database, document: str, added: AddedStatement, by: str, note: str | None = None
) -> ReviewBatch:
    """Add a statement to the document of an id, a place or one of its statements; what was written down.

    It is shown, searched and exported as the reviewer's, whichever run reads the document. Raises as `find_document`
    and `quoted`; StoreError where search does not show the document, and where a statement has the words already.
    """
    with database.begin() as connection:
        key = find_document(connection, document)
        lock(connection, [key])
        sha256, run, text = _shown(connection, key)
        content = quoted(text, added.quote, at=added.at)
        _refuse_known(connection, key, run, content)
        stamp = stamped(connection, by, note)
        start, end = content[0].start, content[-1].end
        identity = added_id(sha256, run, (start, end))
        place = {"statement_id": identity, "document_key": key, "start": start, "end": end}
        details = _details(text, content, added)
        row = {"field": str(ReviewField.ADDED), "corrected_value": verbatim(text, content), "details": details}
        connection.execute(insert(ReviewRow), [review_row(place | stamp | row)])
        apply_reviews(connection, key)
        return _with_the_rest(connection, key, identity, added, stamp)


def _with_the_rest(
    connection: Connection, key: int, identity: str, added: AddedStatement, stamp: dict[str, Any]
) -> ReviewBatch:
    """Write down who said it, and what else was given."""
    number = connection.scalars(select(StatementRow.number).where(StatementRow.id == identity)).one()
    remarks = list[str]()
    connection.execute(insert(ReviewRow), review_rows(connection, identity, number, added.said, remarks, stamp))
    apply_reviews(connection, key)
    return ReviewBatch(stamp["batch"], tuple(records(connection, [number])), tuple(remarks))


def _shown(connection: Connection, key: int) -> tuple[str, str, str]:
    """SHA-256, the run that search shows and the text of a document. Raises StoreError where search shows none."""
    query = select(DocumentRow.id, ExtractionRow.run_id, DocumentRow.text, DocumentRow.location)
    of_it = (ExtractionRow.document_key == DocumentRow.key) & ExtractionRow.current
    row = connection.execute(query.outerjoin(ExtractionRow, of_it).where(DocumentRow.key == key)).one()
    if row.run_id is None:
        raise StoreError(
            f"search does not show {row.location or row.id[:8]}: it is deleted, has a newer text or was never read by a"
            " model; see attrib docs show, and add to the document that search shows"
        )
    return row.id, row.run_id, row.text


def _refuse_known(connection: Connection, key: int, run: str, content: Spans) -> None:
    """Raise StoreError where a statement of the run has nearly the same words, or reviews are at the same place."""
    columns = (StatementRow.id, StatementRow.rejected, StatementRow.machine, SpanRow.start, SpanRow.end)
    query = select(*columns).join(SpanRow, SpanRow.statement_number == StatementRow.number)
    of_run = SHOWN_OR_NOT, StatementRow.document_key == key, StatementRow.run_id == run
    here = (*of_run, SpanRow.role == "content")
    taken_back = StatementRow.added & StatementRow.machine.is_(None)
    known: dict[str, Spans] = {}
    rejected: dict[str, bool] = {}
    anchors: dict[tuple[int, int], str] = {}
    for row in connection.execute(query.where(*here, ~taken_back).order_by(SpanRow.position)):
        known[row.id] = (*known.get(row.id, ()), Span(row.start, row.end))
        rejected[row.id] = row.rejected
        if row.machine:
            anchors[tuple(row.machine["anchor"])] = row.id
    anchors |= {(known[each][0].start, known[each][-1].end): each for each in known if each not in anchors.values()}
    place = (content[0].start, content[-1].end)
    same = [*match({"": content}, known, least=NEARLY_ALL).values(), *([anchors[place]] if place in anchors else [])]
    for identity in same:
        short = identity[:8]
        if rejected[identity]:
            raise StoreError(f"{short} has these words and was rejected; bring it back: attrib review {short} --accept")
        raise StoreError(f"{short} has these words already; correct it: attrib review {short} --speaker, --quote, ...")
    _refuse_rejected(connection, key, place)


def _refuse_rejected(connection: Connection, key: int, place: tuple[int, int]) -> None:
    """Raise StoreError where a person has rejected these words, which another run has found."""
    here = (ReviewRow.document_key == key, ReviewRow.start == place[0], ReviewRow.end == place[1], ACTIVE_REVIEW)
    verdicts = select(ReviewRow.corrected_value, ReviewRow.batch, ReviewRow.reviewed_by)
    query = verdicts.where(*here, ReviewRow.field == str(ReviewField.VERDICT)).order_by(ReviewRow.reviewed_at.desc())
    last = connection.execute(query.limit(1)).first()
    if last is not None and last.corrected_value == REJECTED:
        raise StoreError(
            f"{last.reviewed_by} has rejected these words where another run found them; take that back first: attrib"
            f" review undo {last.batch}"
        )


def _details(text: str, content: Spans, added: AddedStatement) -> dict[str, Any]:
    """What is known of the statement: its spans, and values without a speaker, which is a review of its own."""
    parts: Parts = {"content": [list(span) for span in content]}
    if added.cue is not None:
        parts["cue"] = [list(span) for span in cue_near(text, added.cue, content)]
    kind = added.type or type_of(text, content)
    values = dict.fromkeys(VALUES) | {"type": str(kind), "assertion": str(added.assertion), "reason": BY_REVIEW}
    return {"spans": parts, "stances": [], "values": values | {"speaker_order": NO_SPEAKER, "stance_labels": 0}}
