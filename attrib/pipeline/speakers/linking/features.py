"""The features of a statement and its candidates, as names with numbers; what a linker does not know it leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass

from attrib.pipeline.speakers.linking.asked import GROUPS, PRONOUNS, Asked
from attrib.pipeline.speakers.linking.candidates import Candidate, CandidateKind
from attrib.pipeline.speakers.linking.comparing import compare
from attrib.pipeline.speakers.linking.numbers import Features, bucket
from attrib.pipeline.speakers.linking.past import Past
from attrib.pipeline.speakers.linking.places import LinkText
from attrib.pipeline.speakers.linking.spoken import NamedSources, add_named_sources, spoken_features
from attrib.pipeline.speakers.linking.standing import standing_features
from attrib.pipeline.speakers.linking.telling import agreement_features, phrase_features, told_features


@dataclass(frozen=True, slots=True)
class CandidateFeatures:
    """The features of a statement, `shared` by its candidates, and those of each candidate."""

    shared: Features
    rows: tuple[Features, ...]


def features(
    text: LinkText, asked: Asked, seen: Past, options: Sequence[Candidate], named: NamedSources
) -> CandidateFeatures:
    """The features of a statement and its candidates; `named` are the text's sources that are names."""
    shared = _shared(asked, seen)
    rows = [_pair(text, asked, seen, option) for option in options]
    add_named_sources(rows, asked, options, named)
    compare(rows, options)
    crossed = (_crossed(asked, option, row, shared) for option, row in zip(options, rows, strict=True))
    return CandidateFeatures({f"if {name}": value for name, value in shared.items()}, tuple(crossed))


def _crossed(asked: Asked, option: Candidate, row: Features, shared: Features) -> Features:
    """A candidate's features, each also joined with the form of the source and with how its noun is determined."""
    group, kind = GROUPS[asked.form], _kind(option)
    full = {f"kind {kind}": 1.0, f"kind {kind} of {group}": 1.0, f"kind {kind} of {asked.noun} {asked.form}": 1.0}
    if option.kind in (CandidateKind.NOBODY, CandidateKind.ITSELF):
        full.update({f"{option.kind} {name}": value for name, value in shared.items()})
    for name, value in row.items():
        full[name] = value
        full[f"{group}: {name}"] = value
        if asked.form in PRONOUNS:
            full[f"pronoun: {name}"] = value
        if asked.noun:
            full[f"{asked.noun}: {name}"] = value
    return full


def _kind(option: Candidate) -> str:
    if option.referent is None:
        return str(option.kind)
    entity = option.referent.entity
    if entity is not None:
        return f"{entity.kind}" if entity.sure else f"unsure {entity.kind}"
    return f"{option.kind} {option.referent.kind}"


def _shared(asked: Asked, seen: Past) -> Features:
    """What is true of the statement whoever made it."""
    found: Features = {f"form {asked.form}": 1.0, f"noun {asked.noun}": 1.0}
    found.update({f"flag {flag}": 1.0 for flag in asked.flags})
    if asked.place.quoted:
        found["source quoted"] = 1.0
    if not seen.decisions:
        found["first statement"] = 1.0
    else:
        last = seen.decisions[0].asked
        found[f"gap {bucket(asked.place.index - last.place.index)}"] = 1.0
        found[f"paragraphs {min(3, asked.place.paragraph - last.place.paragraph)}"] = 1.0
        if seen.decisions[0].referent is None:
            found["last nobody"] = 1.0
    if seen.enclosing:
        found["nested"] = 1.0
    return found


def _pair(text: LinkText, asked: Asked, seen: Past, option: Candidate) -> Features:
    if option.kind is CandidateKind.NOBODY or option.referent is None:
        return {}
    row = spoken_features(text, asked, seen, option)
    referent = option.referent
    row.update(agreement_features(text, asked, referent))
    if referent.entity is not None:
        row.update(standing_features(text, asked, referent.entity))
        row.update(told_features(text, asked, referent.entity))
    elif option.kind is not CandidateKind.ITSELF and referent.source is not None:
        row.update(phrase_features(text, asked, referent.source))
    return row
