"""The statement head: whether a statement supports or opposes something, and which of its targets.

It reads the states of two frozen encoders, so what these learnt of other texts is not lost to the few labelled
statements there are: two small networks, one over the whole statement (a side is told of it or not), one over its
targets (which of them that side is towards, or none; ranking with a null candidate after Clark and Manning 2016).
Several of them trained apart are one head, and their mean counts. A third network asks the attribution encoder alone
whether a statement may have a side at all, so that the stance encoder need not read those that surely have none.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

SIDES = ("support", "oppose")
STATEMENT_PARTS = 4
"""Vectors of the stance encoder for a statement: the first state and the means over holder and content in the last but
one layer, and the mean over the content in the layer below."""
OTHER_PARTS = 4
"""Vectors of the attribution encoder: the means over content, cue and source, and over the words in front."""
SIZES = {
    "first": 2,  # whether it is the first target of the statement
    "order": 7,  # its number among them
    "actor": 2,
    "named": 2,  # a name rather than a pronoun or description
    "gap": 2,  # stands between cue and content
    "start": 2,  # begins what is said
    "quoted": 2,
    "often": 6,  # how often the text has its last word
    "words": 9,
    "inside": 2,  # part of another target
    "outside": 2,  # has another target in it
    "before": 8,  # class of the word in front
    "behind": 7,  # and of the word that follows
    "preposition": 12,  # which one is in front
    "clause": 2,  # begins with a verb
    "mentions": 4,
    "pronoun": 2,
    "indefinite": 2,
    "own": 2,  # the speaker, or whom the speaker speaks for
    "sentence": 4,  # sentences from the beginning of what is said
}
"""What is told of a target, and how many values it has."""

_MISSING = 0.2  # the share of statements that are learnt without the attribution encoder


@dataclass(frozen=True, slots=True)
class StatementStates:
    """What the head reads of S statements with T targets in all, D wide.

    `own` [S, 4 D] of the stance encoder, `other` [S, 4 D] of the attribution encoder (zeros where there is none);
    `targets` [T, 2 D] the states of each target in both layers, `told` [T, F] long its features, `rows` [T] long the
    statement it is of.
    """

    own: Tensor
    other: Tensor
    targets: Tensor
    told: Tensor
    rows: Tensor


class StatementScorer(nn.Module):
    """One of the networks that make up the head."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        size = (STATEMENT_PARTS + OTHER_PARTS) * width
        self.other = OTHER_PARTS * width
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
        """Logits of the sides [S, 2], and of the targets: [S + T, 2], those of no target at all first."""
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
    """The scorers, and the means and spreads by which what they read is made alike."""

    def __init__(self, width: int, scorers: int, dropout: float) -> None:
        super().__init__()
        self.scorers = nn.ModuleList(StatementScorer(width, dropout) for _ in range(scorers))
        self.worth = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(OTHER_PARTS * width, 64), nn.GELU(), nn.Dropout(dropout), nn.Linear(64, 1)
        )
        sizes = {"own": STATEMENT_PARTS * width, "other": OTHER_PARTS * width, "targets": 2 * width}
        for name, size in sizes.items():
            self.register_buffer(f"{name}_mean", torch.zeros(size))
            self.register_buffer(f"{name}_spread", torch.ones(size))

    @torch.no_grad()
    def fit_scales(self, states: StatementStates) -> None:
        """Take means and spreads from what there is to learn from."""
        for name in ("own", "other", "targets"):
            values = getattr(states, name).float()
            self.get_buffer(f"{name}_mean").copy_(values.mean(0))
            self.get_buffer(f"{name}_spread").copy_(values.std(0) + 1e-2)

    def scaled(self, states: StatementStates) -> StatementStates:
        """The states made alike. Where there are none of the attribution encoder the mean stands for them."""
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
        """Log-odds of each side [S, 2], and the share of each target in it [T, 2]; the rest is no target's."""
        ready = self.scaled(states)
        sides, shares = [], []
        for scorer in self.scorers:
            logits, targets = scorer(ready)
            sides.append(torch.sigmoid(logits))
            shares.append(shares_by_row(targets, states.rows, len(states.own))[len(states.own) :])
        mean = torch.stack(sides).mean(0).clamp(1e-6, 1 - 1e-6)
        return torch.logit(mean), torch.stack(shares).mean(0)


def shares_by_row(logits: Tensor, rows: Tensor, count: int) -> Tensor:
    """Softmax of logits [S + T, 2] within each of `count` statements: the first S rows are those of no target."""
    of = torch.cat([torch.arange(count, device=rows.device), rows])[:, None].expand(-1, logits.shape[1])
    highest = logits.new_full((count, logits.shape[1]), -torch.inf).scatter_reduce(0, of, logits.detach(), "amax")
    raised = (logits - highest.gather(0, of)).exp()
    return raised / torch.zeros_like(highest).scatter_add(0, of, raised).gather(0, of)
