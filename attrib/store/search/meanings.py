"""What the targets of stored stances mean: near-same targets are one (see `targets/same.py`)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, case, func, literal_column, select, true

from attrib.english.function_words import DEFINITE
from attrib.store.database.chunks import chunks
from attrib.store.schema.base import aliased
from attrib.store.schema.documents import DocumentRow
from attrib.store.schema.statements import StanceRow, StatementRow
from attrib.targets.phrases import parse_phrase
from attrib.targets.same import Place, TargetMention, may_mean_more, same_targets
from attrib.text.folding import fold

LOOKED_UP = 2_000
"""Documents up to which SQLite reads their statements one by one; beyond, it looks through all stances."""
_FITTING = 5_000  # statements that fit, whose documents may be as few
_BEFORE = 12  # characters before a target, which hold "the", "these", "their" or "Ann's"

Meanings = Mapping[Place, str]


def meaning_of(short: Meanings, document: int, target: str) -> str:
    """What a folded target means in a document: what `short_targets` says, or its own phrase."""
    return short.get((document, target)) or parse_phrase(target).key


def short_targets(
    session: Connection, restrictions: Sequence[ColumnElement[bool]], only: Sequence[ColumnElement[bool]] = ()
) -> dict[Place, str]:
    """What targets mean that are short for a longer one of their article, by document key and folded target.

    It looks at all topics in the documents of the statements that fit, or those that fit `only`; actors are told apart
    by their ids elsewhere.
    """
    return same_shortened(session, _topics(session, restrictions, only))


def same_shortened(session: Connection, topics: Mapping[int, Collection[str]]) -> dict[Place, str]:
    """The same for the folded topics of some documents."""
    mentions = _mentions(session, topics)
    meanings = same_targets(mentions)
    return {place: meaning for place, meaning in meanings.items() if parse_phrase(place[1]).key != meaning}


def _topics(
    session: Connection, restrictions: Sequence[ColumnElement[bool]], only: Sequence[ColumnElement[bool]]
) -> dict[int, set[str]]:
    """The topics of each document of the statements that fit, if it has several."""
    every = aliased(StatementRow, "every")
    documents = select(StatementRow.document_key).where(*restrictions)
    query = (
        select(every.document_key, StanceRow.target_key)
        .join(StanceRow, StanceRow.statement_number == every.number)
        .where(*only, StanceRow.target_kind == "topic")
    )
    sqlite = session.dialect.name == "sqlite"
    first = session.scalars(documents.limit(_FITTING + 1)).all() if sqlite else []
    few = set(first) if len(first) <= _FITTING else set()
    if 0 < len(few) <= LOOKED_UP:
        queries = [query.where(every.current == true(), every.document_key.in_(some)) for some in chunks(few)]
    else:
        # The sign keeps SQLite from a look at each statement of the documents: few stances are towards topics.
        current = literal_column("+every.current") == 1 if sqlite else every.current == true()
        queries = [query.where(current, every.document_key.in_(documents))]
    found: dict[int, set[str]] = defaultdict(set)
    for each in queries:
        for document, target in session.execute(each).all():
            found[document].add(target)
    return {document: targets for document, targets in found.items() if len(targets) > 1}


def _mentions(session: Connection, topics: Mapping[int, Collection[str]]) -> list[TargetMention]:
    """The topics of documents in which one may be short for another, with what the text says of those."""
    places: set[Place] = set()
    wanted: dict[int, list[str]] = {}
    for document, targets in topics.items():
        by_sense: dict[str, list[str]] = defaultdict(list)
        for target in targets:
            by_sense[parse_phrase(target).sense].append(target)
        for alike in by_sense.values():
            short = [target for target in alike if len(alike) > 1 and may_mean_more(target, alike)]
            if short:
                wanted.setdefault(document, []).extend(alike)
                places.update((document, target) for target in short)
    definite = definite_places(session, places)
    return [
        TargetMention(document, target, (document, target) in definite)
        for document, targets in wanted.items()
        for target in targets
    ]


def definite_places(session: Connection, places: Collection[Place]) -> set[Place]:
    """The targets that the text points back to in one of their statements: "the tax", "its levy"."""
    found: set[Place] = set()
    before = case((StanceRow.target_start > _BEFORE, StanceRow.target_start - _BEFORE + 1), else_=1)
    query = (
        select(
            StatementRow.document_key, StanceRow.target_key, StanceRow.target, StanceRow.target_start,
            func.substr(DocumentRow.text, before, _BEFORE),
        )
        .join(StatementRow, StatementRow.number == StanceRow.statement_number)
        .join(DocumentRow, DocumentRow.key == StatementRow.document_key)
        .where(StatementRow.current == true(), StanceRow.target_kind == "topic")
    )  # fmt: skip
    keys: dict[int, set[str]] = defaultdict(set)
    for document, target in places:
        keys[document].add(target)
    for some in chunks(keys):
        for document, target, words, start, text in session.execute(query.where(StatementRow.document_key.in_(some))):
            if target in keys[document] and _points_back(words, text, start):
                found.add((document, target))
    return found


def _points_back(words: str, before: str, start: int | None) -> bool:
    """Whether the words of a target, or the last one before them, point to a thing said before."""
    first = fold(words).partition(" ")[0]
    if start is None or first in DEFINITE:
        return first in DEFINITE
    text = before[:start].rstrip()
    last = fold(text).rpartition(" ")[2] if len(text) < len(before[:start]) else ""
    return last in DEFINITE or text.endswith(("'s", "’s", "s'", "s’"))
