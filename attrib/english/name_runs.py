"""How far a run of capitals goes that is one name: particles, links, genitives of offices, nicknames in marks."""

from collections.abc import Sequence

from attrib.english.calendar import DAYS
from attrib.english.function_words import GENITIVES
from attrib.english.lexicon import lexicon
from attrib.english.name_keys import PARTICLES
from attrib.english.roles import is_people, is_role
from attrib.english.titles import TITLES
from attrib.text.lines import is_space
from attrib.text.tokens import Token

_LINKS = ("of", "for", "on", "of the", "for the", "on the", "and")
_LINKED_HEADS = lexicon().words("linked_heads")
_NICKNAME_MARKS = {"(": ")", "“": "”", "‘": "’", "„": "“", "'": "'", '"': '"'}
_BETWEEN = 3  # small words between two capitals of one name, at most: "of", "for the"


def run_end(text: str, tokens: Sequence[Token], at: int) -> int:
    """The index after the last token of the run of capitals that starts at an index, particles and links included."""
    last = at
    while True:
        following = _continues(text, tokens, at, last)
        if following == last:
            return last + 1
        last = following


def _continues(text: str, tokens: Sequence[Token], first: int, last: int) -> int:
    """The index of the next token of the run, or the same index where the run ends."""
    at = last + 1
    if at < len(tokens) and tokens[at].word == "." and tokens[at].start == tokens[last].end:
        word = tokens[last].lower
        if not (len(word) == 1 or word in TITLES or word in {"jr", "st"}):
            return last
        at += 1
    joined = _after_genitive(tokens, last) or _after_nickname(tokens, last)
    if joined:
        return joined
    for step in range(_BETWEEN + 1):
        if at + step >= len(tokens):
            return last
        token = tokens[at + step]
        if not is_space(text, tokens[at + step - 1].end, token.start) or token.lower in DAYS:
            return last
        if token.is_word and token.capital:
            return at + step if _links(tokens, first, tokens[at : at + step]) else last
        if not (token.lower in PARTICLES or token.lower in {"of", "for", "on", "the", "and", "&"}):
            return last
    return last


def _after_genitive(tokens: Sequence[Token], last: int) -> int:
    """The index of the capital behind the genitive of a role or people: "Prosecutor's Office"; 0 where none is.

    Not: "Ida Quill's Office", of a person; "Spain's Ministry".
    """
    owner = tokens[last].lower
    if last + 2 >= len(tokens) or not (is_role(owner) or is_people(owner)):
        return 0
    mark, owned = tokens[last + 1], tokens[last + 2]
    genitive = mark.lower in GENITIVES and mark.start == tokens[last].end
    return last + 2 if genitive and owned.is_word and owned.capital and owned.start == mark.end + 1 else 0


def _after_nickname(tokens: Sequence[Token], last: int) -> int:
    """The index of the capital behind a nickname in marks: "Robert "Bobby" Tull"; 0 where none is.

    Not: letters in brackets, "Officer (UNO) Tull".
    """
    if last + 4 >= len(tokens):
        return 0
    opens, nickname, closes, surname = tokens[last + 1 : last + 5]
    tight = opens.end == nickname.start and nickname.end == closes.start and surname.start == closes.end + 1
    marks = _NICKNAME_MARKS.get(opens.word, "") == closes.word
    spaced = opens.start == tokens[last].end + 1 and surname.is_word
    named = nickname.word.istitle() and surname.capital and len(nickname.word) > 1
    return last + 4 if tight and marks and spaced and named else 0


def _links(tokens: Sequence[Token], first: int, between: Sequence[Token]) -> bool:
    """Whether the lower-case words between two capitalised words join them to one name.

    Example: "Ministry of Defence". Not: "Hale of Leeds".
    """
    words = " ".join(token.lower for token in between)
    if not words or words == "&" or all(token.lower in PARTICLES for token in between):
        return True
    if words not in _LINKS:
        return False
    so_far = [token.lower for token in tokens[first : first + 8] if token.start < between[0].start]
    if words == "and":
        return any(link in so_far for link in ("of", "for", "on")) and so_far[0] in _LINKED_HEADS
    return so_far[-1] in _LINKED_HEADS
