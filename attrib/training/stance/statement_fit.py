"""Training of the statement head: on labelled statements, over a stance encoder that stays as it is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim import AdamW

from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.stance.model import StanceModel
from attrib.nn.stance.statement_head import SIDES, StatementHead, StatementStates, shares_by_row
from attrib.training.corpora.stance_articles import LabelledStatement
from attrib.training.stance.calibration import fit_certainty, min_probability
from attrib.training.stance.recipe import StanceTraining
from attrib.training.stance.statement_states import read_states, together

_STATEMENTS = 64  # of a step
_LEVELS = (0.3, 0.4, 0.5)  # scores for which a training tells how often they are right
_SKIPPED = 0.06  # the share of statements with a stance to tell that may go unread
_TARGETS_WEIGHT = 0.5  # of the loss over targets beside that over sides


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What a head says of a statement it has not learnt: log-odds of the sides [2], shares of the targets [T, 2].

    `side_probability` is that of its having a side at all, by the attribution encoder alone; 1 without that.
    """

    statement: LabelledStatement
    sides: np.ndarray[tuple[int], np.dtype[np.float64]]
    shares: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    side_probability: float


def fit_statements(
    model: StanceModel,
    encoder: TextEncoder,
    config: StanceTraining,
    statements: Sequence[LabelledStatement],
    report: Callable[[str], None],
) -> None:
    """Give the model a statement head trained on the statements, calibrated on heads that had not learnt them."""
    states = read_states(model, encoder, statements)
    judged = cross_fit(model, config, statements, states, report)
    cases = [(item, side, item.shares[:, side].argmax()) for item in judged if len(item.shares) for side in (0, 1)]
    sides = np.array([item.sides[side] for item, side, _ in cases])
    shares = np.array([item.shares[best, side] for item, side, best in cases])
    right = np.array([best in item.statement.right[side] for item, side, best in cases])
    model.config = replace(model.config, certainty=fit_certainty(sides, shares, right))
    certain = model.config.certain(torch.from_numpy(sides), torch.from_numpy(shares)).numpy()
    sided = np.array([item.statement.sides[side] for item, side, _ in cases])
    least = min_probability(certain, sided, config.least_precision)
    told = np.array(
        [item.side_probability for (item, _, _), score in zip(cases, certain.tolist(), strict=True) if score >= least]
    )
    min_side = round(min(float(np.quantile(told, _SKIPPED)), 0.9), 4) if len(told) else 0.0
    model.config = replace(model.config, min_probability=least, min_side_probability=min_side)
    for level in (least, *_LEVELS):
        chosen = certain >= level
        report(
            f"score {level:.2f} and more: {chosen.sum()} told, the side right in {_percent(sided[chosen])}, "
            f"the target too in {_percent(right[chosen])}; of {sum(sum(item.sides) for item in statements)} sides"
        )
    model.statements.load_state_dict(fit_head(model, config, statements, states).state_dict())


def _percent(right: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> str:
    return f"{100 * right.mean():.1f} %" if len(right) else "none"


def fit_head(
    model: StanceModel,
    config: StanceTraining,
    statements: Sequence[LabelledStatement],
    states: Sequence[StatementStates],
) -> StatementHead:
    """A head trained on statements and their states, in evaluation mode; that of the model stays as it is."""
    torch.manual_seed(config.seed)
    head = StatementHead(model.width, model.states_width, config.scorers, config.head_dropout)
    head.fit_scales(together(states))
    ready = [head.scaled(item) for item in states]
    _fit_worth(head, config, statements, ready)
    for scorer in head.scorers:
        _fit_scorer(scorer, config, statements, ready)
    return head.eval()


def cross_fit(
    model: StanceModel,
    config: StanceTraining,
    statements: Sequence[LabelledStatement],
    states: Sequence[StatementStates],
    report: Callable[[str], None],
) -> list[HeldOut]:
    """Every statement with what a head says of it that was trained on other articles, in `folds` parts."""
    found: list[HeldOut] = []
    for fold, (own, others) in enumerate(_parts(statements, config.folds), 1):
        head = fit_head(model, config, [statements[at] for at in others], [states[at] for at in others])
        with torch.inference_mode():
            for at in own:
                sides, shares = head(states[at])
                sided = 1.0 if statements[at].states is None else float(head.side_probability(states[at].other)[0])
                found.append(HeldOut(statements[at], sides[0].double().numpy(), shares.double().numpy(), sided))
        report(f"fold {fold} of {config.folds}: learnt {len(others)} statements, judged {len(own)}")
    return found


def _fit_worth(
    head: StatementHead,
    config: StanceTraining,
    statements: Sequence[LabelledStatement],
    states: Sequence[StatementStates],
) -> None:
    others = torch.cat([item.other for item in states])
    wanted = torch.tensor([float(any(item.sides)) for item in statements])

    def loss(numbers: list[int]) -> Tensor:
        return functional.binary_cross_entropy_with_logits(head.worth(others[numbers])[:, 0], wanted[numbers])

    _learn(head.worth, config, len(statements), loss)


def _fit_scorer(
    scorer: nn.Module,
    config: StanceTraining,
    statements: Sequence[LabelledStatement],
    states: Sequence[StatementStates],
) -> None:
    def loss(numbers: list[int]) -> Tensor:
        return _loss(scorer, [statements[at] for at in numbers], together([states[at] for at in numbers]))

    _learn(scorer, config, len(statements), loss)


def _learn(part: nn.Module, config: StanceTraining, count: int, loss: Callable[[list[int]], Tensor]) -> None:
    """Train a part of the head for all epochs, the rate falling to nothing; `loss` is that of statements by number."""
    optimizer = AdamW(part.parameters(), lr=config.head_rate, weight_decay=config.head_decay)
    part.train()
    for epoch in range(config.head_epochs):
        for group in optimizer.param_groups:
            group["lr"] = config.head_rate * (1 - epoch / config.head_epochs)
        order = torch.randperm(count).tolist()
        for first in range(0, count, _STATEMENTS):
            optimizer.zero_grad(set_to_none=True)
            torch.autograd.backward(loss(order[first : first + _STATEMENTS]))
            optimizer.step()
    part.eval()


def _loss(scorer: nn.Module, statements: Sequence[LabelledStatement], states: StatementStates) -> Tensor:
    """Of the sides; and of the targets where there is a side: that a right one has it, or none where none is right."""
    sides, logits = scorer(states)
    wanted = torch.tensor([item.sides for item in statements], dtype=torch.float32)
    loss = functional.binary_cross_entropy_with_logits(sides, wanted)
    shares = shares_by_row(logits, states.rows, len(statements))
    starts = len(statements) + torch.searchsorted(states.rows, torch.arange(len(statements)))
    missed = [
        -shares[[int(starts[row]) + at for at in item.right[side]] or [row], side].sum().clamp_min(1e-6).log()
        for row, item in enumerate(statements)
        for side in range(len(SIDES))
        if item.sides[side] and item.passage.targets
    ]
    return loss + _TARGETS_WEIGHT * torch.stack(missed).mean() if missed else loss


def _parts(statements: Sequence[LabelledStatement], folds: int) -> Iterator[tuple[list[int], list[int]]]:
    """Indices of each part of the articles, and of all others; an article's statements stay together."""
    names = sorted({item.group for item in statements})
    for fold in range(folds):
        chosen = set(names[fold::folds])
        own = [at for at, item in enumerate(statements) if item.group in chosen]
        yield own, [at for at, item in enumerate(statements) if item.group not in chosen]
