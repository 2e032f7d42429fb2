"""Names found by capitalisation alone, for texts and spans that no model has marked."""

from collections.abc import Sequence

from attrib.data import EntityKind, Mention, Span
from attrib.text.given_names import FEMALE_NAMES, MALE_NAMES
from attrib.text.names import PARTICLES
from attrib.text.nations import COUNTRIES, COUNTRY_OF, PARTY_ADJECTIVES
from attrib.text.titles import (
    COURTESY_TITLES,
    NAME_TITLES,
    OFFICE_TITLES,
    POSTNOMINALS,
    TITLES,
    is_role,
)
from attrib.text.tokens import Token
from attrib.text.words import word_set

_NO_NAME = word_set(
    "the a an he she it they we i you his her its their our my your this that these those there here who what which",
    "when where why how and but or nor so yet if as at by for from in into of on to with without within after before",
    "during since until while although though because despite under over between among against about not no yes some",
    "many most all both each every any other another one two three four five six seven eight nine ten however",
    "meanwhile also now then last next first second third new more less such than like unlike according monday",
    "tuesday wednesday thursday friday saturday sunday january february march april may june july august september",
    "october november december is are was were be been do does did has have had will would can could should just only",
    "even still asked speaking well ok okay oh former ex deputy acting senior tv pc pcs internet web god mr mrs ms",
    "let let's i'm i've i'll it's he's she's we're",
)
_BODY_WORDS = word_set(
    "party office council union corp corporation inc company co group plc ltd university college school association",
    "ministry department committee commission agency bank institute court house senate congress parliament assembly",
    "society trust federation confederation foundation centre center board bureau authority service services airlines",
    "airways times post news press police united city rovers county club campaign league network systems technologies",
    "industries brothers partners holdings motors watch international organisation organization treasury exchange",
    "fund administration guard hospital church army navy force forces journal magazine television tv radio records",
    "studios pictures films software communications telecom media research consulting coalition alliance movement",
    "democrats conservatives republicans tories greens taliban nations states rights executive government cabinet",
    "tribunal ombudsman pentagon kremlin commons lords minds labs laboratories energy petroleum oil gas electric",
    "steel foods breweries stores markets",
)
_LINKS = ("of", "for", "of the", "for the", "and")
_LINKED_HEADS = word_set(
    "department ministry university commission council association bank institute court house office society",
    "federation confederation campaign centre center board organisation organization union committee chamber college",
    "school league academy church bureau agency secretary minister party departments",
)


def capitalised_names(text: str, tokens: Sequence[Token]) -> list[Mention]:
    """Names with a guess at their kind; confidence is 0.9 where a title or a body's noun tells it, 0.4 at the least."""
    lower_words = {token.word for token in tokens if token.word.islower()}
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        if not _begins(tokens, at, lower_words):
            at += 1
            continue
        end = _run_end(text, tokens, at)
        mention = _classify(tokens, at, end)
        if mention is not None:
            found.append(mention)
        at = end
    return found


def _begins(tokens: Sequence[Token], at: int, lower_words: set[str]) -> bool:
    token = tokens[at]
    if not token.is_word or not token.capital or token.lower.rstrip(".") in _NO_NAME - TITLES:
        return False
    if not token.initial or token.lower not in lower_words:
        return True
    follows = at + 1 < len(tokens) and tokens[at + 1].capital and tokens[at + 1].start == token.end + 1
    return follows and (is_role(token.lower) or token.lower in TITLES or token.lower in MALE_NAMES | FEMALE_NAMES)


def _run_end(text: str, tokens: Sequence[Token], at: int) -> int:
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
    for step in range(4):
        if at + step >= len(tokens):
            return last
        token = tokens[at + step]
        between = text[tokens[at + step - 1].end : token.start]
        if between not in {" ", "\u00a0"}:
            return last
        if token.is_word and token.capital:
            return at + step if _links(tokens, first, tokens[at : at + step]) else last
        if not (token.lower in PARTICLES or token.lower in {"of", "for", "the", "and", "&"}):
            return last
    return last


