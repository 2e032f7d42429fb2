"""What speakers say of their own side: "We welcome the plan", "that she would never support the ban"."""

import re
from collections.abc import Sequence

from attrib.data import ActorKind, Span, StanceLabel, Statement, StatementType
from attrib.english.gender import Gender
from attrib.english.names import person_name
from attrib.english.pronouns import having
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.stance.objects import meant, phrase
from attrib.pipeline.stance.side_words import (
    DENIAL,
    ENDINGS,
    FORMS_OF_BE,
    NEGATION,
    OPPOSE,
    SUPPORT,
    Attitude,
    cue_text,
    is_personal,
)
from attrib.pipeline.stance.targets import Target

_ADVERBS = "always|never|not|also|still|really|strongly|fully|totally|absolutely|completely|certainly"
_AVOWAL = re.compile(
    r"(?:^|[.!?;—]\s*)[“”\"‘’'\s]*(?:(?:and|but|so|that|of course),? )?(?P<who>I|we|he|she|they)"
    rf"(?P<middle>(?:['’](?:ll|ve|re|m)|n['’]t| (?:have|has|had|will|would|do|does|did|{FORMS_OF_BE}|can|could|cannot"
    rf"|going to|to|{_ADVERBS}))*) (?P<verb>(?:(?P<against>{OPPOSE})|{SUPPORT}){ENDINGS})"
    r"\b(?! down| off| out| up)(?P<to> to\b)?",
    re.IGNORECASE,
)
_BEING = re.compile(rf"(?:\b(?:{FORMS_OF_BE})|['’](?:re|m))(?: (?:{_ADVERBS}))*$", re.IGNORECASE)
_NOT = re.compile(r"n['’]t\b|\b(?:not|never|cannot)\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:would|could)\b", re.IGNORECASE)
_UNSURE_CUE = re.compile(r"\b(?:ask\w*|question\w*|wonder\w*|whether|if|accus\w*|claim\w*|suggest\w*)\b")
_FIRST_PERSON = having(person="first", case="subject")


def avowed(doc: AnnotatedText, statement: Statement, targets: Sequence[Target]) -> Attitude | None:
    """What the speaker says of their own side: "We welcome the plan", "that she would never support the ban".

    "I" and "we" are the speaker where a quotation begins or a sentence in it, "she" and "they" where what is not quoted
    begins. "Would" without "not" is left out, for it may depend on something, and so is what one does not oppose.
    """
    cue = cue_text(doc, statement)
    if any(pattern.search(cue) for pattern in (NEGATION, DENIAL, _UNSURE_CUE)):
        return None
    for place in statement.content:
        for match in _AVOWAL.finditer(place.of(doc.text)):
            first = match["who"].lower() in _FIRST_PERSON
            negated, against = _NOT.search(match["middle"]) is not None, match["against"] is not None
            if first == (statement.type is StatementType.INDIRECT):
                continue
            if not first and (match.start() > 0 or not _may_be(match["who"].lower(), statement)):
                continue
            passive = match["to"] is None and match["verb"].endswith("ed") and _BEING.search(match["middle"])
            if passive or (negated and against) or (not negated and _IF.search(match["middle"])):
                continue
            personal = is_personal(match["verb"])
            rest = Span(place.start + match.end(), place.end)
            behind = [item for item in targets if any(span.start >= rest.start for span in item.spans)]
            known = meant(doc, phrase(doc, rest, personal=personal), behind, personal=personal)
            if known is not None:
                label = StanceLabel.OPPOSE if against or negated else StanceLabel.SUPPORT
                return Attitude(known, label, Span(place.start + match.start("who"), place.start + match.end("verb")))
    return None


def _may_be(pronoun: str, statement: Statement) -> bool:
    """Whether a pronoun may mean the speaker: "they" no single person, "she" nobody of a man's name."""
    speaker = statement.speaker
    if speaker is None or (pronoun == "they") == (speaker.kind is ActorKind.PERSON):
        return False
    gender = person_name(speaker.name).gender
    return pronoun == "they" or gender is None or gender is (Gender.MALE if pronoun == "he" else Gender.FEMALE)
