"""The utterances of today that people's judgements on claims are about.

A judgement holds the span of each statement in its document. In a newer run it is about the statement with the largest
overlap, as a review is, and in a newer text of the document about the same words.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, true

from attrib.claims.grouping import Pair
from attrib.data.claims import ClaimVerdict
from attrib.store.claims.moving import Anchor, places_today
from attrib.store.database.chunks import chunks
from attrib.store.schema.claims import ACTIVE_CLAIM_JUDGEMENT, ClaimJudgementRow, StatementUtteranceRow
from attrib.store.schema.statements import StatementRow


@dataclass(frozen=True, slots=True)
class JudgedPairs:
    """Pairs of utterances that people judged the same, in the order of judging, and those judged different."""

    same: tuple[Pair, ...]
    different: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Anchored:
    """The statement of today at a judged place, and its utterance where it has been compared."""

    number: int
    statement_id: str
    utterance: int | None


def anchors_of(row: Mapping[str, Any]) -> tuple[Anchor, Anchor]:
    """The two places of a row of `claim_judgements`."""
    first = (row["document_key"], row["start"], row["end"])
    return first, (row["other_document_key"], row["other_start"], row["other_end"])


def anchored(connection: Connection, anchors: Iterable[Anchor]) -> dict[Anchor, Anchored]:
    """The shown statement at each place: the one with the largest overlap, the first of several."""
    today = places_today(connection, anchors)
    wanted: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in today.values():
        wanted[anchor[0]].append(anchor)
    best: dict[Anchor, tuple[int, Anchored]] = {}
    columns = [getattr(StatementRow, name) for name in ("document_key", "start", "end", "number", "id")]
    for some in chunks(sorted(wanted)):
        query = (
            select(*columns, StatementUtteranceRow.utterance_key)
            .outerjoin(StatementUtteranceRow, StatementUtteranceRow.statement_number == StatementRow.number)
            .where(StatementRow.document_key.in_(some), StatementRow.current == true())
            .order_by(StatementRow.number)
        )
        for row in connection.execute(query):
            start, end = row.start, row.end
            for anchor in wanted[row.document_key]:
                # The share of both together that both have, in whole numbers: the larger, the likelier the same.
                shared = min(end, anchor[2]) - max(start, anchor[1])
                likeness = 1_000_000 * shared // (max(end, anchor[2]) - min(start, anchor[1]))
                if shared > 0 and likeness > best.get(anchor, (0, None))[0]:
                    best[anchor] = (likeness, Anchored(row.number, row.id, row.utterance_key))
    return {anchor: best[now][1] for anchor, now in today.items() if now in best}


def judged_pairs(connection: Connection) -> JudgedPairs:
    """The pairs of utterances that the active judgements are about; of two on one pair the latest holds."""
    query = select(ClaimJudgementRow.__table__).where(ACTIVE_CLAIM_JUDGEMENT)
    rows = connection.execute(query.order_by(ClaimJudgementRow.judged_at, ClaimJudgementRow.id)).all()
    places = anchored(connection, {anchor for row in rows for anchor in anchors_of(row._asdict())})
    verdicts: dict[Pair, str] = {}
    for row in rows:
        ends = [places[anchor].utterance for anchor in anchors_of(row._asdict()) if anchor in places]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
            pair = (min(ends[0], ends[1]), max(ends[0], ends[1]))
            verdicts.pop(pair, None)
            verdicts[pair] = row.verdict
    same = tuple(pair for pair, verdict in verdicts.items() if verdict == ClaimVerdict.SAME)
    return JudgedPairs(same, frozenset(verdicts) - frozenset(same))
