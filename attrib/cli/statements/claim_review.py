"""`attrib export --format claimreview`: drafts of ClaimReviews, and what they lack."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import wraps

import click

from attrib.cli.common.options import Wrapped, stack
from attrib.cli.common.progress import say
from attrib.data import StatementQuery, StatementRecord
from attrib.data.drafts import Draft, OwnReview
from attrib.writers.claim_review import draft, write_claim_reviews
from attrib.writers.rows import TextStream

_ID = re.compile(r"(?=.*\d)[0-9a-f]{8,20}")
_OPTIONS = (
    click.option("--rating", metavar="WORDS", help="ClaimReview: your rating, in your words."),
    click.option("--publisher", metavar="NAME", help="ClaimReview: who reviews."),
    click.option("--review-url", metavar="URL", help="ClaimReview: where the review is published."),
    click.option("--review-date", metavar="DATE", help="ClaimReview: when it is published: 2025-01-31."),
)


def review_options(command: Wrapped) -> Wrapped:
    """Add what a user says of their own review; the command gets it as `own`."""

    @wraps(command)
    def with_own(
        *, rating: str | None, publisher: str | None, review_url: str | None, review_date: str | None, **given: object
    ) -> None:
        command(own=OwnReview(publisher, review_url, _day(review_date), rating), **given)

    return stack(with_own, _OPTIONS)


def _day(date: str | None) -> str | None:
    if date is not None and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date):
        raise click.UsageError(f"--review-date {date!r} is no date; give a year, month or day such as 2025-01-31")
    return date


def of_ids(query: StatementQuery) -> StatementQuery:
    """The query of some statements where TEXT is ids of statements: eight hexadecimal digits or more, each."""
    words = (query.text or "").split()
    if words and all(map(_ID.fullmatch, words)):
        return replace(query, text=None, statement=tuple(words))
    return query


def write_drafts(records: Iterable[StatementRecord], stream: TextStream, own: OwnReview) -> int:
    """Write the draft of each statement, and say on standard error what each lacks; their number."""
    return write_claim_reviews(_told(draft(record, own) for record in records), stream)


def _told(drafts: Iterable[Draft]) -> Iterator[Draft]:
    for item in drafts:
        required, recommended = ", ".join(item.lacks_required), ", ".join(item.lacks_recommended)
        said = [f"required: {required}"] if required else []
        said += [f"recommended: {recommended}"] if recommended else []
        if said:
            say(f"{item.statement_id[:8]} lacks {'; '.join(said)}")
        yield item
