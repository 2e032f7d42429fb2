"""Ids of Wikidata items, as people and exports write them."""

import re

_ITEM = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/)?[Qq]([1-9]\d{0,15})", re.ASCII)


def wikidata_id(text: str) -> str:
    """The id such as Q312 that a text gives, bare or as a Wikidata address; raises ValueError where it gives none."""
    found = _ITEM.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no Wikidata id; give one such as Q312")
    return f"Q{found[1]}"
