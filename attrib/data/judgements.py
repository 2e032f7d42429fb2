"""The kinds of decisions that people make about actors."""

from enum import StrEnum


class JudgementKind(StrEnum):
    """A kind of decision that a person makes about an actor.

    Canonical names, kinds and aliases follow from the active judgements, those that nobody has undone.
    """

    MERGE = "merge"  # the other actor is this one
    SPLIT = "split"  # the other actor is not this one
    DIVIDE = "divide"  # in one document, or with one affiliation, the name means the other actor
    RENAME = "rename"
    KIND = "kind"
    ALIAS = "alias"
    NO_ALIAS = "no alias"
    AFFILIATION = "affiliation"
    WIKIDATA = "wikidata"
