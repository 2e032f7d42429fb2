"""Statements within statements: what two readings of a content's words tell."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

from attrib.nn.attribution.decoding import Scores
from attrib.nn.attribution.labels import ROLE_TAGS, ROLES, TokenSpan, encode_bio
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.features import SIZES
from attrib.nn.encoder.tokens import EncodedText
from attrib.nn.heads.nested import NestedHead
from attrib.pipeline.detection.nested import LEAST, Within, contents_within, nested_statements
from tests.tiny import make_encoder, make_model, save_base

SURE = 12.0
TEXT = "The mayor said the minister had denied that two bridges were unsafe."
INNER = [TokenSpan(0, 2, "source"), TokenSpan(3, 4, "cue"), TokenSpan(4, 9, "content")]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_base(tmp_path_factory.mktemp("models") / "base")


Readers = tuple[AttributionModel, NestedHead]


@pytest.fixture(scope="module")
def readers(base: Path) -> Readers:
    """A head whose emissions are what the states hold, and links that choose the only cue and source."""
    model = make_model(base)
    head = NestedHead.over(model, "")
    with torch.no_grad():
        head.roles.weight.zero_()
        head.roles.weight[:, : len(ROLE_TAGS)] = torch.eye(len(ROLE_TAGS))
        head.roles.bias.zero_()
        for weights in head.crf.parameters():
            weights.zero_()
        model.links.nothing.weight.zero_()
        model.links.nothing.bias.fill_(-50.0)
    return model, head


def within(spans: Sequence[TokenSpan]) -> Within:
    """Nine word pieces from the fourth of text 3, of which the head tells these spans."""
    nothing = np.zeros(9, np.int64)
    encoded = EncodedText(nothing, np.zeros((9, 2), np.int64), np.ones((9, len(SIZES)), np.int64), nothing > 0)
    tags = torch.nn.functional.one_hot(torch.tensor(encode_bio(spans, 9, ROLES)), len(ROLE_TAGS))
    states = torch.nn.functional.pad(SURE * tags, (0, 32 - len(ROLE_TAGS))).float()
    return Within(3, 4, states, encoded, random_scores(9))


def contents(readers: Readers, *items: Within) -> list[tuple[int, tuple[int, int]]]:
    with torch.inference_mode():
        found = nested_statements(*readers, items)
    return [(text, statement.content[0][:2]) for text, statement in found]


def test_spans_move_to_their_place_in_the_text(readers: Readers) -> None:
    with torch.inference_mode():
        [(text, statement)] = nested_statements(*readers, [within(INNER)])
    assert text == 3
    assert statement.content == (TokenSpan(8, 13, "content"),)
    assert statement.cue == (TokenSpan(7, 8, "cue"),)
    assert statement.source == (TokenSpan(4, 6, "source"),)


def test_what_is_found_without_a_cue_is_no_statement(readers: Readers) -> None:
    assert contents(readers, within(INNER), within(INNER[::2]), within([])) == [(3, (8, 13))]
    assert contents(readers, within(INNER[1:])) == [(3, (8, 13))]


def random_scores(length: int) -> Scores:
    return Scores(torch.randn(length, 32), torch.zeros(length, 7), torch.zeros(length, 9))


def test_contents_are_read_alone_where_they_can_hold_a_statement() -> None:
    encoder = make_encoder()
    [encoded] = encoder.encode([TEXT])
    asked: list[str] = []

    def read(texts: Sequence[str]) -> tuple[list[EncodedText], list[Scores]]:
        asked.extend(texts)
        read = encoder.encode(texts)
        return read, [
            Scores(torch.zeros(len(item), 32), torch.zeros(len(item), 7), torch.zeros(len(item), 9)) for item in read
        ]

    scores = Scores(torch.randn(len(encoded), 32), torch.zeros(len(encoded), 7), torch.zeros(len(encoded), 9))
    last = len(encoded) - 1
    spans = [
        TokenSpan(0, 3, "source"),
        TokenSpan(last - LEAST + 1, last, "content"),
        TokenSpan(last - LEAST, last, "content"),
    ]
    [item] = contents_within([TEXT], [encoded], [scores], [spans], read)
    assert asked == [TEXT[int(encoded.offsets[last - LEAST, 0]) : -1]]
    assert item.states.shape == (LEAST, 64)
    assert torch.equal(item.placed, scores.hidden[last - LEAST : last])
    assert contents_within([TEXT], [encoded], [scores], [[]], read) == []
