"""The second question that the pointer answers: which side a statement takes towards each of some targets.

The states that the pointer has read are read once more: means over a statement's source, cue and content, and over each
target's mentions. Each pair goes through one hidden layer as in the pointer itself; the hidden values are averaged over
the mentions of a target, and give the logits of no side, support and opposition.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.data import StanceLabel
from attrib.nn.pointer.config import PointerConfig
from attrib.nn.pointer.placing_sides import Ground, PlacedSides, Range
from attrib.nn.pointer.windows import FAR, SPREAD, ReadWindows, doublings

SIDES = (StanceLabel.NEUTRAL, StanceLabel.SUPPORT, StanceLabel.OPPOSE)
"""The classes of an answer, in the order of the network's outputs."""

_RANKS = 12  # places in the order of the targets; what comes later shares the last


class SideHead(nn.Module):
    """Tells for each target of a statement the logits of SIDES, and of each statement whether it takes either side."""

    def __init__(self, config: PointerConfig) -> None:
        super().__init__()
        hidden, width = config.hidden, config.width
        self.dropout = nn.Dropout(config.dropout)
        self.source, self.cue, self.content = (nn.Linear(hidden, width) for _ in range(3))
        self.mention = nn.Linear(2 * hidden, width)
        self.distance, self.ground = nn.Embedding(2 * (FAR + 1), width), nn.Embedding(len(Ground), width)
        self.actor, self.rank = nn.Embedding(2, width), nn.Embedding(_RANKS, width)
        for table in (self.distance, self.ground, self.actor, self.rank):
            nn.init.normal_(table.weight, std=SPREAD)
        self.pair, self.side = nn.Linear(3 * width, width), nn.Linear(width, len(SIDES))
        self.sided = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, len(SIDES) - 1))

    def forward(
        self, read: ReadWindows, rows: Sequence[int], questions: Sequence[PlacedSides]
    ) -> tuple[Tensor, Tensor]:
        """Logits [T, 3] of all placed targets of the questions, in order, and [Q, 2] of support and opposition at all.

        `rows` name each question's window.
        """
        row = torch.tensor(rows)
        asked = self.source(_pooled(read, row, [question.source for question in questions]))
        asked = asked + self.cue(_pooled(read, row, [question.cue for question in questions]))
        asked = asked + self.content(_pooled(read, row, [question.content for question in questions]))
        places, number = list[tuple[int, ...]](), 0
        for at, question in enumerate(questions):
            here = question.content[0][0] if question.content else 0
            for order, mentions, is_actor in question.targets:
                own = int(is_actor), min(order, _RANKS - 1)
                for one in mentions:
                    places.append((at, number, one.start, one.end, one.start - here, int(one.ground), *own))
                number += 1
        if not places:
            return torch.zeros(0, len(SIDES)), self.sided(asked)
        owner, target, start, end, away, ground, actor, rank = torch.tensor(places).unbind(1)
        told = self.distance(doublings(away)) + self.ground(ground) + self.actor(actor) + self.rank(rank)
        mentioned = self.mention(read.with_last(row[owner], start, end))
        statement = asked[owner]
        pairs = torch.cat([statement + told, mentioned + told, statement * mentioned], 1)
        hidden = self.pair(self.dropout(pairs)).float()  # a training may compute in bfloat16
        counts = torch.bincount(target, minlength=number).unsqueeze(1)
        joined = torch.zeros(number, hidden.shape[1]).index_add(0, target, hidden) / counts
        return self.side(self.dropout(functional.gelu(joined))), self.sided(asked)


def _pooled(read: ReadWindows, rows: Tensor, ranges: Sequence[Sequence[Range]]) -> Tensor:
    """The mean state [Q, D] over the ranges of each question; zeros where it has none."""
    width = read.flat.shape[1]
    found = torch.zeros(len(ranges), width)
    owner = torch.tensor([at for at, own in enumerate(ranges) for _ in own], dtype=torch.long)
    if not len(owner):
        return found
    start, end = torch.tensor([place for own in ranges for place in own]).unbind(1)
    sums = found.index_add(0, owner, read.total(rows[owner], start, end))
    pieces = torch.zeros(len(ranges)).index_add(0, owner, (end - start).float())
    return sums / pieces.clamp(min=1).unsqueeze(1)
