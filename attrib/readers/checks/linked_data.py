"""ClaimReviews of JSON-LD, and claims of Google's Fact Check Tools API, wherever they stand in a JSON value.

Publishers write ClaimReview in many ways: in lists and @graph, with types as lists or addresses, values as objects or
lists, the claim beside the review and named by its @id. https://schema.org/ClaimReview,
https://developers.google.com/fact-check/tools/api
"""

from collections.abc import Iterator, Mapping
from typing import Any

_SCHEMA = ("http://schema.org/", "https://schema.org/", "schema:")
_DEPTH = 40  # values within values that are looked through

Node = Mapping[str, Any]
Fields = dict[str, str | None]


def fact_checks_in(
    value: object, *, page: str | None = None, title: str | None = None
) -> Iterator[tuple[Fields, Node]]:
    """The fields of each fact check in a JSON value, with the record that holds it.

    `page` and `title` are those of the page that the value stands in.
    """
    nodes = list(_nodes(value))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    for node in nodes:
        if "ClaimReview" in _types(node):
            yield _claim_review(node, by_id, page, title), node
        elif isinstance(node.get("claimReview"), list) and "text" in node:
            for review in node["claimReview"] or [{}]:
                yield (
                    _api_fields(node, review if isinstance(review, Mapping) else {}),
                    {**node, "claimReview": [review]},
                )


def _nodes(value: object, depth: int = 0) -> Iterator[Node]:
    """Every object in a JSON value, from the outside in."""
    if depth > _DEPTH:
        return
    if isinstance(value, Mapping):
        node = {_plain(name): part for name, part in value.items()}
        yield node
        for part in node.values():
            yield from _nodes(part, depth + 1)
    elif isinstance(value, list):
        for part in value:
            yield from _nodes(part, depth + 1)


def _plain(name: str) -> str:
    """A name without schema.org in front."""
    for start in _SCHEMA:
        name = name.removeprefix(start)
    return name


def _types(node: Node) -> set[str]:
    named = node.get("@type")
    return {_plain(each) for each in (named if isinstance(named, list) else [named]) if isinstance(each, str)}


def _claim_review(node: Node, by_id: Mapping[str, Node], page: str | None, title: str | None) -> Fields:
    item = _object(node.get("itemReviewed"), by_id)
    return {
        "claim": _text(node.get("claimReviewed"))
        or (_first(item, "text", "name") if "Claim" in _types(item) else None),
        "claimant": _name(item.get("author"), by_id) or _name(item.get("creator"), by_id),
        "claim_date": _first(item, "datePublished", "dateCreated"),
        "rating": _rating(_object(node.get("reviewRating"), by_id)),
        "publisher": _name(node.get("author"), by_id) or _name(node.get("publisher"), by_id),
        "url": _address(node.get("url")) or _address(node.get("mainEntityOfPage")) or page,
        "title": _first(node, "headline", "name") or title,
        "review_date": _first(node, "datePublished", "dateCreated", "dateModified"),
        "language": _first(node, "inLanguage"),
    }


def _api_fields(claim: Node, review: Node) -> Fields:
    publisher = review.get("publisher")
    site = publisher if isinstance(publisher, Mapping) else {}
    return {
        "claim": _text(claim.get("text")),
        "claimant": _text(claim.get("claimant")),
        "claim_date": _text(claim.get("claimDate")),
        "rating": _text(review.get("textualRating")),
        "publisher": _first(site, "name", "site") or _text(publisher),
        "url": _text(review.get("url")),
        "title": _text(review.get("title")),
        "review_date": _text(review.get("reviewDate")),
        "language": _text(review.get("languageCode")),
    }


def _object(value: object, by_id: Mapping[str, Node]) -> Node:
    """The object that a value is, or names by its @id; of a list the first; an empty one else."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, Mapping):
            node = {_plain(name): part for name, part in each.items()}
            named = node.get("@id")
            return by_id.get(named, node) if isinstance(named, str) and len(node) == 1 else node
    return {}


def _rating(rating: Node) -> str | None:
    """A rating in the publisher's words; else its number of the best one."""
    words = _first(rating, "alternateName", "name")
    value, best = _text(rating.get("ratingValue")), _text(rating.get("bestRating"))
    return words or (f"{value} of {best}" if value and best else value)


def _name(value: object, by_id: Mapping[str, Node]) -> str | None:
    """The names of people or organizations, joined."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_name(each, by_id) for each in value))) or None
    if isinstance(value, Mapping):
        return _first(_object(value, by_id), "name", "legalName")
    return _text(value)


def _address(value: object) -> str | None:
    """The web address that a value is or has."""
    found = _text(value.get("@id") or value.get("url")) if isinstance(value, Mapping) else _text(value)
    return found if found and found.startswith(("http://", "https://")) else None


def _first(node: Node, *names: str) -> str | None:
    """The first of some properties that has words."""
    return next(filter(None, (_text(node.get(name)) for name in names)), None)


def _text(value: object) -> str | None:
    """The words of a value: a text, a number, {"@value": …}, or the first of a list."""
    if isinstance(value, list):
        return next(filter(None, map(_text, value)), None)
    if isinstance(value, Mapping):
        return _text(value.get("@value"))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None
