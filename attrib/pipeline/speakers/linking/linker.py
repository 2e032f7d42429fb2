"""Links the statements of a text, first to last: to an entity, a described speaker, their own phrase, or nobody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from attrib.data import EntityKind, Reason
from attrib.english.names import person_name
from attrib.pipeline.readers import LinkScorer
from attrib.pipeline.speakers.history import Referent
from attrib.pipeline.speakers.linking.asked import PRONOUNS, Asked, ask
from attrib.pipeline.speakers.linking.candidates import Candidate, CandidateKind, candidates
from attrib.pipeline.speakers.linking.features import CandidateFeatures, features
from attrib.pipeline.speakers.linking.namesakes import HEARD_BEFORE, heard_namesake
from attrib.pipeline.speakers.linking.officers import THEIR_BODY, body_of_officers
from attrib.pipeline.speakers.linking.past import Decision, past
from attrib.pipeline.speakers.linking.places import LinkText
from attrib.pipeline.speakers.linking.pointing import joined
from attrib.pipeline.speakers.linking.possible import possible
from attrib.pipeline.speakers.linking.spoken import named_sources
from attrib.pipeline.speakers.linking.written import AGAIN, Written
from attrib.pipeline.speakers.source_phrases import SourcePhrase
from attrib.pipeline.speakers.sourced import SourcedStatement


@dataclass(frozen=True, slots=True)
class Question:
    """One statement with its candidates and their features, as they are where its turn comes."""

    asked: Asked
    options: tuple[Candidate, ...]
    features: CandidateFeatures


@dataclass(frozen=True, slots=True)
class Link:
    """Who made a statement: the referent, None for nobody; the reason, how likely that is right, and the runner-up."""

    referent: Referent | None
    reason: Reason
    confidence: float
    runner_up: Referent | None = None
    runner_up_probability: float = 0.0


def link(
    text: LinkText,
    statements: Sequence[SourcedStatement],
    scorer: LinkScorer,
    told: Callable[[int, int], None] = lambda _number, _total: None,
) -> tuple[Link, ...]:
    """A link for each statement; they are given in order of the text, and each is decided after those before it.

    `told` hears after each how many of how many are linked.
    """
    links: list[Link] = []
    heard: list[Referent | None] = []
    written = Written()

    def choose(question: Question) -> Referent | None:
        found = decide(text, question, scorer)
        again = written.again(text, question.asked)
        if again is not None and again != found.referent:
            found = Link(again, Reason.ROLE, AGAIN, found.referent, found.confidence)
        namesake = heard_namesake(text, question.asked, found.referent, heard)
        if namesake is not None:
            found = Link(namesake, Reason.SURNAME, HEARD_BEFORE, found.referent, found.confidence)
        body = body_of_officers(text, found.referent)
        if body is not None:
            reason = Reason.ROLE if found.reason is Reason.NOMINAL else found.reason
            found = Link(body, reason, min(THEIR_BODY, found.confidence), found.runner_up, found.runner_up_probability)
        links.append(replace(found, referent=written.author(found.referent)))
        heard.append(links[-1].referent)
        written.keep(question.asked, heard[-1])
        told(len(links), len(statements))
        return heard[-1]

    walk(text, statements, choose)
    return tuple(links)


def walk(text: LinkText, statements: Sequence[SourcedStatement], choose: Callable[[Question], Referent | None]) -> None:
    """Ask of each statement in turn who made it, after the answers before."""
    asked = [ask(text, item) for item in statements]
    named = named_sources(asked)
    decided: list[Decision] = []
    for item in asked:
        seen = past(item, decided)
        options = possible(text, item, seen, candidates(text, item.item, seen.heard))
        question = Question(item, options, features(text, item, seen, options, named))
        decided.append(Decision(item, choose(question)))


def decide(text: LinkText, question: Question, scorer: LinkScorer) -> Link:
    """The likeliest candidate of a statement.

    A source with a noun of its own is by somebody, if only by what it says: all of 4,300 labelled ones are.
    """
    chances = scorer.probabilities(question.features.shared, question.features.rows)
    pointer = text.doc.pointer
    if pointer is not None:
        chances = joined(pointer, chances, question.asked, question.options)
    ranked = sorted(zip(chances, question.options, strict=True), key=lambda pair: -pair[0])
    if any(option.kind is CandidateKind.ITSELF for option in question.options):
        ranked = [pair for pair in ranked if pair[1].referent is not None]
    chance, best = ranked[0]
    reason = reason_of(text, question.asked, best)
    second = ranked[1] if len(ranked) > 1 else (0.0, best)
    confidence = (pointer or scorer).confidence(chance, reason)
    return Link(best.referent, reason, confidence, second[1].referent, round(second[0], 4))


def reason_of(text: LinkText, asked: Asked, option: Candidate) -> Reason:
    """How a source leads to a candidate: by its name, a pronoun, a description, or for want of any source."""
    if option.referent is None:
        return Reason.NO_ANTECEDENT if asked.form in PRONOUNS or asked.form.startswith("letter") else Reason.NO_SOURCE
    if asked.form in PRONOUNS:
        return Reason.PRONOUN
    if asked.form == "first" or asked.form.startswith("letter"):
        return Reason.FIRST_PERSON
    source = asked.item.source
    if source is None:
        return Reason.CONTINUATION
    if option.kind is CandidateKind.ITSELF:
        return Reason.NOMINAL
    if option.referent.entity is not None and option.referent.entity == source.entity:
        return _by_name(text, source)
    return Reason.ROLE


def _by_name(text: LinkText, source: SourcePhrase) -> Reason:
    """How the name in a source relates to the full name."""
    entity, mention = source.entity, source.mention
    if entity is None or mention is None or mention == entity.span:
        return Reason.EXACT
    if not source.phrase.overlaps(mention):
        return Reason.APPOSITION
    written = mention.of(text.doc.text)
    if entity.kind is EntityKind.PERSON:
        return Reason.EXACT if person_name(written).full == entity.name else Reason.SURNAME
    same = written.lower().removeprefix("the ") == entity.name.lower().removeprefix("the ")
    return Reason.EXACT if same else Reason.ACRONYM
