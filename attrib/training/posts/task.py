"""The training of the weights for posts: a conditional logit over the candidates of labelled speakers."""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

import numpy as np
import torch
from torch import Tensor, nn

from attrib.nn.heads.posts import PARTS, save_posts
from attrib.training.engine.heads import LinearTask
from attrib.training.engine.recipe import Recipe
from attrib.training.engine.task import Workplace
from attrib.training.posts.material import PostExample, read_examples
from attrib.training.posts.recipe import PostTraining

_IMPOSSIBLE = -1e9


class PostModel(nn.Module):
    """One weight a feature, for each part."""

    def __init__(self, names: dict[str, list[str]]) -> None:
        super().__init__()
        self.names = names
        self.weights = nn.ParameterDict({part: nn.Parameter(torch.zeros(len(names[part]))) for part in PARTS})


class Rows:
    """All answers of one part as a sparse matrix [answers, features], with the example of each and what is right."""

    def __init__(self, found: Sequence[PostExample], names: Sequence[str], most: int) -> None:
        index = {name: at for at, name in enumerate(names)}
        answers = [answer for item in found for answer in item.answers]
        places = [(row, index[name]) for row, answer in enumerate(answers) for name in answer if name in index]
        where = torch.tensor(places, dtype=torch.long).reshape(-1, 2).T
        shape = (len(answers), len(names))
        self.matrix = torch.sparse_coo_tensor(where, torch.ones(len(places)), shape, check_invariants=True).coalesce()
        self.group = torch.tensor([at for at, item in enumerate(found) for _ in item.answers], dtype=torch.long)
        self.right = torch.tensor([right for item in found for right in item.right], dtype=torch.bool)
        self.size = torch.tensor([min(item.statements, most) ** 0.5 for item in found])

    def loss(self, weights: Tensor) -> Tensor:
        """The summed negative logarithm of the probability of the right answers."""
        scores = torch.sparse.mm(self.matrix, weights[:, None])[:, 0]
        right = torch.where(self.right, scores, torch.full_like(scores, _IMPOSSIBLE))
        return (self.size * (self._total(scores) - self._total(right))).sum()

    def _total(self, scores: Tensor) -> Tensor:
        """The logarithm of the summed exponentials of the answers of each example."""
        start = torch.full((len(self.size),), _IMPOSSIBLE)
        top = start.scatter_reduce(0, self.group, scores.detach(), "amax")
        summed = torch.zeros(len(self.size)).scatter_add(0, self.group, torch.exp(scores - top[self.group]))
        return top + summed.log()


class PostTask(LinearTask[PostTraining, PostModel]):
    """Learns which descriptions tell a speaker's post. See `engine.task.Task`. One step an epoch, over everything."""

    recipe_class: ClassVar[type[Recipe]] = PostTraining
    takes_articles: ClassVar[bool] = True

    def __init__(self, recipe: PostTraining, place: Workplace) -> None:
        self.recipe, self.place = recipe, place
        found = read_examples(recipe, place)
        parts = {part: [item for item in found if item.part == part] for part in PARTS}
        names = {part: _features(items, recipe.min_count) for part, items in parts.items()}
        self.model = PostModel(names)
        self.rows = {part: Rows(items, names[part], recipe.most_statements) for part, items in parts.items()}

    def batches(self, epoch: int) -> list[dict[str, Rows]]:
        """Everything at once, whatever the epoch."""
        _ = epoch
        return [self.rows]

    def loss(self, batch: dict[str, Rows], _: np.random.Generator) -> Tensor:
        losses = [batch[part].loss(self.model.weights[part]) for part in PARTS]
        squares = [(self.model.weights[part] ** 2).sum() for part in PARTS]
        return torch.stack(losses).sum() + self.recipe.penalty / 2 * torch.stack(squares).sum()

    def write(self) -> None:
        names, weights = self.model.names, self.model.weights
        save_posts(
            self.place.output, {part: dict(zip(names[part], weights[part].tolist(), strict=True)) for part in PARTS}
        )


def _features(found: Sequence[PostExample], least: int) -> list[str]:
    """The features that at least so many answers have, in order."""
    counts = Counter(name for item in found for answer in item.answers for name in answer)
    return sorted(name for name, count in counts.items() if count >= least)
