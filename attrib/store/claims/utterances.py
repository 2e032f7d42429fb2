"""Statements as they are compared: the utterance of each, and its key, which the same saying has everywhere."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Select, select

from attrib.claims.scorer import holds_again
from attrib.claims.utterance import Utterance
from attrib.store.database.adding import add_rows
from attrib.store.database.chunks import chunks
from attrib.store.schema.base import content_key
from attrib.store.schema.claims import StatementUtteranceRow, UtteranceRow
from attrib.store.statements.records import records


@dataclass(frozen=True, slots=True)
class Said:
    """One utterance with its key, and the key of its folded words."""

    key: int
    folded: int
    utterance: Utterance


def said_in(connection: Connection, numbers: Collection[int]) -> dict[int, Said]:
    """The utterance of each of some statements, by number; what says too little to be repeated is its own."""
    found: dict[int, Said] = {}
    for chunk in chunks(sorted(numbers)):
        for number, record in zip(chunk, records(connection, chunk), strict=True):
            utterance = Utterance(record.quote, record.speaker, record.assertion)
            parts: tuple[str, ...] = (utterance.text, utterance.surname, str(utterance.assertion or ""))
            if not holds_again(utterance):
                parts = (*parts, record.statement_id)
            folded = content_key("words", *utterance.words)
            found[number] = Said(content_key("utterance", *parts), folded, utterance)
    return found


def add_utterances(connection: Connection, said: Mapping[int, Said]) -> set[int]:
    """Store which utterance each statement is; the keys of those that were not there before."""
    keys = {each.key: each for each in said.values()}
    known = {key for some in chunks(sorted(keys)) for key in connection.scalars(_known(some))}
    new = [
        {"key": key, "words": key, "near": key, "meaning": key, "folded": each.folded}
        for key, each in sorted(keys.items())
        if key not in known
    ]
    add_rows(connection, UtteranceRow, new, unless_known=True)
    rows = [{"statement_number": number, "utterance_key": each.key} for number, each in sorted(said.items())]
    add_rows(connection, StatementUtteranceRow, rows, unless_known=True)
    return keys.keys() - known


def _known(keys: Collection[int]) -> Select[int]:
    return select(UtteranceRow.key).where(UtteranceRow.key.in_(keys))


def one_statement_of(connection: Connection, keys: Collection[int]) -> dict[int, int]:
    """Of each utterance one statement, the lowest number."""
    found: dict[int, int] = {}
    for some in chunks(sorted(keys)):
        columns = (StatementUtteranceRow.utterance_key, StatementUtteranceRow.statement_number)
        query = select(*columns).where(StatementUtteranceRow.utterance_key.in_(some))
        found |= dict(connection.execute(query.order_by(StatementUtteranceRow.statement_number.desc())).all())
    return found


def keys_of(connection: Connection, numbers: Collection[int]) -> dict[int, int]:
    """The utterance keys of some statements, by number; of those that have been compared."""
    found: dict[int, int] = {}
    for some in chunks(sorted(numbers)):
        columns = (StatementUtteranceRow.statement_number, StatementUtteranceRow.utterance_key)
        query = select(*columns).where(StatementUtteranceRow.statement_number.in_(some))
        found |= dict(connection.execute(query).all())
    return found
