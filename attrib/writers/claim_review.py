"""Statements as drafts of ClaimReviews (schema.org) in JSON-LD; what only a person can say stays out.

The required properties are claimReviewed, url and reviewRating.alternateName; the recommended ones are the author and
datePublished of the review, and of the claim its author, datePublished and appearance
(https://fullfact.github.io/markup-investigation/docs/notes/01-basic-usage/). firstAppearance is for a person to add.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from attrib.data import StatementRecord
from attrib.data.checks import CheckMatch, CheckVerdict
from attrib.data.dates import iso_text
from attrib.data.drafts import Draft, OwnReview
from attrib.text.marks import DOUBLE
from attrib.writers.rows import TextStream

REQUIRED = ("claimReviewed", "url", "reviewRating.alternateName")
RECOMMENDED = (
    *("author", "datePublished", "itemReviewed.author", "itemReviewed.datePublished"),
    *("itemReviewed.appearance.url", "itemReviewed.appearance.datePublished"),
)
_EDGES = "".join(DOUBLE) + " ,"
_KINDS = {"person": "Person", "unnamed": "Person"}


def draft(record: StatementRecord, own: OwnReview | None = None) -> Draft:
    """The draft for one statement.

    The review is the user's `own` where anything is said of it; else that of a fact check which a person has confirmed
    for the statement, whole; else nobody's. A suggested check rates nothing.
    """
    confirmed = next((match for match in record.checks if match.verdict is CheckVerdict.CONFIRMED), None)
    told = _own(own) if own else _imported(confirmed) if confirmed else {}
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": record.quote.strip(_EDGES),
        "itemReviewed": _claim(record),
        **told,
    }
    return Draft(record.statement_id, review, _lacking(review, REQUIRED), _lacking(review, RECOMMENDED))


def _own(own: OwnReview) -> dict[str, Any]:
    author = own.publisher and {"@type": "Organization", "name": own.publisher}
    return _known(url=own.url, datePublished=own.date, author=author, reviewRating=_rating(own.rating))


def _imported(match: CheckMatch) -> dict[str, Any]:
    check = match.check.check
    return _known(
        url=check.url,
        datePublished=iso_text(check.reviewed_at, check.reviewed_precision),
        author=check.publisher and {"@type": "Organization", "name": check.publisher},
        reviewRating=_rating(check.rating),
    )


def _rating(rating: str | None) -> dict[str, str] | None:
    return {"@type": "Rating", "alternateName": rating} if rating else None


def _claim(record: StatementRecord) -> dict[str, Any]:
    """The claim, its identity that of the statement, with who made it and where it appeared."""
    published = iso_text(record.published_at, record.published_precision)
    name = record.actor or record.speaker
    kind = _KINDS.get(record.speaker_kind or "", "Organization")
    author = name and _known(**{"@type": kind}, name=name, jobTitle=record.role if kind == "Person" else None)
    publisher = record.outlet and {"@type": "Organization", "name": record.outlet}
    address = record.url or record.final_url
    article = _known(
        **{"@type": "NewsArticle"}, url=address, headline=record.title, datePublished=published, publisher=publisher,
        archivedAt=record.archive_url,
    )  # fmt: skip
    return _known(
        **{"@type": "Claim", "@id": f"urn:attrib:statement:{record.statement_id}"},
        author=author,
        datePublished=published,
        appearance=article if len(article) > 1 else None,
    )


def _known(**properties: object) -> dict[str, Any]:
    """The properties that have a value."""
    return {name: value for name, value in properties.items() if value}


def _lacking(review: Mapping[str, Any], names: Iterable[str]) -> tuple[str, ...]:
    """Those of some properties, each a path, that a review does not have."""
    return tuple(name for name in names if not _at(review, name.split(".")))


def _at(value: object, path: list[str]) -> object:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def write_claim_reviews(drafts: Iterable[Draft], stream: TextStream) -> int:
    """Write drafts as one array of JSON-LD; their number."""
    written = 0
    for item in drafts:
        stream.write("[\n" if written == 0 else ",\n")
        stream.write(json.dumps(item.review, ensure_ascii=False, indent=2))
        written += 1
    stream.write("\n]\n" if written else "[]\n")
    return written
