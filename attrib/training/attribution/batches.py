"""Labelled texts to training batches: windows with tags, entity tags and right links."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from attrib.nn.attribution.labels import ENTITIES, ROLES, TokenSpan, encode_bio
from attrib.nn.attribution.links import LinkInputs, link_candidates
from attrib.nn.encoder.tokens import Batch, EncodedText, TextEncoder, batches_by_length, token_range
from attrib.nn.encoder.windows import Window, make_windows
from attrib.training.attribution.taught import TaughtBatch, taught_batch
from attrib.training.attribution.teaching import TaughtText
from attrib.training.corpora.labels import Attribution
from attrib.training.corpora.polnear import LabelledText

UNLABELLED = -100


@dataclass(frozen=True, slots=True)
class LabelledTokens:
    """One encoded text with one annotator's attributions in tokens.

    `links` holds index pairs into `spans`: content to cue and cue to source. `entities` is None where nobody marked
    any. `taught` holds what teachers think, if any were asked, and `share` how much that counts against the labels:
    all of it where there are none. `opening` is the word piece that opens each of its windows, the tokenizer's own if
    None. `inner` holds the spans that lie within others, which `outer` leaves out; None where
    nobody labelled such. Without `roles` nobody labelled who said what.
    """

    encoded: EncodedText
    spans: tuple[TokenSpan, ...]
    links: frozenset[tuple[int, int]]
    entities: tuple[TokenSpan, ...] | None
    taught: TaughtText | None = None
    share: float = 0.0
    opening: int | None = None
    inner: tuple[TokenSpan, ...] | None = None
    roles: bool = True

    @property
    def outer(self) -> tuple[TokenSpan, ...]:
        """The spans of the first row of role tags."""
        within = set(self.inner or ())
        return tuple(span for span in self.spans if span not in within)


@dataclass(frozen=True, slots=True)
class TrainingBatch:
    """Inputs and answers of one step; shapes as in nn.model.Batch and nn.links.LinkInputs.

    roles [B, L] long, entities [B, L] long with UNLABELLED where nothing is known, chosen [P] bool. `inner` [B, L] long
    are the tags of the second row of roles; `role_rows` and `inner_rows` are the numbers of the texts in which each row
    of roles is labelled or taught. `taught` is the teachers' part, where any text has teachers.
    """

    inputs: Batch
    roles: Tensor
    entities: Tensor
    links: LinkInputs
    chosen: Tensor
    inner: Tensor
    role_rows: Tensor
    inner_rows: Tensor
    taught: TaughtBatch | None = None

    def to(self, device: torch.device) -> "TrainingBatch":
        return TrainingBatch(
            self.inputs.to(device),
            self.roles.to(device),
            self.entities.to(device),
            self.links.to(device),
            self.chosen.to(device),
            self.inner.to(device),
            self.role_rows.to(device),
            self.inner_rows.to(device),
            self.taught and self.taught.to(device),
        )


def label_tokens(text: LabelledText, encoded: EncodedText, annotator: int = 0) -> LabelledTokens:
    """The labels of one annotator, the reference if none is given."""
    entities = None
    if text.entities is not None:
        ranges = token_range(encoded.offsets, [mention.span for mention in text.entities])
        found = zip(ranges, text.entities, strict=True)
        entities = tuple(TokenSpan(*place, mention.kind.value) for place, mention in found if place)
    if not text.annotations:
        return LabelledTokens(encoded, (), frozenset(), entities, roles=False)
    return _label(encoded, text.annotations[annotator], entities, text.nested)


def _label(
    encoded: EncodedText, attributions: Sequence[Attribution], entities: tuple[TokenSpan, ...] | None, nested: bool
) -> LabelledTokens:
    """Where spans overlap (a statement inside another), the first in the text that is longest keeps its tokens.

    Where nested statements are labelled, the others make the second row in the same way, and only its like is lost.
    """
    wanted: dict[TokenSpan, set[int]] = {}
    for number, item in enumerate(attributions):
        for role in ROLES:
            for place in token_range(encoded.offsets, item.spans(role)):
                if place:
                    wanted.setdefault(TokenSpan(*place, role), set()).add(number)
    outer = _apart(wanted, len(encoded))
    inner = _apart(set(wanted) - set(outer), len(encoded)) if nested else None
    spans = sorted({*outer, *(inner or ())})
    links = frozenset(
        (i, j)
        for i, chooser in enumerate(spans)
        for j, candidate in enumerate(spans)
        if (chooser.label, candidate.label) in (("content", "cue"), ("cue", "source"))
        and wanted[chooser] & wanted[candidate]
    )
    return LabelledTokens(encoded, tuple(spans), links, entities, inner=inner)


def _apart(spans: Iterable[TokenSpan], length: int) -> tuple[TokenSpan, ...]:
    """The longest spans that do not touch each other, in text order; of two as long, the first."""
    kept = []
    taken = np.zeros(length, dtype=bool)
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if not taken[span.start : span.end].any():
            taken[span.start : span.end] = True
            kept.append(span)
    return tuple(sorted(kept))


def epoch_batches(
    texts: Sequence[LabelledTokens], encoder: TextEncoder, batch_tokens: int, random: np.random.Generator
) -> list[list[tuple[LabelledTokens, Window]]]:
    """An epoch's windows in shuffled batches; each text is cut anew at paragraphs, by a size drawn for it."""
    places = []
    for text in texts:
        size = int(random.integers(encoder.window * 3 // 5, encoder.window + 1))
        starts = [window.start for window in make_windows(text.encoded.breaks, size, 0, size // 2)]
        ends = [*starts[1:], len(text.encoded)]
        places += [(text, Window(start, end, start, end)) for start, end in zip(starts, ends, strict=False)]
    # Lengths are jittered so that the same windows do not always share a batch.
    lengths = [window.end - window.start + 2 for _, window in places]
    jittered = [length + int(random.integers(0, 16)) for length in lengths]
    batches = [[places[i] for i in group] for group in batches_by_length(jittered, batch_tokens)]
    random.shuffle(batches)
    return batches


def make_batch(
    items: Sequence[tuple[LabelledTokens, Window]],
    encoder: TextEncoder,
    reach: int,
    masking: float,
    mask_id: int | None,
    random: np.random.Generator,
) -> TrainingBatch:
    """Tensors of one step; a share `masking` of the word pieces is replaced by the tokenizer's mask."""
    inputs = encoder.batch([(text.encoded, window.start, window.end) for text, window in items])
    shape = tuple(inputs.ids.shape)
    roles, entities = torch.zeros(shape, dtype=torch.long), torch.full(shape, UNLABELLED)
    inner = torch.zeros(shape, dtype=torch.long)
    rows: list[list[int]] = []
    pairs: list[list[int]] = []
    features: list[list[int]] = []
    chosen: list[bool] = []
    for row, (text, window) in enumerate(items):
        spans, indices = _inside(text.spans, window)
        size = window.end - window.start
        roles[row, 1 : size + 1] = torch.tensor(encode_bio(_inside(text.outer, window)[0], size, ROLES))
        if text.inner is not None:
            inner[row, 1 : size + 1] = torch.tensor(encode_bio(_inside(text.inner, window)[0], size, ROLES))
        if text.entities is not None:
            entities[row, 1 : size + 1] = torch.tensor(encode_bio(_inside(text.entities, window)[0], size, ENTITIES))
        breaks = text.encoded.break_counts()[window.start : window.end]
        first = len(rows)
        more = link_candidates(spans, breaks, reach, row * shape[1] + 1, first)
        chosen += [(indices[i - first], indices[j - first]) in text.links for i, j in more[1]]
        rows += more[0]
        pairs += more[1]
        features += more[2]
    if masking and mask_id is not None:
        drawn = torch.from_numpy(random.random(shape) < masking) & inputs.mask
        inputs.ids[drawn & (inputs.ids != encoder.first) & (inputs.ids != encoder.last)] = mask_id
    for row, (text, _) in enumerate(items):
        if text.opening is not None:
            inputs.ids[row, 0] = text.opening
    links = LinkInputs(
        *(torch.tensor(x, dtype=torch.long).reshape(-1, n) for x, n in ((rows, 3), (pairs, 2), (features, 3)))
    )
    role_rows = [row for row, (text, _) in enumerate(items) if text.roles]
    inner_rows = [
        row
        for row, (text, _) in enumerate(items)
        if text.inner is not None or (text.taught is not None and text.taught.inner is not None)
    ]
    return TrainingBatch(
        inputs,
        roles,
        entities,
        links,
        torch.tensor(chosen, dtype=torch.bool),
        inner,
        torch.tensor(role_rows, dtype=torch.long),
        torch.tensor(inner_rows, dtype=torch.long),
        taught_batch(items, shape),
    )


def _inside(spans: Sequence[TokenSpan], window: Window) -> tuple[list[TokenSpan], list[int]]:
    """The spans that touch the window, cut to it and counted from its start, and their indices."""
    kept = [(i, span) for i, span in enumerate(spans) if span.start < window.end and span.end > window.start]
    cut = [
        TokenSpan(max(span.start, window.start) - window.start, min(span.end, window.end) - window.start, span.label)
        for _, span in kept
    ]
    return cut, [i for i, _ in kept]
