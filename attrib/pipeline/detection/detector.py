"""Detection: from texts to statements without speakers, and named mentions, by one encoder pass a window."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from unicodedata import category

import torch
from torch import nn

from attrib.data import EntityKind, Mention, Span, Spans, Statement, StatementType
from attrib.errors import ModelError
from attrib.memory import give_back
from attrib.nn.attribution.checkpoint import LoadedModel
from attrib.nn.attribution.confidence import calibrated
from attrib.nn.attribution.decoding import (
    Scores,
    TokenStatement,
    decode_entities,
    decode_links,
    decode_roles,
)
from attrib.nn.attribution.labels import TokenSpan
from attrib.nn.encoder.batching import LENGTH_BY
from attrib.nn.encoder.pages import keep_words_in_pages
from attrib.nn.encoder.states import TextStates
from attrib.nn.encoder.tokens import Batch, EncodedText, batches_by_length, rounded_up
from attrib.nn.heads.antecedents import AntecedentHead, AntecedentReader
from attrib.nn.heads.names import NameHead
from attrib.nn.heads.nested import NestedHead
from attrib.nn.heads.word_classes import WordClassHead, WordClassReader
from attrib.nn.pointer.affiliation_head import AffiliationHead
from attrib.nn.pointer.affiliation_reader import AffiliationReader
from attrib.nn.pointer.network import Pointer
from attrib.nn.pointer.reader import PointerReader
from attrib.pipeline.detection.cut_names import mend_cut_names
from attrib.pipeline.detection.name_kinds import agree_on_kinds
from attrib.pipeline.detection.nested import contents_within, nested_statements, outer_spans
from attrib.pipeline.detection.pieces import moved_mention, moved_statement, split_text
from attrib.pipeline.detection.reconcile import reconcile
from attrib.pipeline.readers import TextReaders

_ROWS_BY = 4  # windows of a batch: few shapes, as with LENGTH_BY
_WITHIN = 0.25  # about the share of the time that statements within statements take

LONGEST = 100_000
"""Characters of a text that go through the network together."""
Told = Callable[[float], None]
"""Hears which share of some texts has been read, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Detection:
    """What the network finds in one text, in the order of the text. Statement types are still to be judged.

    `readers` tell more of the text where the detector has heads for that and the text is no longer than LONGEST.
    """

    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    readers: TextReaders = field(default_factory=TextReaders, compare=False)


