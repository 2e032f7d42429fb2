"""The source beside a cue where detection found none."""

from collections.abc import Sequence

from attrib.data import Span, Statement
from attrib.english.function_words import ARTICLES, BE, DO, GET, HAVE, MODALS
from attrib.english.lexicon import lexicon
from attrib.english.pronouns import OBJECTS, POSSESSIVES, SPEAKING
from attrib.english.speech_acts import CLAIM_NOUNS, acts
from attrib.pipeline.speakers.annotated import VERBS, AnnotatedText
from attrib.pipeline.speakers.source_phrases import PhraseKind, parse_source
from attrib.text.tokens import Token, tokens_in
from attrib.text.word_sets import word_set

_BEING = BE | GET
_NO_SUBJECT = HAVE | DO | MODALS
_NO_SUBJECT |= word_set(
    "and but or that which when while as if to of in on at by for from with than into not also said says say told",
    "there then",
)
_SUBJECT_ENDS = _NO_SUBJECT | VERBS
_AUXILIARIES = HAVE | DO | MODALS | word_set("also meanwhile later then")

_OBJECTIVE = (OBJECTS | POSSESSIVES) - {"it"}  # "it" is as often a subject
_SAYING = lexicon().words("verbs_of_saying")
_INVERTING = _SAYING | {"to"}
_ARTICLES = ARTICLES | POSSESSIVES | {"one", "some", "many", "several"}
_REJECTED = 3  # words before a noun among which the verb is that says no to it
_LONGEST = 8
_FAR = 600  # characters
_FARTHEST = 24  # tokens from the sentence's start to a cue that may still share its subject


def missing_source(doc: AnnotatedText, statement: Statement) -> Span | None:
    """The subject right before a cue that has no source, or the phrase right behind it ("said X").

    None where neither shows. A passive ("was told") has none but the one behind "by", and claims that somebody rejects
    are not the rejecter's.
    """
    if not statement.cue:
        return None
    cue = min(statement.cue)
    sentence = doc.sentence(cue.start)
    verb = tokens_in(doc.tokens, Span(cue.start, max(span.end for span in statement.cue)))
    before = _outside(tokens_in(doc.tokens, Span(max(sentence.start, cue.start - _FAR), cue.start)), statement)
    after = _outside(tokens_in(doc.tokens, Span(cue.end, min(sentence.end, cue.end + _FAR)))[:_LONGEST], statement)
    while before and before[-1].lower in _AUXILIARIES:
        before.pop()
    if not verb:
        return None
    if verb[-1].lower == "by" or (after and after[0].lower == "by"):
        return _spoken(doc, _phrase_after(after[after[0].lower == "by" :]) if after else None)
    if _is_passive(verb, before) or _is_rejected(verb, before):
        return None
    beside = _spoken(doc, _subject(before)) or _spoken(doc, _opening(before))
    inverts = verb[-1].lower in _INVERTING and not _subject(before)
    return beside or (_spoken(doc, _phrase_after(after)) if inverts else None)


def _is_passive(verb: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether the cue is a passive ("was told"), whose subject is spoken to; "is urging" is none."""
    being = any(word.lower in _BEING for word in verb) or bool(before and before[-1].lower in _BEING)
    return being and not any(word.lower.endswith("ing") for word in verb)


def _is_rejected(verb: Sequence[Token], before: Sequence[Token]) -> bool:
    """Whether the cue is a noun that a verb right before it says no to: the "claims" of "rejected claims"."""
    words = [word.lower for word in before[-_REJECTED:]]
    return verb[0].lower in CLAIM_NOUNS and any("deny" in acts(words[at:]) for at in range(len(words)))


def _outside(words: Sequence[Token], statement: Statement) -> list[Token]:
    """The words that are no part of the statement's content."""
    return [word for word in words if not any(span.start <= word.start < span.end for span in statement.content)]


def _subject(before: Sequence[Token]) -> Span | None:
    """The phrase that ends right before the cue, back to a mark, a verb or a preposition."""
    first = len(before)
    while first and len(before) - first < _LONGEST:
        word = before[first - 1]
        if not (word.is_word or word.lower in {"'s", "’s"}) or word.lower in _NO_SUBJECT:
            break
        first -= 1
    words = before[first:]
    if words and words[-1].lower in SPEAKING:
        return Span(words[-1].start, words[-1].end)
    if not words or (len(words) == 1 and words[0].lower in _OBJECTIVE):
        return None
    return Span(words[0].start, words[-1].end)


def _opening(before: Sequence[Token]) -> Span | None:
    """The phrase that opens the sentence of a cue behind "and" or an apposition: "X, of Y, said", "X left and said"."""
    if not before or before[-1].lower not in {"and", "but", ","} or len(before) > _FARTHEST:
        return None
    words = _clause(before)
    while words and (not words[0].is_word or words[0].lower in {"and", "but"}):
        words.pop(0)
    comma = words and before[-1].word == ","
    end = len(words) if comma else next((at for at, word in enumerate(words) if _ends_subject(word)), len(words))
    return Span(words[0].start, words[end - 1].end) if end and words else None


def _clause(before: Sequence[Token]) -> list[Token]:
    """The words behind the last "that" of a verb of saying: of "He said that the port, of Norwell," these five."""
    for at in range(len(before) - 1, 0, -1):
        if before[at].lower == "that" and before[at - 1].lower in _SAYING:
            return list(before[at + 1 :])
    return list(before)


def _ends_subject(word: Token) -> bool:
    verb = word.lower in _SUBJECT_ENDS or (word.lower.endswith("ed") and not word.capital)
    return verb or not word.is_word


def _phrase_after(after: Sequence[Token]) -> Span | None:
    """The phrase right behind the cue ("said X", "according to the ministry"), up to a mark, verb or preposition."""
    end = 0
    while end < len(after) and (after[end].is_word or after[end].lower in {"'s", "’s"}):
        if after[end].lower in _NO_SUBJECT:
            break
        end += 1
    if not end or not (after[0].capital or after[0].lower in _ARTICLES or end == 1):
        return None
    return Span(after[0].start, after[end - 1].end)


def _spoken(doc: AnnotatedText, span: Span | None) -> Span | None:
    """The span if its words can be somebody's, rather than any words that stand there."""
    if span is None or parse_source(span, doc.tokens, doc.entities).kind is PhraseKind.OTHER:
        return None
    return span
