"""Who wrote a text that speaks, where its phrase says so: "a report by X", "X's report", "the ministry statement"."""

from collections.abc import Sequence

from attrib.data import EntityKind, Span
from attrib.english.calendar import DAYS, MONTHS
from attrib.english.function_words import GENITIVES
from attrib.english.pronouns import WHO
from attrib.english.roles import BODIES, is_writing, singular
from attrib.pipeline.entities.entities import Entities
from attrib.pipeline.speakers.noun_phrases import head_region
from attrib.text.tokens import Token, tokens_in
from attrib.text.word_sets import word_set

_WORK = word_set("announcement audit bio inquiry investigation page probe site")  # of somebody, as texts are
_MAKING = word_set(
    "authored carried commissioned compiled conducted delivered drafted filed given issued made posted prepared",
    "produced published put released sent shared signed submitted written",
)
_SOURCE = frozenset({"by", "from"})
_ABOUT = word_set("about into of on to")
_COMMON = word_set("court media press public state")  # "court filings" are not the court's
_NEAR = 8  # words between a text and the "by" or "from" that names its author
_WHEN = DAYS | MONTHS | word_set("today yesterday week month year decade last this")


def author_of(span: Span, tokens: Sequence[Token], entities: Entities) -> Span | None:
    """The part of a source phrase that names who wrote the text it is about; None where it is no text, or nobody is.

    Example: "Rep. Ida Bo" of "a report issued in May by Rep. Ida Bo", "the commission" of "the commission's report",
    "the ministry" of "the ministry statement". Not: "Reuters" of "emails obtained by Reuters", who only had them;
    "last year" of "last year's report".
    """
    words = tokens_in(tokens, span)
    while words and not words[0].is_word:
        words.pop(0)
    if not words:
        return None
    region = head_region(words, entities)
    head = region[-1].lower
    written = is_writing(head)
    if not written and singular(head) not in _WORK:
        return None
    return _named_behind(words[len(region) :], written) or _owner(region) or _modifier(region, entities)


def _named_behind(rest: Sequence[Token], written: bool) -> Span | None:
    """The phrase behind the "by" that follows a text, or the "from" where it is a `written` one."""
    at = _marker(rest)
    if at is None or (rest[at].lower == "from" and not written):
        return None
    author = list(rest[at + 1 :])
    end = next((index for index, token in enumerate(author) if index and token.lower in WHO | {"that"}), len(author))
    author = author[:end]
    while author and not author[-1].is_word and author[-1].word not in {")", "."}:
        author.pop()
    if not any(token.is_word for token in author) or author[0].lower in _WHEN or author[0].word[0].isdigit():
        return None
    return Span(author[0].start, author[-1].end)


def _marker(rest: Sequence[Token]) -> int | None:
    """The index of the "by" or "from" whose words are the author; None where there is none, or it is another's."""
    words = [token.lower for token in rest[: _NEAR + 1]]
    if words[:1] == [","]:
        return 1 if words[1:2] and words[1] in _SOURCE else None
    if not words:
        return None
    if words[0] in _SOURCE:
        return 0
    if words[0] in _MAKING:
        return next((at for at, word in enumerate(words) if word == "by"), None)
    if words[0] in _ABOUT:
        return next((at for at, word in enumerate(words) if word == "from"), None)
    return None


def _owner(region: Sequence[Token]) -> Span | None:
    """The owner in "the commission's report"; none in "last year's report"."""
    at = next((at for at in range(len(region) - 1, 0, -1) if region[at].word in GENITIVES), None)
    if at is None or region[at - 1].lower in _WHEN or region[0].lower in {"last", "this", "next"}:
        return None
    return Span(region[0].start, region[at - 1].end)


def _modifier(region: Sequence[Token], entities: Entities) -> Span | None:
    """The body in front of the text's noun: "the ministry statement", "the Harbour Trust report"."""
    if len(region) < 2:
        return None
    before = region[-2]
    if before.lower in _COMMON:
        return None
    if before.lower in BODIES or before.lower == "police":
        return Span(region[0].start, before.end)
    for mention, entity in entities.within(Span(region[0].start, before.end)):
        if mention.end == before.end and entity.kind is EntityKind.ORGANIZATION and entity.sure:
            return mention
    return None
