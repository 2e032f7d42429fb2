"""The pointer's network: upper layers over a whole text, and scores of who made each statement.

It goes on from the states of a middle layer of the attribution encoder, which a text has from its windows, with layers
of its own or with the layers above as they are but for low-rank adapters, and reads up to a thousand word pieces
together. A statement is the means of its source's, its cue's and its first words' states; a mention is that of its
own. A pair goes through one hidden layer over both, their product and embeddings of distance, place and kind (mention-
pair scores, after Lee et al. 2017); the score of an answer is the log of the sum over its mentions. That a source is
the speaker's only name, or that nobody is meant, has a score of the statement alone.
"""

from collections.abc import Sequence
from itertools import chain

import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.errors import ModelError
from attrib.nn.encoder.low_rank import adapt
from attrib.nn.encoder.upper import Encoder, UpperLayers
from attrib.nn.heads.linker import REASONS
from attrib.nn.pointer.config import FORMS, NOUNS, PointerConfig
from attrib.nn.pointer.placing import PlacedQuestion
from attrib.nn.pointer.questions import OptionKind
from attrib.nn.pointer.sides import SideHead
from attrib.nn.pointer.windows import FAR, SPREAD, ReadWindows, doublings

_OPENING = 24  # pieces of a content that its mean is over
_UNMENTIONED = -30.0  # the score of an answer that has no mention in the window
_ADAPTER_DROPOUT = 0.05


class Pointer(nn.Module):
    """Scores the answers to questions over the states of a window.

    With adapters, of a rank of 1 or more, the encoder's own weights are shared; with a rank of 0 the layers are copies
    of the encoder's, to be loaded or taken from a pretrained one (see `take_upper`).

    `calibration` [R, 2] has the scale and shift of each reason, for what pointer and linker say together. `sides` is
    None where the configuration does not say that it judges.
    """

    calibration: Tensor

    def __init__(self, config: PointerConfig, encoder: Encoder) -> None:
        """Raises ModelError for an encoder whose layers cannot be read one by one."""
        super().__init__()
        self.config = config
        # A tuple keeps the encoder's own weights out of parameters and state.
        self._encoder: tuple[Encoder] = (encoder,)
        self.upper = UpperLayers(encoder, config.layer, own=not config.rank)
        if config.rank:
            adapt(self.upper.layers, config.rank, _ADAPTER_DROPOUT)
        hidden, width = config.hidden, config.width
        self.dropout = nn.Dropout(config.dropout)
        self.form, self.noun = nn.Embedding(len(FORMS), width), nn.Embedding(len(NOUNS), width)
        self.source, self.cue, self.content = nn.Linear(2 * hidden, width), *(nn.Linear(hidden, width) for _ in "ab")
        self.mention = nn.Linear(2 * hidden, width)
        self.distance, self.stand = nn.Embedding(2 * (FAR + 1), width), nn.Embedding(4, width)
        self.kind, self.order = nn.Embedding(3, width), nn.Embedding(4, width)
        for table in (self.form, self.noun, self.distance, self.stand, self.kind, self.order):
            nn.init.normal_(table.weight, std=SPREAD)
        self.pair, self.score = nn.Linear(3 * width, width), nn.Linear(width, 1)
        self.register_buffer("calibration", torch.tensor([[1.0, 0.0]]).repeat(len(REASONS), 1))
        self.alone = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 2))
        self.sides = SideHead(config) if config.judges else None

    @property
    def encoder(self) -> Encoder:
        """The encoder that it is for."""
        return self._encoder[0]

    def take_upper(self, pretrained: Encoder) -> None:
        """Take the upper layers of a pretrained encoder, to be trained.

        Training for attribution makes the upper layers forget what the pretrained ones knew of meaning. Raises
        ModelError for a pointer with adapters, and for an encoder of another kind or other sizes.
        """
        if self.config.rank:
            raise ModelError(f"a pointer of rank {self.config.rank} has no layers of its own; train it with rank = 0")
        self.upper.take(pretrained)

    def encode(self, states: Tensor, there: Tensor) -> ReadWindows:
        """Read windows, from the middle layer's states [B, L, D]; `there` [B, L] is False for padding."""
        weight = self.upper.layers[0].get_parameter("output.LayerNorm.weight")
        found = self.upper(states.to(weight.device, weight.dtype), there.to(weight.device))
        return ReadWindows(self.dropout(found.float().cpu()))

    def forward(self, means: ReadWindows, rows: Sequence[int], questions: Sequence[PlacedQuestion]) -> list[Tensor]:
        """The scores of each question's answers; `means` come from `encode`, `rows` name their window."""
        row = torch.tensor(rows)
        asked, here = self._asked(means, row, questions)
        sizes = [len(question.options) for question in questions]
        scores = torch.full((sum(sizes),), _UNMENTIONED)
        alone = self.alone(asked).float()  # a training may compute in bfloat16, scores are added up in float32
        places: list[tuple[int, ...]] = []
        for number, (at, kind, mentions) in enumerate(_answers(questions)):
            if kind in (OptionKind.ITSELF, OptionKind.NOBODY):
                scores = scores.index_put((torch.tensor(number),), alone[at, int(kind - OptionKind.ITSELF)])
            for order, mention in enumerate(mentions):
                places.append((at, number, *mention, int(kind), _order(order, len(mentions))))
        if places:
            owner, option, start, end, stand, kinds, orders = torch.tensor(places).unbind(1)
            told = self.distance(doublings(start - here[owner])) + self.stand(stand) + self.kind(kinds)
            mentioned = self.mention(means.with_last(row[owner], start, end))
            pairs = self._pairs(asked[owner], mentioned, told + self.order(orders))
            scores = _joined(scores, pairs.float(), option)
        return list(torch.split(scores, sizes))

    def _asked(self, means: ReadWindows, row: Tensor, questions: Sequence[PlacedQuestion]) -> tuple[Tensor, Tensor]:
        """A vector [Q, W] of each statement, and the piece [Q] that distances are counted from."""
        source, has_source = _ranges([question.source for question in questions])
        cue, has_cue = _ranges([question.cue for question in questions])
        content, _ = _ranges([question.content for question in questions])
        opening = torch.minimum(content[:, 1], content[:, 0] + _OPENING)
        found = self.content(means.of(row, content[:, 0], opening))
        found = found + has_source.unsqueeze(1) * self.source(means.with_last(row, source[:, 0], source[:, 1]))
        found = found + has_cue.unsqueeze(1) * self.cue(means.of(row, cue[:, 0], cue[:, 1]))
        found = found + self.form(torch.tensor([question.form for question in questions]))
        found = found + self.noun(torch.tensor([question.noun for question in questions]))
        here = torch.where(has_source > 0, source[:, 0], torch.where(has_cue > 0, cue[:, 0], content[:, 0]))
        return found, here

    def _pairs(self, asked: Tensor, mentioned: Tensor, told: Tensor) -> Tensor:
        hidden = self.pair(torch.cat([asked + told, mentioned + told, asked * mentioned], 1))
        scores: Tensor = self.score(self.dropout(functional.gelu(hidden))).squeeze(1)
        return scores


