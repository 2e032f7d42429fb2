"""Whether a predicted name and a labelled one mean the same person or body, as a reader would agree."""

import re

from attrib.data import ActorKind
from attrib.english.names import is_acronym_of
from attrib.english.nations import party_name
from attrib.english.titles import MEASURE_TITLES

_TITLES = MEASURE_TITLES | {"the", "a", "an"}


def name_words(name: str) -> list[str]:
    """The words of a name in lower case, without titles and genitives; a title alone keeps its words."""
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", name.lower()))
    return [word for word in words if word not in _TITLES] or words


def same_name(predicted: str, label: str, kind: ActorKind) -> bool:
    """Whether two names agree: of a person in first and last name, of others in half of the label's words.

    Example: "Theresa Mary May" agrees with "Theresa May". Not: "Philip May".
    """
    found, wanted = name_words(predicted), name_words(label)
    if not found or not wanted or found == wanted:
        return found == wanted and bool(found)
    if kind is ActorKind.PERSON:
        if len(wanted) == 1:
            return found[-1] == wanted[-1]
        return len(found) > 1 and found[-1] == wanted[-1] and found[0] == wanted[0]
    shared = len(set(found) & set(wanted))
    return 2 * shared >= len(set(wanted)) and 3 * shared >= len(set(found))


def same_surname(predicted: str, label: str) -> bool:
    """Whether the last words of two names agree: "Secretary Quill" and "Ida Quill". Not: two empty names."""
    found, wanted = name_words(predicted), name_words(label)
    return bool(found and wanted) and found[-1] == wanted[-1]


def same_affiliation(predicted: str, label: str) -> bool:
    """Whether two names mean one body: they agree, one is the acronym of the other, or both name one party.

    Example: "MoD" and "Ministry of Defence", "Tory" and "Conservative Party". Not: "Labour" and "Tory".
    """
    if same_name(predicted, label, ActorKind.ORGANIZATION):
        return True
    party = party_name(predicted)
    if party is not None and party == party_name(label):
        return True
    return is_acronym_of(predicted, label) or is_acronym_of(label, predicted)
