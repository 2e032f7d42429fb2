"""Whose opposition it is: one that a statement reports of somebody else stays with them."""

from dataclasses import dataclass

from attrib.data import Span, Statement
from attrib.english.lexicon import lexicon
from attrib.english.pronouns import SPEAKING
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.text.tokens import tokens_in

_JUDGING = lexicon().words("judging_verbs")


@dataclass(frozen=True, slots=True)
class SubjectReach:
    """How far before a verb of judging its subject is looked for.

    words: back to a pronoun that may be the speaker, as in "he has never called"; set by hand.
    """

    words: int = 3


_REACH = SubjectReach()


def is_reported(doc: AnnotatedText, statement: Statement, target: Span) -> bool:
    """Whether, inside the content, somebody other than the speaker calls, accuses, praises … the target behind it."""
    piece = next((span for span in statement.content if span.contains(target)), None)
    if piece is None:
        return False
    start = max(piece.start, doc.sentence(target.start).start)
    words = tokens_in(doc.tokens, Span(start, target.start))
    at = max((at for at, token in enumerate(words) if token.lower in _JUDGING), default=0)
    # A verb that begins the content, or follows a pronoun or "to", is the speaker's own.
    before = [token.lower for token in words[max(0, at - _REACH.words) : at]]
    return at > 0 and not SPEAKING & set(before) and before[-1] != "to"