class Detector:
    """Runs a loaded model over texts. The encoder works in `dtype`, the heads in float32."""

    def __init__(
        self,
        loaded: LoadedModel,
        dtype: torch.dtype,
        batch_tokens: int,
        antecedents: AntecedentHead | None = None,
        word_classes: WordClassHead | None = None,
        nested: NestedHead | None = None,
        pointer: Pointer | None = None,
        affiliations: AffiliationHead | None = None,
        names: NameHead | None = None,
    ) -> None:
        """Raises ModelError where two heads read different layers."""
        self.antecedents = antecedents
        self.word_classes = word_classes
        self.nested = nested
        self.pointer = pointer
        self.affiliations = affiliations
        self.names = names
        own = {"antecedents": antecedents, "word classes": word_classes, "names": names}
        self.layer = _one_layer({name: head.config.layer for name, head in own.items() if head is not None})
        self.encoder, self.digest = loaded.encoder, loaded.digest
        _ = self.lower  # refused at once where they disagree
        self.model = loaded.model
        self.batch_tokens = batch_tokens
        self.dtype = dtype
        self.model.work_in(dtype)
        keep_words_in_pages(self.model.encoder)
        if pointer is not None:
            nn.Module.to(pointer.upper, dtype=dtype)

    @property
    def lower(self) -> int | None:
        """The layer that the pointer goes on from, and that the head for names reads; None without both."""
        return _one_layer(
            ({} if self.pointer is None else {"pointing": self.pointer.config.layer})
            | ({} if self.names is None else {"names": self.names.config.lower})
        )

    def detect(self, texts: Sequence[str], nested: bool = True, told: Told = lambda _: None) -> list[Detection]:
        """One detection a text. Memory grows with the texts of the call: give some 100,000 characters at a time.

        A text longer than LONGEST goes through in pieces, each on its own. Without `nested`, statements within
        statements are left out, for corpora that label none. `told` hears, window by window, how much has been read.
        """
        with torch.inference_mode():
            if all(len(text) <= LONGEST for text in texts):
                return self._detect(texts, nested, told)
            whole, before = sum(map(len, texts)), 0
            found = []
            for text in texts:
                found.append(self._detect_long(text, nested, part_of(told, before / whole, len(text) / whole)))
                before += len(text)
            return found

    def _detect_long(self, text: str, nested: bool, told: Told) -> Detection:
        if len(text) <= LONGEST:
            return self._detect([text], nested, told)[0]
        statements: list[Statement] = []
        mentions: list[Mention] = []
        for offset, piece in split_text(text, LONGEST):
            [found] = self._detect([piece], nested, part_of(told, offset / len(text), len(piece) / len(text)))
            statements += [moved_statement(statement, offset) for statement in found.statements]
            mentions += [moved_mention(mention, offset) for mention in found.mentions]
        return Detection(tuple(statements), tuple(mentions))

    def _detect(self, texts: Sequence[str], nested: bool, told: Told = lambda _: None) -> list[Detection]:
        twice = self.nested is not None and nested
        encoded, scores = self.read(texts, part_of(told, 0, 1 - _WITHIN) if twice else told)
        roles = decode_roles(self.model.crf, [item.roles for item in scores], encoded)
        linked = decode_links(
            self.model.links,
            [(score, found, text.break_counts()) for score, found, text in zip(scores, roles, encoded, strict=True)],
            self.model.config.link_reach,
        )
        if self.nested is not None and nested:
            read = partial(self.read, told=part_of(told, 1 - _WITHIN, _WITHIN))
            within = contents_within(texts, encoded, scores, outer_spans(roles), read)
            for number, statement in nested_statements(self.model, self.nested, within):
                linked[number].append(statement)
            del within  # with the states of all that was read a second time
            give_back()
            told(1.0)
        return [
            Detection(
                self._statements(text, item, statements), self._mentions(text, item, score), self._readers(item, score)
            )
            for text, item, statements, score in zip(texts, encoded, linked, scores, strict=True)
        ]

    def _readers(self, encoded: EncodedText, scores: Scores) -> TextReaders:
        offsets, states, lower = encoded.offsets, scores.middle, scores.lower
        pointer = None if self.pointer is None or lower is None else PointerReader(self.pointer, offsets, lower)
        sides = None if self.pointer is None or self.pointer.sides is None else pointer
        told = None if self.affiliations is None or pointer is None else AffiliationReader(self.affiliations, pointer)
        if states is None:
            return TextReaders(pointer=pointer, sides=sides, affiliations=told)
        own = states if self.dtype == torch.bfloat16 else states.float()
        return TextReaders(
            None if self.antecedents is None else AntecedentReader(self.antecedents, offsets, states),
            None if self.word_classes is None else WordClassReader(self.word_classes, offsets, own),
            TextStates(offsets, states, self.digest),
            pointer=pointer,
            sides=sides,
            affiliations=told,
        )

    def _statements(self, text: str, encoded: EncodedText, found: Sequence[TokenStatement]) -> tuple[Statement, ...]:
        def spans(items: Sequence[TokenSpan]) -> Spans:
            return tuple(_characters(text, encoded, item) for item in items)

        config = self.model.config
        statements = []
        for item in found:
            confidence = calibrated(item.confidence, config.confidence_scale, config.confidence_shift)
            if confidence >= config.least_confidence:
                parts = spans(item.content), spans(item.cue), spans(item.source)
                statements.append(Statement(StatementType.INDIRECT, *parts, round(confidence, 4)))
        return reconcile(text, statements)

    def _mentions(self, text: str, encoded: EncodedText, scores: Scores) -> tuple[Mention, ...]:
        """The names of a text: the head's, where there is one, or those of the model itself."""
        tags = scores.entities
        if self.names is not None and scores.middle is not None and scores.lower is not None:
            tags = self.names(scores.hidden, scores.middle, scores.lower)
        mentions = [
            Mention(_characters(text, encoded, item.span), EntityKind(item.span.label), round(item.probability, 4))
            for item in decode_entities(tags, encoded)
        ]
        return agree_on_kinds(text, mend_cut_names(text, mentions))

    def read(self, texts: Sequence[str], told: Told = lambda _: None) -> tuple[list[EncodedText], list[Scores]]:
        """The word pieces of each text, and their scores; `told` as in `score`."""
        encoded = self.encoder.encode(texts)
        scores = self.score(encoded, told)
        give_back()
        return encoded, scores

    def score(self, encoded: Sequence[EncodedText], told: Told = lambda _: None) -> list[Scores]:
        """Every token's scores, each from the window that owns it; `told` hears which share of the windows is read."""
        places = [(index, window) for index, text in enumerate(encoded) for window in self.encoder.windows(text)]
        results = [self._empty(len(item)) for item in encoded]
        device = self.model.device()
        lengths = [rounded_up(window.end - window.start + 2, LENGTH_BY) for _, window in places]
        read = 0
        for group in batches_by_length(lengths, self.batch_tokens, _ROWS_BY):
            pieces = [(encoded[places[i][0]], places[i][1].start, places[i][1].end) for i in group]
            rows_by = _ROWS_BY if self.batch_tokens >= _ROWS_BY * lengths[group[0]] else 1
            outputs = self._run(self.encoder.batch(pieces, rows_by, LENGTH_BY).to(device))
            for row, i in enumerate(group):
                index, window = places[i]
                shift = 1 - window.start
                own = slice(window.own_start, window.own_end)
                taken = slice(window.own_start + shift, window.own_end + shift)
                target = results[index]
                for whole, output in zip(_wholes(target), outputs, strict=True):
                    whole[own] = output[row, taken]
            read += len(group)
            told(read / len(places))
        return results

    def _empty(self, size: int) -> Scores:
        """Scores of a text of so many tokens, to be filled in."""
        roles, entities = self.model.roles, self.model.entities
        hidden, tags, kinds = (
            torch.zeros(size, width) for width in (roles.in_features, roles.out_features, entities.out_features)
        )
        middle, lower = (
            None if layer is None else torch.zeros(size, roles.in_features, dtype=torch.bfloat16)
            for layer in (self.layer, self.lower)
        )
        return Scores(hidden, tags, kinds, middle, lower)

    def _run(self, batch: Batch) -> list[torch.Tensor]:
        """Hidden states, role and entity scores, and states of the layers that heads and pointer read, on the CPU."""
        layers = [layer for layer in (self.layer, self.lower) if layer is not None]
        if not layers:
            return [output.float().cpu() for output in self.model(batch)]
        *heads, others = self.model.with_layers(batch, layers)
        return [*(output.float().cpu() for output in heads), *(output.to(torch.bfloat16).cpu() for output in others)]


