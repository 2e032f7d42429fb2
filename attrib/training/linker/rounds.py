"""The first round of a training of the linker, which gives the second the errors that it will live with."""

from collections.abc import Sequence

import numpy as np
import torch

from attrib.nn.heads.linker import LinkerConfig, LinkerHead, LinkReader
from attrib.training.engine.task import shuffled
from attrib.training.linker.encoded import Encoded, encode, joined
from attrib.training.linker.examples import LinkArticle, LinkExample, examples
from attrib.training.linker.loss import linking_loss
from attrib.training.linker.material import feature_names
from attrib.training.linker.recipe import LinkerTraining


def second_round(
    recipe: LinkerTraining, articles: Sequence[LinkArticle], parts: Sequence[int]
) -> list[tuple[LinkExample, int]]:
    """The statements of each article with its part, the speakers before each as given by a linker new to the article.

    That linker is taught by the labelled statements of the other parts, the labelled speakers before each.
    """
    first = [examples(article, detected=False) for article in articles]
    names = feature_names((item for some in first for item in some), recipe.least)
    found: list[tuple[LinkExample, int]] = []
    for part in range(recipe.scorers):
        head = LinkerHead(LinkerConfig(names, recipe.width, 1, recipe.dropout))
        taught = [item for some, own in zip(first, parts, strict=True) if own != part for item in some if item.learned]
        reader = _taught(recipe, head, [encode(head, item, part) for item in taught])
        for article, own in zip(articles, parts, strict=True):
            if own == part:
                for detected in (False, True):
                    found += [(item, part) for item in examples(article, detected=detected, scorer=reader)]
    return found


def _taught(recipe: LinkerTraining, head: LinkerHead, items: Sequence[Encoded]) -> LinkReader:
    """A linker that some statements have taught for `first_epochs`."""
    torch.manual_seed(recipe.seed)
    optimizer = torch.optim.AdamW(head.parameters(), recipe.learning_rate, weight_decay=recipe.weight_decay)
    total, step = recipe.first_epochs * -(-len(items) // recipe.batch), 0
    head.train()
    for epoch in range(recipe.first_epochs):
        random = np.random.default_rng((recipe.seed, epoch))
        for batch in shuffled(items, recipe.batch, (recipe.seed, epoch)):
            for group in optimizer.param_groups:
                group["lr"] = recipe.learning_rate * (1 - step / total)
            optimizer.zero_grad()
            torch.autograd.backward(batch_loss(head, batch, recipe.feature_dropout, random))
            optimizer.step()
            step += 1
    return LinkReader(head.eval())


def batch_loss(
    scorer: torch.nn.Module, batch: Sequence[Encoded], dropout: float, random: np.random.Generator
) -> torch.Tensor:
    """The loss of a scorer on some statements, a share of whose features is left out."""
    scores = scorer(joined([item.batch for item in batch], dropout, random))
    return linking_loss(scores, torch.cat([item.right for item in batch]), [len(item.right) for item in batch])
