"""A fact check from the texts of its fields, whatever format they come from."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrib.data import Problem
from attrib.data.checks import FactCheck
from attrib.errors import ReadError
from attrib.readers.dates import ReadDate, read_date
from attrib.readers.source import Source
from attrib.readers.unforeseen import guarded

ALIASES: dict[str, tuple[str, ...]] = {
    "claim": ("claim_reviewed", "claimreviewed", "claim_text", "statement", "text", "fact"),
    "claimant": ("speaker", "said_by", "claim_author", "claimed_by"),
    "claim_date": ("claimdate", "date_of_claim", "claimed_at", "statement_date"),
    "rating": ("verdict", "textual_rating", "textualrating", "ruling", "label", "conclusion", "truth_rating"),
    "publisher": ("fact_checker", "factchecker", "checked_by", "publisher_name", "site", "source", "author"),
    "url": ("link", "review_url", "check_url", "source_url", "address"),
    "title": ("headline", "review_title"),
    "review_date": ("date", "reviewdate", "date_published", "datepublished", "published_at", "published", "checked_at"),
    "language": ("lang", "language_code", "languagecode"),
}
"""The fields of a fact check, and the other names of each; case, spaces and hyphens do not matter."""


def check_of(
    fields: Mapping[str, str | None], raw: Mapping[str, Any], source: Source, record: int | None
) -> Iterator[FactCheck | Problem]:
    """The fact check with fields by the names of ALIASES, after a warning for each date that is none.

    Without a claim it is a Problem.
    """
    yield from guarded(_check_of(fields, raw, source, record), source, record)


def _check_of(
    fields: Mapping[str, str | None], raw: Mapping[str, Any], source: Source, record: int | None
) -> Iterator[FactCheck | Problem]:
    claim = _line(fields.get("claim"))
    if not claim:
        known = ", ".join(sorted(name for name, value in fields.items() if value)) or "none"
        yield source.problem(f"no claim is named; the fields with a value are: {known}", record)
        return
    dates: dict[str, ReadDate | None] = {}
    for name, what in (("claim_date", "of the claim"), ("review_date", "of the check")):
        original = _line(fields.get(name))
        dates[name] = None
        try:
            if original:
                dates[name] = read_date(original, now=source.retrieved_at, order=source.settings.date_order)
        except ReadError as error:
            yield source.warning(f"read without the date {what}: {error}", record)
    claimed, reviewed = dates["claim_date"], dates["review_date"]
    texts = {name: _line(fields.get(name)) for name in ("claimant", "rating", "publisher", "url", "title", "language")}
    yield FactCheck(
        claim,
        **texts,
        claim_at=claimed and claimed.moment,
        claim_precision=claimed and claimed.precision,
        reviewed_at=reviewed and reviewed.moment,
        reviewed_precision=reviewed and reviewed.precision,
        location=source.location,
        record=record,
        raw=raw,
    )


def field_of(name: str) -> str | None:
    """The field that a column's name means; None for an unknown one."""
    plain = name.strip().strip("\ufeff").lower().replace(" ", "_").replace("-", "_")
    return next((field for field, others in ALIASES.items() if plain == field or plain in others), None)


def _line(value: str | None) -> str | None:
    """A value in one line; None for no words."""
    return " ".join((value or "").split()) or None
