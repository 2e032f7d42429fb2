"""Words that tell a side by themselves, and what they tell."""

import re
from dataclasses import dataclass

from attrib.data import Span, StanceLabel, Statement
from attrib.english.function_words import BE
from attrib.english.sides import OPPOSING_VERBS, PERSONAL_VERBS, SUPPORTING_VERBS
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.stance.targets import Target


@dataclass(frozen=True, slots=True)
class Attitude:
    """The side that words tell towards a target, and those words."""

    target: Target
    label: StanceLabel
    words: Span


OPPOSE, SUPPORT = ("|".join(sorted(verbs)) for verbs in (OPPOSING_VERBS, SUPPORTING_VERBS))
ENDINGS = r"(?:|e|s|es|ed|ing|y|ies|ied|d)"
FORMS_OF_BE = "|".join(sorted(BE))
OPPOSING = re.compile(
    rf"\b(?:(?:{OPPOSE}){ENDINGS}"
    r"|(?:hit|hits|hitting|lash\w*|fir\w+|shot) (?:back|out) at|pour\w* (?:cold water|scorn) on|rul\w+ out"
    r"|(?:took|tak\w+) (?:aim|an? (?:shot|swipe|jab|dig)) at|sp(?:oke|eak\w*|oken) out(?: against)?|call\w* out"
    r"|(?:push|fight|fought|hit|str[iu]\w+)\w* back (?:at|against|on)|(?:go\w*|went) after"
    r"|(?:tear\w*|tore|lay\w*|laid) into"
    r"|(?:rail|rant|campaign|argu|fight|fought|warn)\w* against|attacks? (?:on|against)|criticisms? of|opposition to"
    r"|objections? to|condemnation of|disapproval of|(?:disappoint|displeas|outrag|anger)\w* (?:at|in|over|with)"
    r"|(?:critical|wary|sk?c?eptical) of)\b"
)
SUPPORTING = re.compile(
    rf"\b(?:(?:{SUPPORT}){ENDINGS}|praises? (?:for|on)|support (?:for|of)|backing for|call(?:s|ed|ing)? for"
    r"|sp(?:oke|eak\w*) up for|st(?:ood|and\w*) by|sid(?:es|ed|ing) with|admiration for|approval (?:for|of)"
    r"|(?:confidence|faith) in|in favou?r of|supportive of|(?:push|press|lobb|campaign|argu)\w* for"
    r"|(?:paid|pay\w*) tribute to)\b"
)
NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|without|refus\w+|declin\w+|fail\w+|stop\w*|may|might|would)\b|n['’]t\b"
)
PASSIVE = re.compile(rf"\b(?:{FORMS_OF_BE})\b.*\b\w+ed\b")
_PERSONAL = re.compile(
    rf"{'|'.join(sorted(PERSONAL_VERBS))}|hit|lash|fir|shot|t[ao]+k|spoke|speak|criticism|st(?:ood|and)|sid|call\w* out"
    r"|str[iu]|fight|fought|rail|rant|go|went|t[eo]a?r|la[iy]|pa(?:id|y)"
)
DENIAL = re.compile(r"\bden(?:y|ies|ied|ying)\b")
OTHER_SENSES = re.compile(
    r"\b(?:walk|call|held|pull|dat|look|went|go|came|com)\w* back\b(?! at)|back-and"
    r"|\b(?:fight|fought|hit|push|shot|str[iu])\w* back\b(?! (?:at|against|on))"
)


def is_personal(words: str) -> bool:
    """Whether words that tell a side are said of persons: "accused", not "opposed"."""
    return _PERSONAL.match(words.lower()) is not None


def cue_text(doc: AnnotatedText, statement: Statement) -> str:
    """The words of a statement's cue in lower case."""
    return " ".join(span.of(doc.text).lower() for span in statement.cue)