def _answers(questions: Sequence[PlacedQuestion]) -> chain[tuple[int, OptionKind, Sequence[tuple[int, int, int]]]]:
    """Every answer of all questions: the question's number, the kind and the mentions."""
    return chain.from_iterable(
        ((at, kind, mentions) for kind, mentions in question.options) for at, question in enumerate(questions)
    )


def _ranges(found: Sequence[tuple[int, int] | None]) -> tuple[Tensor, Tensor]:
    """Ranges [Q, 2], and 1 where there is one [Q]; the first piece stands for one that is not there."""
    return torch.tensor([item or (0, 1) for item in found]), torch.tensor([float(item is not None) for item in found])


def _order(at: int, of: int) -> int:
    """0 for an only mention, 1 for the first of several, 2 within, 3 for the last."""
    return 0 if of == 1 else 1 if at == 0 else 2 if at < of - 1 else 3


def _joined(scores: Tensor, pairs: Tensor, option: Tensor) -> Tensor:
    """The scores [A] with the log of the summed exponents of its pairs [P] for each answer that has some."""
    top = torch.full_like(scores, -torch.inf).scatter_reduce(0, option, pairs.detach(), "amax")
    there = top > -torch.inf
    top = top.where(there, torch.zeros_like(top))
    sums = torch.zeros_like(scores).index_add(0, option, (pairs - top[option]).exp())
    return torch.where(there, sums.clamp_min(torch.finfo(sums.dtype).tiny).log() + top, scores)
