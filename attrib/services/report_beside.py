"""What a report tells beside its statements: fact checks, repeated claims, what is worth checking, occasions."""

from collections import defaultdict
from collections.abc import Sequence

from attrib.data import SaidBasis, StatementRecord
from attrib.data.checks import CheckMatch, CheckVerdict, StoredCheck
from attrib.data.report_beside import ReportBeside, ReportCheck, ReportClaim
from attrib.store.claims.of_statements import repeated_claims
from attrib.store.database.session import Database

_WORTHY = 10  # statements most worth checking


def beside(database: Database, records: Sequence[StatementRecord]) -> ReportBeside:
    """What the database knows of some statements, whose numbers in the report count from 1."""
    number_of = {record.statement_id: number for number, record in enumerate(records, 1)}
    claims = [
        ReportClaim(summary, tuple(number_of[identity] for identity in ours))
        for summary, ours in repeated_claims(database, number_of).items()
    ]
    scored = [(record.worth, number) for number, record in enumerate(records, 1) if record.worth is not None]
    worthy = sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:_WORTHY]
    return ReportBeside(
        checks=_checks(records),
        claims=tuple(claims),
        worthy=tuple(number for _, number in worthy),
        scored=len(scored),
        timed=sum(_is_timed(record) for record in records),
        addressed=sum(record.addressee is not None for record in records),
        placed=sum(record.place is not None for record in records),
    )


def _is_timed(record: StatementRecord) -> bool:
    """Whether the text tells when it was said; the date of publication is no such thing."""
    dates = record.occasion.dates
    return record.time is not None and (dates is None or dates.basis is SaidBasis.TOLD)


def _checks(records: Sequence[StatementRecord]) -> tuple[ReportCheck, ...]:
    """The checks that count as about statements, those that people confirmed first, then the nearest."""
    stored: dict[str, StoredCheck] = {}
    matches: dict[str, list[tuple[int, CheckMatch]]] = defaultdict(list)
    for number, record in enumerate(records, 1):
        for match in record.checks:
            if match.counts:
                stored[match.check.id] = match.check
                matches[match.check.id].append((number, match))
    found = [ReportCheck(stored[identity], tuple(some)) for identity, some in matches.items()]
    return tuple(sorted(found, key=_rank))


def _rank(each: ReportCheck) -> tuple[bool, float, str]:
    confirmed = any(match.verdict is CheckVerdict.CONFIRMED for _, match in each.matches)
    return (not confirmed, -max(match.score or 0.0 for _, match in each.matches), each.check.id)
