"""The stance network: a fine-tuned encoder that reads marks, and one head for all tasks.

Shapes: B rows of L word pieces, D hidden width, Q questions, C classes of all tasks together.
"""

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from attrib.errors import ModelError
from attrib.nn.encoder.bert import Bert
from attrib.nn.encoder.dropout import FastDropout, replace_dropout
from attrib.nn.encoder.features import SIZES
from attrib.nn.encoder.layers import added_mask
from attrib.nn.encoder.mpnet import Mpnet
from attrib.nn.stance.config import TASKS, StanceConfig
from attrib.nn.stance.inputs import StanceBatch
from attrib.nn.stance.statement_head import StatementHead, StatementStates

if TYPE_CHECKING:
    from attrib.nn.encoder.load import Encoder

_STARTS: dict[str, int] = {}
for _task in TASKS:
    _STARTS[_task] = sum(len(TASKS[name]) for name in _STARTS)


def task_classes(task: str) -> slice:
    """The range of a task's classes among all C."""
    return slice(_STARTS[task], _STARTS[task] + len(TASKS[task]))


class StanceModel(nn.Module):
    """A BERT encoder with the base's word pieces and positions; everything else is fine-tuned."""

    def __init__(self, config: StanceConfig, encoder: "Encoder") -> None:
        super().__init__()
        self.config = config
        self.encoder = encoder
        layers = getattr(getattr(encoder, "encoder", None), "layer", None)
        if (
            not isinstance(layers, nn.ModuleList)
            or len(layers) < 2
            or getattr(encoder.config, "type_vocab_size", 0) < 2
        ):
            raise ModelError(
                f"the base {config.base!r} is no BERT of two layers or more with two segments; a stance model needs one"
            )
        positions = int(getattr(encoder.config, "max_position_embeddings", config.window))
        if config.window > positions:
            raise ModelError(f"a window of {config.window} does not fit {positions} positions; set it to them or less")
        if not isinstance(encoder, Bert | Mpnet):
            # For rows this short, plain attention is 1.5 times as fast on a CPU as torch's own.
            encoder.set_attn_implementation("eager")
        replace_dropout(encoder, config.hidden_dropout)
        if hasattr(encoder, "pooler"):
            del encoder.pooler
            encoder.register_module("pooler", None)
        for name, parameter in encoder.named_parameters():
            parameter.requires_grad_(not is_frozen(name))
        self.width = width = int(encoder.config.hidden_size)
        self.surface = nn.ModuleList(nn.Embedding(size, width) for size in SIZES.values())
        self.marks = nn.Embedding(3, width)
        for table in self.surface:
            nn.init.normal_(table.get_parameter("weight"), std=0.01)
        nn.init.normal_(self.marks.weight, std=0.05)
        self.nobody = nn.Parameter(torch.zeros(width))
        self.dropout = FastDropout(config.hidden_dropout)
        self.hidden = nn.Linear(4 * width, config.width)
        self.answers = nn.Linear(config.width, sum(len(classes) for classes in TASKS.values()))
        self.states_width = config.states_width or width
        self.statements = StatementHead(width, self.states_width, config.scorers, config.hidden_dropout)

    def encode(self, batch: StanceBatch) -> Tensor:
        """Hidden states [B, L, D] of the last layer."""
        output: Tensor = self.encoder(
            inputs_embeds=self._embedded(batch), attention_mask=batch.mask.long(), token_type_ids=batch.segments
        ).last_hidden_state
        return output

    def lower(self, batch: StanceBatch, count: int) -> list[Tensor]:
        """Hidden states [B, L, D] of the last two of the lowest `count` layers; the pass ends there."""
        embeddings = self.encoder.get_submodule("embeddings")
        states: Tensor = embeddings(inputs_embeds=self._embedded(batch), token_type_ids=batch.segments)
        if isinstance(self.encoder, Bert):
            return self.encoder.encoder.after(states, batch.mask, count - 1, count)
        hidden = added_mask(batch.mask, states.dtype)
        states_by_layer = []
        for layer in self.layers[:count]:
            output = layer(states, hidden)
            states = output[0] if isinstance(output, tuple) else output
            states_by_layer.append(states)
        return states_by_layer[-2:]

    def _embedded(self, batch: StanceBatch) -> Tensor:
        """Word pieces with their marks and surface features [B, L, D]."""
        embedded: Tensor = self.encoder.get_input_embeddings()(batch.ids) + self.marks(batch.marks)
        for index, table in enumerate(self.surface):
            embedded = embedded + table(batch.features[:, :, index])
        return embedded

    def forward(self, batch: StanceBatch) -> Tensor:
        """Logits [Q, C] in float32."""
        return self.answer(self.encode(batch), batch.held, batch.rows, batch.pools)

    def answer(self, states: Tensor, held: Tensor, rows: Tensor, pools: Tensor) -> Tensor:
        """Logits [Q, C] from hidden states [B, L, D]; held [B, L], rows [Q] and pools [Q, L] as in StanceBatch."""
        hidden = states.to(self.nobody.dtype)
        holders = torch.einsum("bl,bld->bd", held.to(hidden.dtype), hidden)
        holders = holders + (1 - held.sum(1, keepdim=True)).to(hidden.dtype) * self.nobody
        targets = torch.einsum("ql,qld->qd", pools.to(hidden.dtype), hidden[rows])
        joined = torch.cat([hidden[rows, 0], holders[rows], targets, holders[rows] * targets], dim=1)
        inner = self.dropout(functional.gelu(self.hidden(self.dropout(joined))))
        logits: Tensor = self.answers(inner).float()
        return logits

    def statement_states(self, upper: Tensor, lower: Tensor, batch: StanceBatch, other: Tensor) -> StatementStates:
        """The inputs of the statement head, from states [B, L, D] of two layers.

        `other` [B, 4 D] are the attribution encoder's vectors.
        """
        upper, lower = upper.float(), lower.float()
        means = [torch.einsum("bl,bld->bd", batch.contents, states) for states in (upper, lower)]
        holders = torch.einsum("bl,bld->bd", batch.held, upper)
        targets = [torch.einsum("ql,qld->qd", batch.pools, states[batch.rows]) for states in (upper, lower)]
        own = torch.cat([upper[:, 0], holders, *means], dim=1)
        return StatementStates(own, other, torch.cat(targets, dim=1), batch.told, batch.rows)

    @property
    def layers(self) -> nn.ModuleList:
        """The encoder's layers, the lowest first."""
        layers: nn.ModuleList = self.encoder.get_submodule("encoder.layer")  # type: ignore[assignment]
        return layers

    def device(self) -> torch.device:
        return self.nobody.device


def is_frozen(name: str) -> bool:
    """Whether an encoder's parameter of that name keeps the base's value."""
    return "word_embeddings" in name or "position_embeddings" in name
