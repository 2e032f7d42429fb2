"""The errors of a model by kind, so that somebody who wants to improve it knows where to look. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from attrib.data import Span, Spans
from attrib.training.corpora.labels import ROLES, Attribution
from attrib.training.evaluation.alignment import Attributions, Owners, closest, covered, groups, owners, trimmed
from attrib.training.evaluation.differences import cue_kind, cue_words, end_difference, start_difference


@dataclass(frozen=True, slots=True)
class Error:
    """One error: its kind, the spans of each side, the words it hangs on, and the offset where the sides part.

    `words`, in lower case, are those between two ends, a cue, or the missing span itself.
    """

    kind: str
    labelled: Spans
    predicted: Spans
    words: str
    at: int


def find_errors(text: str, gold: Attributions, predicted: Attributions) -> list[Error]:
    """Every error of one text, each of one kind.

    First those of spans: role by role what agrees exactly is left out, and what overlaps among the rest is one error.
    A statement that is all missing is one too, its cue and source are none of their own. Then the links between right
    spans.
    """
    wanted, found = ([trimmed(text, item) for item in side] for side in (gold, predicted))
    spans = [error for role in ROLES for error in _span_errors(text, role, wanted, found)]
    return list(dict.fromkeys([*spans, *_link_errors(text, wanted, found)]))


def _span_errors(text: str, role: str, gold: Attributions, predicted: Attributions) -> Iterator[Error]:
    wanted, found = owners(role, gold), owners(role, predicted)
    alone: list[Span] = []
    taken: set[Span] = set()
    for labelled, guessed in groups(wanted.keys() - found.keys(), found.keys() - wanted.keys()):
        if labelled and guessed:
            yield _mismatch(text, role, labelled, guessed)
        for span in () if guessed else labelled:
            if error := _missed(text, role, span, wanted[span], predicted, wanted):
                yield error
                taken.update(error.predicted)
        alone += () if labelled else guessed
    for span in alone:
        # What was taken for a missed span is that span's error already.
        if span not in taken and (error := _unlabelled(text, role, span, found[span], gold)):
            yield error


def _missed(
    text: str, role: str, span: Span, item: Attribution, predicted: Attributions, wanted: Owners
) -> Error | None:
    """The error of a labelled span that no predicted one left over overlaps; None where its statement's covers it."""
    match = closest(item, predicted)
    if covered(span, role, predicted):
        return Error(f"{role} missed: inside or around another", (span,), (), _words(text, span), span.start)
    if role == "content":
        if match is None:
            kind = f"statement missed: {cue_kind(text, item)}"
            return Error(kind, item.content, (), cue_words(text, item), min(item.content).start)
        return Error("content missed: a further piece", (span,), (), cue_words(text, item), span.start)
    if match is None:
        return None
    instead = match.spans(role)
    name = "another statement's taken" if {*instead} <= wanted.keys() else "other words taken"
    kind = f"{role} missed: {name if instead else 'none taken'}"
    return Error(kind, (span,), instead, _words(text, span), span.start)


def _unlabelled(text: str, role: str, span: Span, item: Attribution, gold: Attributions) -> Error | None:
    """The error of a predicted span that no labelled one left over overlaps; None where its statement's covers it."""
    match = closest(item, gold)
    what = "where none is labelled"
    if covered(span, role, gold):
        return Error(f"{role} {what}: inside or around another", (), (span,), _words(text, span), span.start)
    if role == "content":
        if match is None:
            kind = f"statement {what}: {cue_kind(text, item)}"
            return Error(kind, (), item.content, cue_words(text, item), min(item.content).start)
        return Error(f"content {what}: a further piece", (), (span,), cue_words(text, item), span.start)
    if match is None:
        return None
    kind = f"{role} where another is labelled" if match.spans(role) else f"{role} {what}"
    return Error(kind, match.spans(role), (span,), _words(text, span), span.start)


def _mismatch(text: str, role: str, labelled: Spans, guessed: Spans) -> Error:
    """The error of spans that overlap without agreeing."""
    if len(labelled) == len(guessed) == 1:
        return _other_ends(text, role, labelled[0], guessed[0])
    between = max(*labelled, *guessed).start
    if any(one.overlaps(other) for one, other in pairwise(labelled)):
        kind = f"{role}: labelled spans overlap each other"
    elif len(guessed) == 1:
        kind = f"{role}: several labelled, predicted as one"
    elif len(labelled) == 1:
        kind = f"{role}: one labelled, predicted as several"
    else:
        kind = f"{role}: several labelled, divided otherwise"
    return Error(kind, labelled, guessed, "", between)


def _other_ends(text: str, role: str, labelled: Span, guessed: Span) -> Error:
    starts, ends = (sorted(pair) for pair in zip(labelled, guessed, strict=True))
    before, behind = text[slice(*starts)], text[slice(*ends)]
    at_start, at_end = start_difference(before) if before else "", end_difference(behind) if behind else ""
    late_start, late_end = guessed.start > labelled.start, guessed.end > labelled.end
    if before and behind:
        same = f": {at_start}" if at_start == at_end else ""
        kind, words, at = f"{role}: both ends differ{same}", f"{before} … {behind}", starts[0]
    elif before:
        kind, words, at = f"{role} begins too {'late' if late_start else 'early'}: {at_start}", before, starts[0]
    else:
        kind, words, at = f"{role} ends too {'late' if late_end else 'early'}: {at_end}", behind, ends[0]
    return Error(kind, (labelled,), (guessed,), " ".join(words.lower().split()), at)


def _words(text: str, span: Span) -> str:
    return " ".join(span.of(text).lower().split())


def _link_errors(text: str, gold: Attributions, predicted: Attributions) -> Iterator[Error]:
    """One error for each labelled statement whose spans are right, or not at fault, and joined otherwise."""
    wanted, found = ({role: owners(role, side) for role in ROLES} for side in (gold, predicted))
    for item in gold:
        match = closest(item, predicted)
        if match is None:
            continue
        for role in ("cue", "source"):
            kind = _link_error(role, item, match, wanted[role].keys(), found[role].keys())
            if kind:
                spans = item.spans(role) or match.spans(role)
                kept = item.spans(role), match.spans(role)
                yield Error(f"link: {kind}", *kept, _words(text, spans[0]), spans[0].start)
                break
        apart = set(item.content) - set(match.content)
        if apart and apart <= found["content"].keys():
            yield Error("link: pieces of one statement in several", item.content, match.content, "", min(apart).start)
        joined = (set(match.content) & wanted["content"].keys()) - set(item.content)
        if joined and not apart:
            at = min(joined).start
            yield Error("link: pieces of several statements in one", item.content, match.content, "", at)


def _link_error(
    role: str, item: Attribution, match: Attribution, wanted: Iterable[Span], found: Iterable[Span]
) -> str | None:
    """What is wrong with a link to a cue or source, given all spans of that role on each side; None if nothing is."""
    labelled, guessed = set(item.spans(role)), set(match.spans(role))
    if labelled and labelled <= set(found) and not labelled & guessed:
        return f"{role} is another's" if guessed else f"{role} left out"
    if guessed and not labelled and guessed <= set(wanted):
        return f"{role} where none is labelled"
    return None
