"""Stances of a whole extraction against labelled articles: the right one towards the right target, or just the side."""

from collections.abc import Sequence

from attrib.data import Stance, StanceLabel, Statement
from attrib.training.corpora.stance_articles import Labels, StanceArticle, is_same_target
from attrib.training.evaluation.metrics import Score
from attrib.training.evaluation.statements import best_match, characters_of

_POLAR = (StanceLabel.SUPPORT, StanceLabel.OPPOSE)


def score_stances(article: StanceArticle, found: Sequence[Statement]) -> dict[str, Score]:
    """Scores of an article's statements found: `stance` counts (statement, target, side), `polarity` (statement, side).

    A statement found is held against the labelled one most like it (see `best_match`), and against nothing else.
    Neutral stances count nowhere.
    """
    pairs = zip(article.statements, article.stances, strict=True)
    labelled = [(characters_of(item.content), labels) for item, labels in pairs]
    hits = sides = told = sides_told = 0
    for statement in found:
        stances = [stance for stance in statement.stances if stance.label in _POLAR]
        told += len(stances)
        sides_told += len({stance.label for stance in stances})
        wanted = _polar(best_match(characters_of(statement.content), labelled) or ())
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


def _polar(labels: Labels) -> list[tuple[str, StanceLabel]]:
    return [(target, label) for target, label in labels if label in _POLAR]