def part_of(told: Told, start: float, share: float) -> Told:
    """Tells of a part of a whole, from its start, what the whole has then."""
    return lambda done: told(start + share * done)


def _wholes(scores: Scores) -> list[torch.Tensor]:
    """The tensors of a text's scores, in the order in which the network gives them."""
    wholes = (scores.hidden, scores.roles, scores.entities, scores.middle, scores.lower)
    return [whole for whole in wholes if whole is not None]


def _one_layer(layers: Mapping[str, int]) -> int | None:
    """The layer that all of some heads read, None without heads. Raises ModelError where they read several."""
    if len(set(layers.values())) > 1:
        told = ", ".join(f"that for {name} reads layer {layer}" for name, layer in layers.items())
        raise ModelError(f"heads of one model must read one layer, but {told}; train one with the layer of the others")
    return next(iter(layers.values()), None)


def _characters(text: str, encoded: EncodedText, span: TokenSpan) -> Span:
    """The characters of a token span, white space at its ends left out, accents that combine with its last taken in."""
    start, end = int(encoded.offsets[span.start, 0]), int(encoded.offsets[span.end - 1, 1])
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    # The tokenizer drops combining marks, so a word that ends in one ends too soon.
    while end < len(text) and category(text[end]) in ("Mn", "Me"):
        end += 1
    return Span(start, end)
