"""Stances of a whole extraction against labelled articles: the right one towards the right target, or just the side."""

from collections.abc import Sequence

from attrib.data import Spans, Stance, StanceLabel, Statement
from attrib.training.corpora.stance_articles import Labels, StanceArticle, is_same_target
from attrib.training.evaluation.metrics import Score

_POLAR = (StanceLabel.SUPPORT, StanceLabel.OPPOSE)


def score_stances(article: StanceArticle, found: Sequence[Statement]) -> dict[str, Score]:
    """Scores of an article's statements found: `stance` counts (statement, target, side), `polarity` (statement, side).

    A statement found is held against the labelled one that shares most characters with it, if the labelled ones cover
    half of it; against nothing else. Neutral stances count nowhere.
    """
    pairs = zip(article.statements, article.stances, strict=True)
    labelled = [(_characters(item.content), labels) for item, labels in pairs]
    hits = sides = told = sides_told = 0
    for statement in found:
        stances = [stance for stance in statement.stances if stance.label in _POLAR]
        told += len(stances)
        sides_told += len({stance.label for stance in stances})
        wanted = _polar(_answered(statement, labelled))
        sides += len({stance.label for stance in stances} & {label for _, label in wanted})
        hits += _hits(stances, wanted)
    wanted_all = [_polar(labels) for labels in article.stances]
    count = sum(len(wanted) for wanted in wanted_all)
    sides_count = sum(len({label for _, label in wanted}) for wanted in wanted_all)
    return {"stance": Score(hits, told, hits, count), "polarity": Score(sides, sides_told, sides, sides_count)}


def _hits(stances: Sequence[Stance], labels: Sequence[tuple[str, StanceLabel]]) -> int:
    """How many stances agree with labels in target and side, one to one."""
    left, hits = list(labels), 0
    for stance in stances:
        for other in left:
            if other[1] is stance.label and is_same_target(stance.target, other[0]):
                left.remove(other)
                hits += 1
                break
    return hits


def _answered(statement: Statement, labelled: Sequence[tuple[set[int], Labels]]) -> Labels:
    """The labels of the statement that a found one answers to."""
    own = _characters(statement.content)
    covered = own & set[int]().union(*(characters for characters, _ in labelled))
    if not own or 2 * len(covered) < len(own):
        return ()
    return max(labelled, key=lambda item: len(item[0] & own))[1]


def _polar(labels: Labels) -> list[tuple[str, StanceLabel]]:
    return [(target, label) for target, label in labels if label in _POLAR]


def _characters(spans: Spans) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}
