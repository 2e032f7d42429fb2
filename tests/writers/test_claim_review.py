"""Drafts of ClaimReviews have what schema.org wants, by a validator of the tests' own; ratings come from people."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from attrib.data import DatePrecision
from attrib.data.checks import CheckMatch, CheckVerdict, FactCheck, StoredCheck
from attrib.data.drafts import OwnReview
from attrib.writers.claim_review import RECOMMENDED, REQUIRED, draft, write_claim_reviews
from tests.writers.records import PUBLISHED, RECORD

OWN = OwnReview("The Desk", "https://desk.example/port", "2025-11-02", "Mostly true")
CHECK = FactCheck(
    "The union will go",
    rating="False",
    publisher="Checks",
    url="https://checks.example/1",
    reviewed_at=datetime(2025, 11, 1, tzinfo=UTC),
    reviewed_precision=DatePrecision.DAY,
)
MATCH = CheckMatch(StoredCheck("ab" * 8, CHECK, PUBLISHED), 0.93, 0.73)

# Of each type the properties that schema.org gives it, and the types that they may have.
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(\+\d\d:\d\d|Z))?)?)?")
_SCHEMA: dict[str, dict[str, tuple[str, ...]]] = {
    "ClaimReview": {
        "claimReviewed": ("Text",),
        "itemReviewed": ("Claim",),
        "url": ("URL",),
        "datePublished": ("Date",),
        "author": ("Organization", "Person"),
        "reviewRating": ("Rating",),
    },
    "Claim": {
        "@id": ("Text",),
        "author": ("Person", "Organization"),
        "datePublished": ("Date",),
        "appearance": ("NewsArticle",),
    },
    "NewsArticle": {
        "url": ("URL",),
        "headline": ("Text",),
        "datePublished": ("Date",),
        "publisher": ("Organization",),
        "archivedAt": ("URL",),
    },
    "Person": {"name": ("Text",), "jobTitle": ("Text",)},
    "Organization": {"name": ("Text",)},
    "Rating": {"alternateName": ("Text",)},
}


def mistakes(node: Mapping[str, Any], wanted: tuple[str, ...] = ("ClaimReview",), at: str = "") -> list[str]:
    """What is wrong in a value of JSON-LD by the types of schema.org."""
    kind = node.get("@type")
    if kind not in wanted:
        return [f"{at or 'the top'} is {kind}, none of {wanted}"]
    found = []
    for name, value in node.items():
        if name in ("@type", "@context"):
            continue
        place = f"{at}.{name}".strip(".")
        types = _SCHEMA[str(kind)].get(name)
        if types is None:
            found.append(f"{place}: {kind} has no such property")
        elif isinstance(value, Mapping):
            found += mistakes(value, types, place)
        elif not isinstance(value, str) or not value.strip():
            found.append(f"{place} is {value!r}, no text")
        elif types == ("Date",) and not _DATE.fullmatch(value):
            found.append(f"{place} is {value!r}, no date")
        elif types == ("URL",) and not value.startswith("https://"):
            found.append(f"{place} is {value!r}, no address")
        elif types[0][0].isupper() and types[0] not in ("Text", "Date", "URL"):
            found.append(f"{place} is a text in place of {types}")
    return found


def at(review: Any, path: str) -> Any:
    for name in path.split("."):
        review = review[name]
    return review


def test_the_validator_finds_mistakes() -> None:
    wrong = {"@type": "ClaimReview", "url": "port", "datePublished": "soon", "author": "Checks", "rating": "False"}
    assert len(mistakes(wrong)) == 4
    assert mistakes({"@type": "Claim"}) == ["the top is Claim, none of ('ClaimReview',)"]


def test_a_whole_draft_has_every_required_and_recommended_property() -> None:
    found = draft(RECORD, OWN)
    assert mistakes(found.review) == []
    assert found.review["@context"] == "https://schema.org"
    assert all(at(found.review, path) for path in (*REQUIRED, *RECOMMENDED))
    assert (found.lacks_required, found.lacks_recommended) == ((), ())
    assert found.review["claimReviewed"] == 'We will go," […] "It is time.'
    assert at(found.review, "itemReviewed.author") == {
        "@type": "Person",
        "name": "Amina Okoye",
        "jobTitle": "leader",
    }
    assert at(found.review, "itemReviewed.appearance.url") == "https://gull.example/port"
    assert at(found.review, "reviewRating.alternateName") == "Mostly true"


def test_the_rating_is_a_person_s() -> None:
    bare = draft(replace(RECORD, checks=(MATCH,)))
    assert mistakes(bare.review) == []
    assert "reviewRating" not in bare.review
    assert bare.lacks_required == ("url", "reviewRating.alternateName")
    assert bare.lacks_recommended == ("author", "datePublished")
    rejected = replace(RECORD, checks=(replace(MATCH, verdict=CheckVerdict.REJECTED),))
    assert "reviewRating" not in draft(rejected).review


def test_a_confirmed_check_gives_its_review_whole() -> None:
    confirmed = replace(RECORD, checks=(replace(MATCH, verdict=CheckVerdict.CONFIRMED),))
    found = draft(confirmed)
    assert mistakes(found.review) == []
    assert (found.lacks_required, found.lacks_recommended) == ((), ())
    assert at(found.review, "reviewRating.alternateName") == "False"
    assert at(found.review, "author.name") == "Checks"
    assert (at(found.review, "url"), at(found.review, "datePublished")) == ("https://checks.example/1", "2025-11-01")
    own = draft(confirmed, OwnReview(publisher="The Desk"))
    assert own.lacks_required == ("url", "reviewRating.alternateName")  # no other's rating under one's own name


@pytest.mark.parametrize(
    ("changes", "kind", "lacks"),
    [
        ({"speaker_kind": "organization", "role": None}, "Organization", ()),
        ({"speaker_kind": "group"}, "Organization", ()),
        ({"speaker_kind": "unnamed"}, "Person", ()),
        ({"speaker": None, "actor": None}, None, ("itemReviewed.author",)),
        (
            {"published_at": None},
            "Person",
            ("itemReviewed.datePublished", "itemReviewed.appearance.datePublished"),
        ),
        ({"url": None, "final_url": None}, "Person", ("itemReviewed.appearance.url",)),
    ],
)
def test_what_the_article_does_not_tell_is_left_out_and_said(
    changes: dict[str, Any], kind: str | None, lacks: tuple[str, ...]
) -> None:
    found = draft(replace(RECORD, **changes), OWN)
    assert mistakes(found.review) == []
    assert found.lacks_recommended == lacks
    assert found.review["itemReviewed"].get("author", {}).get("@type") == kind


def test_drafts_are_one_array() -> None:
    stream = io.StringIO()
    assert write_claim_reviews([draft(RECORD), draft(RECORD, OWN)], stream) == 2
    assert [mistakes(each) for each in json.loads(stream.getvalue())] == [[], []]
    stream = io.StringIO()
    assert write_claim_reviews([], stream) == 0
    assert json.loads(stream.getvalue()) == []
