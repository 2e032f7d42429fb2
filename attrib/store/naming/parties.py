"""Parties among affiliations: all forms of a party's name are one, "GOP" and "Republican" too."""

from attrib.english.lexicon import lexicon

_NAMED = lexicon().pairs("party_forms")


def party_of(key: str) -> str | None:
    """The party that a folded affiliation names; None for any other: "Republican Party" of "gop"."""
    return _NAMED.get(key)


def party_forms(key: str) -> tuple[str, ...]:
    """All folded forms of the party that one names: "gop", "r", "republicans" of "republican"; none of any other."""
    named = party_of(key)
    return () if named is None else tuple(form for form, party in _NAMED.items() if party == named)
