"""Which statements may stand as one side of a change of mind: what a person would take for that side when it is read.

A change needs two sides that are read rightly, so that what is often misread makes none. A side that people have
reviewed always counts.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Row, select, true

from attrib.claims.clauses import is_sentence
from attrib.claims.utterance import sentences_of
from attrib.data.changes import LEAST_SIDE, LEAST_SPEAKER, LeftOut
from attrib.english.lexicon import Lexicon
from attrib.resources import folder
from attrib.store.changes.said import Said
from attrib.store.database.chunks import chunks
from attrib.store.schema.statements import StatementRow
from attrib.text.folding import fold

_CONCEDING = Lexicon(folder("claims/lexicon")).words("conceding_words")
_OPENING = "[“\"‘']"
SqlRow = Row[*tuple[Any, ...]]
Within = Mapping[int, Collection[tuple[int, int]]]
"""Of each statement the places of what others say within it."""


def doubt(row: SqlRow, said: Said, least: float | None) -> LeftOut | None:
    """Why a stance is read too unsurely to be a side of a change, or takes none; None where it may be one.

    `least` is the score asked for, if any.
    """
    if row.reviewed:
        return None
    if row.score < (LEAST_SIDE if least is None else least):
        return LeftOut.UNSURE
    if said.speaker_confidence is not None and said.speaker_confidence < LEAST_SPEAKER:
        return LeftOut.SPEAKER
    if said.quote.rstrip("”\"’', ").endswith("?"):
        return LeftOut.QUESTION
    return LeftOut.TOPIC if _only_names(row, said) else None


def objection(row: SqlRow, said: Said, within: Within) -> LeftOut | None:
    """Why a stance without `doubt` is no side of a change: what others say within it, and what it concedes."""
    if row.reviewed:
        return None
    if any(start <= (row.target_start or -1) < end for start, end in within.get(row.statement_number, ())):
        return LeftOut.OTHERS
    return LeftOut.CONCEDES if _concedes(said.quote, row.target) else None


def _only_names(row: SqlRow, said: Said) -> bool:
    """Whether words only name what they are about, and no cue tells the side: "Mrs. Clinton".

    Not: "embrace of | NATO", where the words that decided are the cue's, nor "NATO as “obsolete”", which says something
    of it in the speaker's own words.
    """
    by_cue = any(span.start <= (row.evidence_start or -1) < span.end for span in said.cue_spans)
    if by_cue or is_sentence(said.quote):
        return False
    if row.target not in said.quote:  # quicker than a pattern for each of many targets
        return True
    return re.search(rf"\b{re.escape(row.target)}\b(?: as)? {_OPENING}\w", said.quote) is None


def _concedes(quote: str, target: str) -> bool:
    """Whether a sentence with the target concedes something; any sentence, where none names the target."""
    name = fold(target)
    sentences = [fold(each) for each in sentences_of(quote)]
    words = chain.from_iterable(
        each.split() for each in sentences if name in each or not any(name in s for s in sentences)
    )
    return not _CONCEDING.isdisjoint(words)


def said_within(session: Connection, numbers: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """The places of what other speakers say within some statements."""
    ours: dict[int, list[SqlRow]] = defaultdict(list)
    columns = [getattr(StatementRow, name) for name in ("number", "document_key", "start", "end", "actor_id")]
    for some in chunks(sorted(numbers)):
        for row in session.execute(select(*columns).where(StatementRow.number.in_(some))):
            ours[row.document_key].append(row)
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for some in chunks(sorted(ours)):
        here = (StatementRow.document_key.in_(some), StatementRow.current == true())
        for row in session.execute(select(*columns).where(*here)):
            for own in ours[row.document_key]:
                if own.start <= row.start and row.end <= own.end and row.actor_id != own.actor_id:
                    found[own.number].append((row.start, row.end))
    return found
