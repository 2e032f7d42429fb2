"""What the clause of a cue says of the act of saying: done, denied, withheld or still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from attrib.data import Span, Spans, Statement
from attrib.english.function_words import BE, DETERMINERS, GENITIVES, MODALS, NEGATIVES, PREPOSITIONS
from attrib.english.pronouns import NEGATIVE_PRONOUNS
from attrib.english.speech_acts import acts, is_base
from attrib.pipeline.assertion.governors import AUXILIARIES, PARTICLES, Governors, governors, plain
from attrib.pipeline.assertion.subjects import Subject, subject
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.text.tokens import Token

_IRREALIS = MODALS - {"can"}  # "the paper can reveal" reveals it
_TENTATIVE = frozenset({"may", "might", "must", "should"})
_LIMITING = frozenset({"only", "just", "merely", "simply"})  # "not only said"
_LIKING = frozenset({"like", "love", "prefer", "hate"})  # "would like" is a wish that somebody has
_NARRATED = frozenset({"later", "eventually", "subsequently", "on"})  # "would later tell", "would go on to tell"
_QUANTIFIERS = frozenset({"every", "each", "any", "some", "more", "new", "further"})
_PRESENT = frozenset({"is", "are", "was", "were"})  # before "to": what is to come


@dataclass(frozen=True, slots=True)
class CueClause:
    """What a clause says of its cue.

    acts: the tags of the cue's own words (see english/speech_acts). ending: its last two words.
    negated: nobody did it, or it was not done.
    withheld: somebody refused or failed to, or was unable to.
    supposed: it is a condition, a possibility, a plan, or still to come.
    tentative: so much so that its negation is too: "should not say".
    """

    acts: frozenset[str]
    ending: tuple[str, ...]
    negated: bool
    withheld: bool
    supposed: bool
    tentative: bool


def cue_clause(doc: AnnotatedText, statement: Statement) -> CueClause | None:
    """The clause of a statement's cue; None without a cue of one word at least."""
    if not statement.cue:
        return None
    first, _ = doc.token_range(statement.cue[0])
    _, end = doc.token_range(statement.cue[-1])
    sentence = doc.sentence(statement.cue[0].start)

    def blocked(token: Token) -> bool:
        return token.start < sentence.start or _within(token, statement.content)

    own = tuple(plain(token) for token in doc.tokens[first:end] if _within(token, statement.cue))
    if not own:
        return None
    found = governors(doc.tokens, first, blocked)
    named = subject(doc.tokens, found.start, blocked) if _has_subject(doc, first, found) else Subject(())
    asks = bool(named.inverted) and _is_question(doc, statement, sentence)
    return _read(found, own, named, asks=asks)


def _within(token: Token, spans: Spans) -> bool:
    return any(span.start <= token.start < span.end for span in spans)


def _has_subject(doc: AnnotatedText, first: int, found: Governors) -> bool:
    """Whether a cue is the verb of a clause. Not: a noun ("his criticism"), a participle ("adding that")."""
    if found.words:
        is_saying = any(word in BE or word.endswith(("'re", "'m")) for word in found.words)
        return is_saying or not plain(doc.tokens[first]).endswith("ing")
    before = plain(doc.tokens[first - 1]) if first else ""
    nominal = before in DETERMINERS | GENITIVES | PREPOSITIONS | _QUANTIFIERS
    return not nominal and not plain(doc.tokens[first]).endswith("ing")


def _is_question(doc: AnnotatedText, statement: Statement, sentence: Span) -> bool:
    """Whether the sentence of the cue is a question itself, and not the content's: "What would they say?"."""
    end = sentence.start + len(sentence.of(doc.text).rstrip())
    outside = not any(span.contains(Span(end - 1, end)) for span in statement.content)
    return outside and doc.text[end - 1] == "?"


def _read(found: Governors, own: Sequence[str], named: Subject, *, asks: bool) -> CueClause:
    """Read governors and cue together; a cue may begin with governors too, as "declined to say" does."""
    words = (*found.words, *own)
    head = _head(words, len(found.words))
    leading, core = words[:head], words[head:]
    negative = any(_negates(words, at) for at in range(len(words)))
    before = _tags(words, 0, head)
    ahead = "ahead" in before or _is_to(leading)
    tentative = named.conditional or asks or ahead or not _TENTATIVE.isdisjoint(leading)
    hedged = named.words[-1:] in (("i",), ("we",)) and not negative
    return CueClause(
        acts=_tags(words, head, len(words)),
        ending=words[-2:],
        negated=negative or named.negative or named.opening == "never",
        withheld="withhold" in before or "deny" in _tags(words, 0, len(found.words)),
        supposed=not hedged and (tentative or _is_irreal(leading, core, named)),
        tentative=tentative,
    )


def _head(words: Sequence[str], own: int) -> int:
    """Where the act itself begins: behind the last "to" or preposition, or behind the auxiliaries of the cue."""
    led = [at + 1 for at, word in enumerate(words[:-1]) if word == "to" or (word in PARTICLES and at >= own)]
    head = max((own, *led))
    while head < len(words) - 1 and _leads_on(words[head]):
        head += 1
    return head


def _leads_on(word: str) -> bool:
    """Whether a word at the beginning of a cue is not yet the act: "also did not" of "also did not say"."""
    return word in AUXILIARIES | NEGATIVES or word.endswith(("n't", "ly")) or "between" in acts([word])


def _tags(words: Sequence[str], start: int, end: int) -> frozenset[str]:
    """What the words of a range tell; a phrase may end behind it."""
    return frozenset[str]().union(*(acts(words[at : at + 2]) for at in range(start, end)))


def _negates(words: Sequence[str], at: int) -> bool:
    """Whether a word is a negative. Not: "not" of "not only", "no" of "No 10"."""
    following = words[at + 1] if at + 1 < len(words) else ""
    if words[at] in NEGATIVES | NEGATIVE_PRONOUNS:
        return following not in _LIMITING and not following.isdigit()
    return words[at].endswith("n't") and following not in _LIMITING


def _is_to(leading: Sequence[str]) -> bool:
    """Whether somebody "is to" do it."""
    verbs = [word for word in leading if "between" not in acts([word])]
    return any(pair[0] in _PRESENT and pair[1] == "to" for pair in pairwise(verbs))


def _is_irreal(leading: Sequence[str], core: Sequence[str], named: Subject) -> bool:
    """Whether an auxiliary says that it may, will or would be done."""
    first = core[0] if core else ""
    modals = [at for at, word in enumerate(leading) if word in _IRREALIS or word.endswith("'ll")]
    if any(word.endswith("'d") for word in leading) and is_base(first):
        return not leading[0].startswith(("i'", "we'"))
    if not modals:
        return named.inverted in _IRREALIS
    return first not in _LIKING and not (leading[modals[-1]] == "would" and _NARRATED & set(leading[modals[-1] :]))
