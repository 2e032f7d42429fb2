"""The assertion of every statement: whether its words were asserted, denied, not said, supposed or asked.

The values follow the task of assertion classification (Uzuner et al. 2011) and event factuality (Saurí and
Pustejovsky 2009): what counts is the commitment that the text gives the source, by the cue, what governs it in its
clause and the form of the content. What the content denies of itself ("said he did not do it") is asserted.
"""

from dataclasses import replace

from attrib.data import Assertion, Statement
from attrib.english.speech_acts import acts
from attrib.pipeline.assertion.contents import SEEKING, ContentForm, content_form
from attrib.pipeline.assertion.cue_clauses import CueClause, cue_clause
from attrib.pipeline.speakers.annotated import AnnotatedText
from attrib.pipeline.speakers.resolver import Resolved


def with_assertions(resolved: Resolved) -> Resolved:
    """The statements with their assertion. A silence ("Tokyo said nothing") is no statement, and is left out."""
    told = []
    for statement in resolved.statements:
        content = content_form(resolved.doc, statement)
        if not content.silence:
            told.append(replace(statement, assertion=_assertion(resolved.doc, statement, content)))
    return replace(resolved, statements=tuple(told))


def find_assertion(doc: AnnotatedText, statement: Statement) -> Assertion:
    """What a statement's clause and content say of its words, the statement's type being known.

    Example: "denied that it leaks" is denied, "would not say whether it leaks" not said, "could say that it leaks"
    supposed, "asked whether it leaks" asked. Asserted: "said that it does not leak", "asked them to leave".
    """
    return _assertion(doc, statement, content_form(doc, statement))


def _assertion(doc: AnnotatedText, statement: Statement, content: ContentForm) -> Assertion:
    clause = cue_clause(doc, statement)
    if clause is None:
        return Assertion.ASKED if content.question else Assertion.ASSERTED
    return _governed(clause) or _withheld(clause, content) or _by_act(clause, content)


def _governed(clause: CueClause) -> Assertion | None:
    """What governs the cue decides first: a denial that was not made is no denial."""
    if clause.negated != clause.withheld:
        if clause.tentative:
            return Assertion.SUPPOSED
        if "doubt" in clause.acts:
            return Assertion.ASSERTED
        attitude = clause.negated and "attitude" in clause.acts and "deny" not in clause.acts
        return Assertion.DENIED if attitude else Assertion.NOT_SAID
    return Assertion.SUPPOSED if clause.supposed and not clause.negated else None


def _withheld(clause: CueClause, content: ContentForm) -> Assertion | None:
    """A cue that itself withholds: "refused" before "to comment", "was silent on" before "whether"."""
    if content.nothing:
        return Assertion.NOT_SAID
    if "withhold" not in clause.acts or clause.negated:
        return None
    refuses = "refuse" in clause.acts
    if content.speech or not (content.infinitive or refuses):
        return Assertion.NOT_SAID
    return Assertion.DENIED if refuses else None


def _by_act(clause: CueClause, content: ContentForm) -> Assertion:
    """What the cue itself does, and how the content is put."""
    last = clause.ending[-1]
    if content.infinitive and content.speech and "ahead" in acts([last, "to"]) - acts([last]):
        return Assertion.SUPPOSED  # "is expected" before "to say"; "plans to say" tells the speaker's own plan
    if "deny" in clause.acts and not content.sentence:
        characterized = "judge" in clause.acts and content.characterized
        return Assertion.ASSERTED if characterized else Assertion.DENIED
    if content.question or "wonder" in clause.acts or content.seeks:
        return Assertion.ASKED
    if content.interrogative and clause.ending[0] == "to" and last in SEEKING:
        return Assertion.ASKED
    asks = content.interrogative or content.question_marks or content.about or last == "about"
    return Assertion.ASKED if "ask" in clause.acts and asks else Assertion.ASSERTED