def _links(tokens: Sequence[Token], first: int, between: Sequence[Token]) -> bool:
    """Whether the lower-case words between two capitalised ones keep them one name."""
    words = " ".join(token.lower for token in between)
    if not words or words == "&" or all(token.lower in PARTICLES for token in between):
        return True
    if words not in _LINKS:
        return False
    so_far = [token.lower for token in tokens[first : first + 8] if token.start < between[0].start]
    if words == "and":
        return any(link in so_far for link in ("of", "for")) and so_far[0] in _LINKED_HEADS
    return so_far[-1] in _LINKED_HEADS


def _classify(tokens: Sequence[Token], first: int, end: int) -> Mention | None:
    """The name inside a run of capitals, without the office before it, and its kind; None for an office alone."""
    run = [at for at in range(first, end) if tokens[at].word != "."]
    while len(run) > 1 and tokens[run[-1]].lower in POSTNOMINALS:
        run.pop()
    words = [tokens[at].lower for at in run]
    body = words[-1] in _BODY_WORDS or any(word in {"of", "for", "&"} for word in words[1:-1])
    if body and not any(word in COURTESY_TITLES for word in words):
        return _mention(tokens, run, EntityKind.ORGANIZATION, 0.9 if len(run) > 1 else 0.6)
    titled = next((at for at, word in enumerate(words[:-1]) if word in COURTESY_TITLES or word in NAME_TITLES), None)
    if titled is not None:
        return _mention(tokens, run[titled:], EntityKind.PERSON, 0.9)
    office = max((at for at, word in enumerate(words) if _is_office(word)), default=-1)
    if office == len(words) - 1:
        return None
    if office >= 0:
        return _mention(tokens, run[office + 1 :], EntityKind.PERSON, 0.8)
    while len(run) > 2 and (words[0] in PARTY_ADJECTIVES or words[0] in COUNTRY_OF):
        run, words = run[1:], words[1:]
    return _untitled(tokens, run, words)


def _is_office(word: str) -> bool:
    return (is_role(word) or word in OFFICE_TITLES) and word not in MALE_NAMES and word not in FEMALE_NAMES


def _untitled(tokens: Sequence[Token], run: list[int], words: list[str]) -> Mention | None:
    """Kind of a name without title, by its words and the words beside it."""
    name = " ".join(tokens[at].word for at in run)
    before = tokens[run[0] - 1].lower if run[0] else ""
    if name in COUNTRIES:
        return _mention(tokens, run, EntityKind.LOCATION, 0.9)
    if len(run) == 1 and words[0] in COUNTRY_OF:
        return _mention(tokens, run, EntityKind.MISC, 0.8)
    if len(run) == 1:
        letters = name.replace(".", "")
        if 2 <= len(letters) <= 6 and sum(map(str.isupper, letters)) >= max(2, len(letters) - 1):
            return _mention(tokens, run, EntityKind.ORGANIZATION, 0.8)
        person = words[0] in MALE_NAMES or words[0] in FEMALE_NAMES
        return _mention(tokens, run, EntityKind.PERSON if person else EntityKind.ORGANIZATION, 0.4)
    if words[0] in MALE_NAMES or words[0] in FEMALE_NAMES or any(len(word) == 1 for word in words[1:-1]):
        return _mention(tokens, run, EntityKind.PERSON, 0.8)
    if is_role(before):
        return _mention(tokens, run, EntityKind.PERSON, 0.7)
    kind = EntityKind.ORGANIZATION if before == "the" or len(run) > 3 else EntityKind.PERSON
    return _mention(tokens, run, kind, 0.5)


def _mention(tokens: Sequence[Token], run: list[int], kind: EntityKind, confidence: float) -> Mention:
    return Mention(Span(tokens[run[0]].start, tokens[run[-1]].end), kind, confidence)
