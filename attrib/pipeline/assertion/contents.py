"""What the content of a statement tells of how it was put: a question, an infinitive, a full sentence, silence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from attrib.data import Span, Statement, StatementType
from attrib.english.function_words import CONJUNCTIONS, PREPOSITIONS
from attrib.english.speech_acts import acts
from attrib.pipeline.assertion.governors import AUXILIARIES, plain
from attrib.pipeline.assertion.subjects import INTERROGATIVES
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.text.sentences import sentences
from attrib.text.tokens import tokens_in

_OPEN = INTERROGATIVES | {"whether", "if"}
_ASKING = _OPEN | AUXILIARIES | CONJUNCTIONS
_LEADING = PREPOSITIONS | {"that", "is", "was"}  # before an interrogative: "on why", "that whether"
SEEKING = frozenset({"know", "hear", "learn"})
_FURTHER = PREPOSITIONS | {"more", "else", "further"}  # "nothing had changed" is a clause
_CLOSING = "\"'”’»)]  \n"
_OPENERS = "\"'“‘«"
_CLAUSE = re.compile(r"[,;:—–]\s")


@dataclass(frozen=True, slots=True)
class QuestionLimits:
    """What parts questions from statements with a question mark, in words; set by hand.

    adverbial: longest phrase before the question proper: "after all, who pays?".
    tag: longest tag that makes no question of a statement: "it leaks, does it not?".
    sentence: a shorter quotation is a part of a sentence, not one.
    """

    adverbial: int = 3
    tag: int = 3
    sentence: int = 3


_LIMITS = QuestionLimits()


@dataclass(frozen=True, slots=True)
class ContentForm:
    """How a content is put; `words` are those of its first piece, `following` of its first piece behind the cue.

    interrogative: it begins with "whether", "if" or an interrogative. question: it consists of questions alone.
    question_marks: so its sentences end, statements with a tag among them. quoted: it has quotation marks;
    sentence: around a whole sentence or more.
    """

    words: tuple[str, ...]
    following: tuple[str, ...]
    interrogative: bool
    question: bool
    question_marks: bool
    quoted: bool
    sentence: bool

    @property
    def about(self) -> bool:
        return self.words[:1] == ("about",)

    @property
    def infinitive(self) -> bool:
        return self.following[:1] == ("to",)

    @property
    def characterized(self) -> bool:
        """Whether "as" says what its object is: "the report as a joke". Not: "that it was sold as scrap"."""
        return self.words[:1] != ("that",) and "as" in self.words[1:]

    @property
    def speech(self) -> bool:
        """Whether it begins with a verb of speech, "to" before it or not: "to publicly comment on the report"."""
        words = [word for word in self.following[:5] if not word.endswith("ly")]
        at = 1 if words[:1] == ["to"] else 0
        return "say" in acts(words[at : at + 2])

    @property
    def seeks(self) -> bool:
        """Whether it is a wish to know: "to know when the ministry would act"."""
        to, know, what = (*self.words[:3], "", "", "")[:3]
        return to == "to" and know in SEEKING and what in _OPEN

    @property
    def nothing(self) -> bool:
        """Whether it is "nothing", alone or "about the report"."""
        following = "".join(self.words[1:2])
        return self.words[:1] == ("nothing",) and not self.quoted and (not following or following in _FURTHER)

    @property
    def silence(self) -> bool:
        """Whether it is "nothing" alone."""
        return self.nothing and len(self.words) == 1


def content_form(doc: AnnotatedText, statement: Statement) -> ContentForm:
    """How the content of a statement, whose type is known, is put."""
    cue_end = max((span.end for span in statement.cue), default=0)
    behind = next((span for span in statement.content if span.start >= cue_end), statement.content[0])
    words = _words(doc, statement.content[0])
    opening = next((word for word in words[:3] if word not in _LEADING or word in _OPEN), "")
    text = _joined(span.of(doc.text) for span in statement.content)
    asked = [span.of(text).strip(_CLOSING + _OPENERS) for span in sentences(text)]
    quoted = statement.type is not StatementType.INDIRECT
    return ContentForm(
        words=words,
        following=_words(doc, behind),
        interrogative=opening in _OPEN,
        question=bool(asked) and all(map(_is_question, asked)),
        question_marks=bool(asked) and all(sentence.endswith("?") for sentence in asked),
        quoted=quoted,
        sentence=quoted and len(words) >= _LIMITS.sentence and _begins_sentence(text),
    )


def _words(doc: AnnotatedText, piece: Span) -> tuple[str, ...]:
    """The words of a piece, with its commas."""
    return tuple(plain(token) for token in tokens_in(doc.tokens, piece) if token.is_word or token.word in ",;")


def _joined(pieces: Iterable[str]) -> str:
    """The pieces of a content as one text; a break inside a sentence counts as a comma."""
    text = ""
    for piece in map(str.strip, pieces):
        ended = not text or text.rstrip(_CLOSING)[-1:] in ".!?,"
        text += (" " if ended else ", ") + piece
    return text.strip()


def _is_question(sentence: str) -> bool:
    """Whether a sentence asks all through. Not: "I was surprised by it, who would not be?"."""
    if not sentence.endswith("?"):
        return False
    first, *rest = (clause.lower().split() or [""] for clause in _CLAUSE.split(sentence))
    if not rest or first[0] in _ASKING:
        return True
    tag = rest[-1][0] in AUXILIARIES and len(rest[-1]) <= _LIMITS.tag
    return len(first) <= _LIMITS.adverbial and rest[0][0] in _ASKING and not tag


def _begins_sentence(text: str) -> bool:
    """Whether a text begins with a quotation mark, and behind it as a sentence does."""
    bare = text.lstrip(_OPENERS)
    return bare != text and re.match(r"[^\W_a-zß-öø-ÿ]", bare) is not None
