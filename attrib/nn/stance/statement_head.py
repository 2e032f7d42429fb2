"""The statement head: whether a statement supports or opposes something, and which of its targets.

It reads the states of two frozen encoders, so that the few labelled statements do not overwrite what the encoders
learnt from other texts. One small network reads the whole statement (does it take a side?), another its targets (which
of them is the side towards, or none; ranking with a null candidate after Clark and Manning 2016). The head is the mean
of several such pairs, trained separately. A third network estimates from the attribution encoder alone whether a
statement has a side at all, so that the stance encoder can skip statements without one.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

SIDES = ("support", "oppose")
STATEMENT_PARTS = 4
"""Vectors of the stance encoder for a statement.

From the last layer but one: the first state and the means over holder and content; from the layer below: the mean over
the content.
"""
OTHER_PARTS = 4
"""Vectors of the attribution encoder: the means over content, cue and source, and over the preceding words."""
SIZES = {
    "first": 2,  # whether it is the statement's first target
    "order": 7,  # its number among the targets
    "actor": 2,
    "named": 2,  # a name rather than a pronoun or description
    "gap": 2,  # is between cue and content
    "start": 2,  # starts the content
    "quoted": 2,
    "often": 6,  # how often its last word occurs in the text
    "words": 9,
    "inside": 2,  # part of another target
    "outside": 2,  # contains another target
    "before": 8,  # class of the previous word
    "behind": 7,  # class of the next word
    "preposition": 12,  # which preposition precedes it
    "clause": 2,  # starts with a verb
    "mentions": 4,
    "pronoun": 2,
    "indefinite": 2,
    "own": 2,  # the speaker or the speaker's affiliation
    "sentence": 4,  # sentences after the start of the content
}
"""The number of values of each feature of a target."""

_MISSING = 0.2  # share of statements that are trained without the attribution encoder's vectors


@dataclass(frozen=True, slots=True)
class StatementStates:
    """The head's inputs for S statements with T targets in all, D wide.

    `own` [S, 4 D] of the stance encoder, `other` [S, 4 E] of the attribution encoder, E wide (zeros without it);
    `targets` [T, 2 D] the states of each target in both layers, `told` [T, F] long its features, `rows` [T] long the
    index of its statement.
    """

    own: Tensor
    other: Tensor
    targets: Tensor
    told: Tensor
    rows: Tensor


class StatementScorer(nn.Module):
    """One of the pairs of networks that make up the head."""

    def __init__(self, width: int, other_width: int, dropout: float) -> None:
        super().__init__()
        size = STATEMENT_PARTS * width + OTHER_PARTS * other_width
        self.dropout = nn.Dropout(dropout)
        self.sides = nn.Sequential(nn.Linear(size, 128), nn.GELU(), nn.Dropout(dropout), nn.Linear(128, len(SIDES)))
        self.nothing = nn.Sequential(nn.Linear(size, 32), nn.GELU(), nn.Dropout(dropout), nn.Linear(32, len(SIDES)))
        self.target = nn.Linear(2 * width, 64)
        self.told = nn.ModuleList(nn.Embedding(count, 64) for count in SIZES.values())
        self.towards = nn.Embedding(2 * len(SIDES), 64)
        self.inner = nn.Dropout(dropout * 0.75)
        self.score = nn.Linear(64, 1)
        for table in (*self.told, self.towards):
            nn.init.normal_(table.get_parameter("weight"), std=0.1)

    def forward(self, states: StatementStates) -> tuple[Tensor, Tensor]:
        """Logits of the sides [S, 2], and of the targets [S + T, 2], with those of no target first."""
        other = states.other
        if self.training:
            other = other * (torch.rand(len(other), 1) >= _MISSING)
        whole = self.dropout(torch.cat([states.own, other], dim=1))
        told = torch.stack([table(states.told[:, at]) for at, table in enumerate(self.told)]).sum(0)
        hidden = self.target(self.inner(states.targets)) + told
        actor = states.told[:, list(SIZES).index("actor")]
        scores = [self.score(self.inner(functional.gelu(hidden + self.towards(2 * side + actor)))) for side in (0, 1)]
        return self.sides(whole), torch.cat([self.nothing(whole), torch.cat(scores, dim=1)])


class StatementHead(nn.Module):
    """The scorers, with the means and standard deviations that scale their inputs."""

    def __init__(self, width: int, other_width: int, scorers: int, dropout: float) -> None:
        """`width` is that of the stance encoder's states, `other_width` that of the attribution encoder's."""
        super().__init__()
        other = OTHER_PARTS * other_width
        self.scorers = nn.ModuleList(StatementScorer(width, other_width, dropout) for _ in range(scorers))
        self.worth = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(other, 64), nn.GELU(), nn.Dropout(dropout), nn.Linear(64, 1)
        )
        sizes = {"own": STATEMENT_PARTS * width, "other": other, "targets": 2 * width}
        for name, size in sizes.items():
            self.register_buffer(f"{name}_mean", torch.zeros(size))
            self.register_buffer(f"{name}_spread", torch.ones(size))

    @torch.no_grad()
    def fit_scales(self, states: StatementStates) -> None:
        """Set means and standard deviations from training states."""
        for name in ("own", "other", "targets"):
            values = getattr(states, name).float()
            self.get_buffer(f"{name}_mean").copy_(values.mean(0))
            self.get_buffer(f"{name}_spread").copy_(values.std(0) + 1e-2)

    def scaled(self, states: StatementStates) -> StatementStates:
        """The scaled states; without the attribution encoder, its mean replaces its vectors."""
        own, other, targets = (
            (getattr(states, name).float() - self.get_buffer(f"{name}_mean")) / self.get_buffer(f"{name}_spread")
            for name in ("own", "other", "targets")
        )
        known = (states.other != 0).any(1, keepdim=True)
        return StatementStates(own, other * known, targets, states.told, states.rows)

    def side_probability(self, other: Tensor) -> Tensor:
        """The probability [S] that a statement has any side, by the attribution encoder's vectors [S, 4 D] alone."""
        ready = (other.float() - self.get_buffer("other_mean")) / self.get_buffer("other_spread")
        logits: Tensor = self.worth(ready)[:, 0]
        return torch.sigmoid(logits)

    def forward(self, states: StatementStates) -> tuple[Tensor, Tensor]:
        """Log-odds of each side [S, 2], and each target's share of it [T, 2]; the rest is the share of no target."""
        ready = self.scaled(states)
        sides, shares = [], []
        for scorer in self.scorers:
            logits, targets = scorer(ready)
            sides.append(torch.sigmoid(logits))
            shares.append(shares_by_row(targets, states.rows, len(states.own))[len(states.own) :])
        mean = torch.stack(sides).mean(0).clamp(1e-6, 1 - 1e-6)
        return torch.logit(mean), torch.stack(shares).mean(0)


def shares_by_row(logits: Tensor, rows: Tensor, count: int) -> Tensor:
    """Softmax of logits [S + T, 2] within each of `count` statements; the first S rows are those of no target."""
    of = torch.cat([torch.arange(count, device=rows.device), rows])[:, None].expand(-1, logits.shape[1])
    highest = logits.new_full((count, logits.shape[1]), -torch.inf).scatter_reduce(0, of, logits.detach(), "amax")
    raised = (logits - highest.gather(0, of)).exp()
    return raised / torch.zeros_like(highest).scatter_add(0, of, raised).gather(0, of)
