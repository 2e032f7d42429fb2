"""One utterance as each outlet gave it: words aligned, copies folded, quoted and paraphrased told."""

from collections.abc import Iterator, Sequence

from attrib.claims.aligning import align
from attrib.data import StatementQuery, StatementRecord, StatementType
from attrib.data.claims import Claim, ClaimComparison, ClaimVersion, Piece
from attrib.store.database.session import Database
from attrib.text.folding import fold

FORMS = {
    StatementType.DIRECT: "quoted",
    StatementType.MIXED: "part quoted",
    StatementType.INDIRECT: "paraphrased",
}


def compare_claim(database: Database, statement: str) -> ClaimComparison:
    """The claim that a statement makes as each outlet gave it. Raises NotFoundError and AmbiguousNameError."""
    from attrib.store.claims.reading import claim_of

    return comparison_of(claim_of(database, statement))


def compare_story(database: Database, article: str) -> Iterator[ClaimComparison]:
    """What the statements of an article claim that other articles have too, in the order of the article.

    `article` is a part of its path, or the first digits of its SHA-256. Raises NotFoundError where no statement of such
    an article is shown.
    """
    from attrib.errors import NotFoundError
    from attrib.store.claims.reading import claims_shared
    from attrib.store.search.query import search

    records = list(search(database, StatementQuery(document=(article,), sort="position")))
    if not records:
        raise NotFoundError(f"no article fits {article!r}, or it has no statements; `attrib docs list` lists articles")
    yield from map(comparison_of, claims_shared(database, [record.statement_id for record in records]))


def comparison_of(claim: Claim) -> ClaimComparison:
    """A claim's statements laid beside its fullest version: the longest quotation, or else the longest statement.

    Statements with the same words are one version, shown by the earliest of them; one within another of its article is
    none.
    """
    words: dict[tuple[str, str], list[StatementRecord]] = {}
    for record in claim.statements:
        if record.statement_id in claim.nested:
            continue
        words.setdefault((fold(record.quote), FORMS[record.type]), []).append(record)
    groups = list(words.values())
    fullest = max(groups, key=_fullness, default=[])
    others = [group for group in groups if group is not fullest]
    versions = [_version(group, fullest[0].quote) for group in (fullest, *others) if group]
    return ClaimComparison(claim.summary, tuple(versions))


def _fullness(group: Sequence[StatementRecord]) -> tuple[bool, int]:
    return group[0].type is StatementType.DIRECT, len(group[0].quote)


def _version(group: Sequence[StatementRecord], fullest: str) -> ClaimVersion:
    first, *copies = group
    same = first.quote == fullest
    pieces, lacks = ((Piece(first.quote, shared=True),), ()) if same else align(first.quote, fullest)
    return ClaimVersion(first, FORMS[first.type], pieces, lacks, tuple(copies))
