"""Detection: from texts to statements without speakers, and named mentions, by one encoder pass a window."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category

import torch
from torch import nn

from attrib.data import EntityKind, Mention, Span, Spans, Statement, StatementType
from attrib.nn.checkpoint import LoadedModel
from attrib.nn.confidence import calibrated
from attrib.nn.decoding import Scores, TokenStatement, decode_entities, decode_links, decode_roles
from attrib.nn.encoding import EncodedText, batches_by_length, rounded_up
from attrib.nn.labels import TokenSpan
from attrib.pipeline.marks import hold_against_marks
from attrib.pipeline.pieces import moved_mention, moved_statement, split_text

# The processor's kernels are prepared anew for each shape of batch, and kept: with few shapes, memory stays flat.
_ROWS_BY, _LENGTH_BY = 4, 32

LONGEST = 100_000
"""Characters of a text that go through the network together."""


@dataclass(frozen=True, slots=True)
class Detection:
    """What the network finds in one text, in the order of the text. Statement types are still to be judged."""

    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]


class Detector:
    """Runs a loaded model over texts. The encoder works in `dtype`, the heads in float32."""

    def __init__(self, loaded: LoadedModel, dtype: torch.dtype, batch_tokens: int) -> None:
        self.encoder = loaded.encoder
        self.model = loaded.model
        self.batch_tokens = batch_tokens
        for part in (self.model.encoder, self.model.surface):
            nn.Module.to(part, dtype=dtype)

    def detect(self, texts: Sequence[str]) -> list[Detection]:
        """One detection a text. Memory grows with the texts of the call: give some 100,000 characters at a time.

        A text longer than LONGEST goes through in pieces, each on its own.
        """
        with torch.inference_mode():
            if all(len(text) <= LONGEST for text in texts):
                return self._detect(texts)
            return [self._detect_long(text) if len(text) > LONGEST else self._detect([text])[0] for text in texts]

    def _detect_long(self, text: str) -> Detection:
        statements: list[Statement] = []
        mentions: list[Mention] = []
        for offset, piece in split_text(text, LONGEST):
            [found] = self._detect([piece])
            statements += [moved_statement(statement, offset) for statement in found.statements]
            mentions += [moved_mention(mention, offset) for mention in found.mentions]
        return Detection(tuple(statements), tuple(mentions))

    def _detect(self, texts: Sequence[str]) -> list[Detection]:
        encoded = self.encoder.encode(texts)
        scores = self.score(encoded)
        roles = decode_roles(self.model.crf, [item.roles for item in scores], encoded)
        linked = decode_links(
            self.model.links,
            [(score, found, text.break_counts()) for score, found, text in zip(scores, roles, encoded, strict=True)],
            self.model.config.link_reach,
        )
        return [
            Detection(self._statements(text, item, statements), _mentions(text, item, score))
            for text, item, statements, score in zip(texts, encoded, linked, scores, strict=True)
        ]

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
        return hold_against_marks(text, statements)

    def score(self, encoded: Sequence[EncodedText]) -> list[Scores]:
        """Every token's scores, each from the window that owns it."""
        places = [(index, window) for index, text in enumerate(encoded) for window in self.encoder.windows(text)]
        sizes = [len(item) for item in encoded]
        config = self.model.roles.in_features, self.model.roles.out_features, self.model.entities.out_features
        results = [Scores(*(torch.zeros(size, width) for width in config)) for size in sizes]
        device = self.model.device()
        lengths = [rounded_up(window.end - window.start + 2, _LENGTH_BY) for _, window in places]
        for group in batches_by_length(lengths, self.batch_tokens, _ROWS_BY):
            pieces = [(encoded[places[i][0]], places[i][1].start, places[i][1].end) for i in group]
            rows_by = _ROWS_BY if self.batch_tokens >= _ROWS_BY * lengths[group[0]] else 1
            hidden, roles, entities = self.model(self.encoder.batch(pieces, rows_by, _LENGTH_BY).to(device))
            outputs = hidden.float().cpu(), roles.float().cpu(), entities.float().cpu()
            for row, i in enumerate(group):
                index, window = places[i]
                shift = 1 - window.start
                own = slice(window.own_start, window.own_end)
                taken = slice(window.own_start + shift, window.own_end + shift)
                target = results[index]
                for whole, output in zip((target.hidden, target.roles, target.entities), outputs, strict=True):
                    whole[own] = output[row, taken]
        return results


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


def _mentions(text: str, encoded: EncodedText, scores: Scores) -> tuple[Mention, ...]:
    return tuple(
        Mention(_characters(text, encoded, item.span), EntityKind(item.span.label), round(item.probability, 4))
        for item in decode_entities(scores.entities, encoded)
    )
