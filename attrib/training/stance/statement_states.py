"""What the statement head reads of labelled statements, computed once: the encoders stay as they are."""

from collections.abc import Sequence

import torch

from attrib.nn.encoder.tokens import TextEncoder, batches_by_length
from attrib.nn.stance.inputs import make_stance_batch
from attrib.nn.stance.model import StanceModel
from attrib.nn.stance.saliency import run_keeping
from attrib.nn.stance.statement_head import OTHER_PARTS, StatementStates
from attrib.training.corpora.stance_articles import LabelledStatement

_BATCH_TOKENS = 2048


def read_states(
    model: StanceModel, encoder: TextEncoder, statements: Sequence[LabelledStatement]
) -> list[StatementStates]:
    """What the head reads of each statement, computed once: the encoders do not change any more."""
    texts = encoder.encode([item.passage.text for item in statements])
    rows = [item.passage.row(text) for item, text in zip(statements, texts, strict=True)]
    window, nothing = model.config.window, torch.zeros(OTHER_PARTS * model.states_width)
    found: dict[int, StatementStates] = {}
    for group in batches_by_length([row.length(window) for row in rows], _BATCH_TOKENS):
        batch = make_stance_batch([rows[at] for at in group], encoder, window).to(model.device())
        others = torch.stack([nothing if (own := statements[at].states) is None else own for at in group])
        kept = run_keeping(model, batch, others.to(model.device()))
        states = kept.read
        for row, at in enumerate(group):
            own_targets = batch.rows == row
            parts = states.own[row : row + 1], states.other[row : row + 1], states.targets[own_targets]
            told = states.told[own_targets]
            own, other, targets = (part.cpu() for part in parts)
            found[at] = StatementStates(own, other, targets, told.cpu(), torch.zeros(len(told), dtype=torch.long))
    return [found[at] for at in range(len(statements))]


def together(states: Sequence[StatementStates]) -> StatementStates:
    """The states of several statements as one."""
    rows = torch.cat([torch.full((len(item.told),), at) for at, item in enumerate(states)])
    own, other, targets, told = (
        torch.cat([getattr(item, name) for item in states]) for name in ("own", "other", "targets", "told")
    )
    return StatementStates(own, other, targets, told, rows)
