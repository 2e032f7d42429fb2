"""The body or person that a role serves: the name before a genitive or after a preposition, to its last capital."""

from collections.abc import Sequence

from attrib.data import EntityKind, Span
from attrib.english.calendar import DAYS
from attrib.english.nations import party_name
from attrib.pipeline.entities.entities import Entities
from attrib.text.tokens import Token
from attrib.text.word_sets import word_set

PREPOSITIONS = word_set("of for at from with to in on")
_JOINTS = word_set("of for and &")
_COMMON_BODIES = word_set("committee commission department ministry council university bank union association group")


def one_name(affiliation: str) -> str:
    """An affiliation with single spaces, a party under its one name: "Tories" is the Conservative Party."""
    name = " ".join(affiliation.split())
    return party_name(name) or name


def capitals_before(words: Sequence[Token], end: int) -> str | None:
    """The capitalised words right before an index, a name that no model and no list knows: "AMR" of "AMR's chief"."""
    first = end
    while first and words[first - 1].capital:
        first -= 1
    return " ".join(token.word for token in words[first:end]) or None


def after_role(words: Sequence[Token], entities: Entities) -> str | None:
    """The body, place or person named behind the preposition the words begin with; persons only right behind it.

    What stands behind "at" is a body whatever it was taken for. A name that the model cut is read to its capitals' end.
    """
    run = capitals_after(words)
    names = entities.within(Span(words[0].end, words[-1].end))
    for span, entity in names:
        distance = span.start - words[0].end
        person = entity.kind is EntityKind.PERSON and words[0].lower != "at"
        if distance < (6 if person else 40):
            people = any(other.kind is EntityKind.PERSON and other.name in (run or "") for _, other in names)
            cut = run is not None and len(run) > len(entity.name) and entity.name in run
            return run if cut and not people else entity.name
    return run if words[0].lower == "at" else None


def capitals_after(words: Sequence[Token]) -> str | None:
    """The name in capitals that follows the preposition the words begin with, within four words: "at firm Sophos"."""
    first = next((at for at, token in enumerate(words[1:5], 1) if token.capital or token.word[0].isdigit()), None)
    if (
        first is None
        or words[first].lower in DAYS
        or any(not token.is_word or token.lower in PREPOSITIONS for token in words[1:first])
    ):
        return None
    end = first + 1
    while end < len(words):
        joint = words[end].lower in _JOINTS and end + 1 < len(words) and words[end + 1].capital
        if not (words[end].capital or joint):
            break
        end += 1
    if end < len(words) and words[end].lower in _COMMON_BODIES:
        end += 1  # "the House Agriculture committee"
    name = " ".join(token.word for token in words[first:end])
    return name if any(map(str.isalpha, name)) else None
