"""Which labelled and predicted spans and statements stand against each other, before anybody judges them. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from attrib.data import Span, Spans
from attrib.training.corpora.labels import Attribution
from attrib.training.evaluation.metrics import trim

Attributions = Sequence[Attribution]
Owners = dict[Span, Attribution]


def trimmed(text: str, item: Attribution) -> Attribution:
    """The attribution with white space taken off the ends of its spans."""
    return Attribution(*(tuple(trim(text, span) for span in spans) for spans in (item.content, item.cue, item.source)))


def owners(role: str, items: Iterable[Attribution]) -> Owners:
    """Each span of a role with the first attribution that has it."""
    return {span: item for item in reversed(list(items)) for span in item.spans(role)}


def groups(labelled: Iterable[Span], guessed: Iterable[Span]) -> Iterator[tuple[Spans, Spans]]:
    """The spans in runs that overlap: the labelled and the predicted ones of each."""
    runs: list[list[tuple[Span, bool]]] = []
    end = -1
    for span, is_guess in sorted([(span, False) for span in labelled] + [(span, True) for span in guessed]):
        if span.start >= end:
            runs.append([])
        runs[-1].append((span, is_guess))
        end = max(end, span.end)
    for run in runs:
        yield tuple(span for span, guess in run if not guess), tuple(span for span, guess in run if guess)


def covered(span: Span, role: str, others: Attributions) -> bool:
    """Whether a span of the role overlaps it on the other side."""
    return any(span.overlaps(other) for item in others for other in item.spans(role))


def closest(item: Attribution, others: Attributions) -> Attribution | None:
    """The attribution that shares most content with the item, if any shares some; of equals, the most alike."""

    def likeness(other: Attribution) -> tuple[bool, int, int]:
        same = sum(len({*item.spans(role)} & {*other.spans(role)}) for role in ("cue", "source"))
        return other == item, _shared(item, other), same

    best = max(others, key=likeness, default=None)
    return best if best is not None and _shared(item, best) else None


def _shared(a: Attribution, b: Attribution) -> int:
    """How many characters of content two attributions share."""
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.content for y in b.content)
