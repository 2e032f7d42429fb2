"""Values of repeated claims: how alike two statements are, the groups they make, and what people say of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from attrib.data.dates import DatePrecision
from attrib.data.records import StatementRecord


class ClaimLevel(StrEnum):
    """How two statements that make the same claim are alike; each level holds the ones before it."""

    WORDS = "same_words"  # identical but for case, accents and marks
    NEAR = "near_words"  # most runs of five words of the shorter one are in the other, and the facts agree
    MEANING = "same_meaning"  # the same truth conditions in other words, as a scorer tells


@dataclass(frozen=True, slots=True)
class Likeness:
    """That two statements make the same claim: at which level, and how sure that is, from 0 to 1."""

    level: ClaimLevel
    score: float


class ClaimVerdict(StrEnum):
    """What a person says of two statements."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class ClaimSummary:
    """One claim that several statements make: counts of those that search shows, and the first and latest of them.

    `id` follows from the words of its statements alone. `outlets` counts independent outlets (what one copied is
    the other's), `documents` articles. `first` and `latest` are ids of statements by date of publication, None where
    none is dated: an undated one is never the first. `words` is the content of the statement that says it most shortly.
    A statement within another one of the same article repeats nothing: `within` counts those, and no other count does.
    """

    id: str
    level: ClaimLevel
    words: str
    statements: int
    speakers: tuple[str, ...]
    outlets: int
    documents: int
    first: str | None
    first_at: datetime | None
    first_precision: DatePrecision | None
    latest: str | None
    latest_at: datetime | None
    latest_precision: DatePrecision | None
    within: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with its statements, the earliest first and undated ones last, and the judgements of people on them.

    `nested` are the ids of those that stand within another one of their article.
    """

    summary: ClaimSummary
    statements: tuple[StatementRecord, ...]
    judgements: tuple["ClaimJudgement", ...] = ()
    nested: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ClaimJudgement:
    """A person's word on whether two statements make the same claim; kept when undone.

    `statement_id` and `other_id` are the statements of today where there are any, else those that were judged.
    """

    id: str
    batch: str
    verdict: ClaimVerdict
    statement_id: str
    words: str
    other_id: str
    other_words: str
    note: str | None
    judged_by: str
    judged_at: datetime
    undone_by: str | None = None
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring words of one version, verbatim with what stands between them.

    `shared` where the fullest version has them too, in this place; `figure` and `negation` where a number, or a word
    that denies, is among the words that are not shared.
    """

    text: str
    shared: bool
    figure: bool = False
    negation: bool = False


@dataclass(frozen=True, slots=True)
class ClaimVersion:
    """One claim as some articles gave it in the same words: its pieces, and what it lacks of the fullest version.

    `record` is the earliest statement with these words, and `copies` are the others. `form` is "quoted",
    "part quoted" or "paraphrased".
    """

    record: StatementRecord
    form: str
    pieces: tuple[Piece, ...]
    lacks: tuple[Piece, ...] = ()
    copies: tuple[StatementRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimComparison:
    """One claim as each outlet gave it: the fullest version first, the others by date, undated ones last."""

    claim: ClaimSummary
    versions: tuple[ClaimVersion, ...]
