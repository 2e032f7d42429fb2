"""What a search asks for."""

from dataclasses import dataclass
from datetime import datetime

from attrib.data.statements import StanceLabel, StatementType


@dataclass(frozen=True, slots=True)
class StatementQuery:
    """What a search or an export asks for; every field narrows, None and empty leave open.

    `text` is a full-text query; `actor` any alias, name or part of a name; `target` and `affiliation` names; `since`
    and `until` aware UTC bounds on the publication date, `since` included and `until` excluded. With `as_of` a speaker
    counts who held affiliation and role at that moment. `unnamed` is words of a description of a speaker whom the text
    does not name. `about` is a topic or claim: statements on it by words or meaning, nearest first unless `sort` says
    otherwise; without a target, `stance` and `min_stance_score` are then towards it, and not told by the store.
    `rejected` asks for what people have rejected, and only that. `limit` None is no limit.
    """

    text: str | None = None
    about: str | None = None
    actor: str | None = None
    actor_id: str | None = None
    stance: StanceLabel | None = None
    target: str | None = None
    min_stance_score: float | None = None
    type: StatementType | None = None
    affiliation: str | None = None
    role: str | None = None
    as_of: datetime | None = None
    unnamed: str | None = None
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    min_confidence: float | None = None
    rejected: bool = False
    limit: int | None = None
    sort: str = "date"  # one of SORTS


SORTS = ("date", "speaker", "confidence", "position")


NEAREST = "nearest"
"""The order of statements about a topic, the nearest first; only a query with `about` has it."""
