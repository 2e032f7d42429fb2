"""What the pointer says of a statement's candidates, joined with what the linker says."""

from collections.abc import Sequence
from math import exp, log

from attrib.data import Span
from attrib.nn.pointer.questions import Option, OptionKind, Question
from attrib.pipeline.readers import StatementPointer
from attrib.pipeline.speakers.linking.asked import Asked
from attrib.pipeline.speakers.linking.candidates import Candidate, CandidateKind

_LEAST = 1e-6  # a probability below counts as this, so that neither of the two can rule a candidate out
_KINDS = {
    CandidateKind.ENTITY: OptionKind.ENTITY,
    CandidateKind.HEARD: OptionKind.HEARD,
    CandidateKind.PHRASE: OptionKind.PHRASE,
    CandidateKind.ITSELF: OptionKind.ITSELF,
    CandidateKind.NOBODY: OptionKind.NOBODY,
}


def question(asked: Asked, options: Sequence[Candidate]) -> Question:
    """A statement and its candidates as the pointer reads them."""
    source, statement = asked.item.source, asked.item.statement
    whole, phrase = (None, None) if source is None else (source.span, source.phrase)
    form = asked.form.split()[0]
    found = tuple(Option(_KINDS[option.kind], _mentions(option)) for option in options)
    return Question(whole, phrase, statement.cue, statement.content, form, asked.noun, found)


def _mentions(option: Candidate) -> tuple[Span, ...]:
    if option.referent is None or option.kind is CandidateKind.ITSELF:
        return ()
    if option.referent.entity is not None:
        return option.referent.entity.mentions
    return () if option.referent.source is None else (option.referent.source.phrase,)


def joined(
    pointer: StatementPointer, chances: Sequence[float], asked: Asked, options: Sequence[Candidate]
) -> list[float]:
    """The probability of each candidate: the linker's times the pointer's to the power of its share, added up to 1.

    A logarithmic opinion pool (Genest and Zidek 1986).
    """
    return pool(chances, pointer.log_probabilities(question(asked, options)), pointer.share)


def pool(linked: Sequence[float], pointed: Sequence[float], share: float) -> list[float]:
    """Probabilities and log probabilities of the same candidates as one; see `joined`."""
    scores = [
        log(max(chance, _LEAST)) + share * max(said, log(_LEAST)) for chance, said in zip(linked, pointed, strict=True)
    ]
    top = max(scores)
    weights = [exp(score - top) for score in scores]
    return [weight / sum(weights) for weight in weights]
