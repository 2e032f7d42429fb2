"""From scores to spans and linked statements."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
import torch
from torch import Tensor

from attrib.nn.attribution.crf import LinearChainCRF
from attrib.nn.attribution.decoding import (
    DecodingLimits,
    Scores,
    TokenStatement,
    decode_entities,
    decode_links,
    decode_nested,
    decode_roles,
)
from attrib.nn.attribution.labels import ENTITIES, ENTITY_TAGS, ROLE_TAGS, ROLES, TokenSpan, encode_bio
from attrib.nn.attribution.links import LinkHead, LinkInputs
from attrib.nn.attribution.spans import ScoredSpan
from attrib.nn.encoder.features import AFTER_PARAGRAPH, SIZES
from attrib.nn.encoder.tokens import EncodedText

SURE = 12.0


def emissions(spans: list[TokenSpan], length: int) -> Tensor:
    tags = torch.tensor(encode_bio(spans, length, ROLES), dtype=torch.long)
    return SURE * torch.nn.functional.one_hot(tags, len(ROLE_TAGS)).float()


def words(count: int, paragraphs: Sequence[int] = (), pieces: Sequence[int] = ()) -> EncodedText:
    """A text of so many tokens; some begin a paragraph, some go on with the word before."""
    features = np.zeros((count, len(SIZES)), dtype=np.int64)
    features[:, list(SIZES).index("break")] = [AFTER_PARAGRAPH if at in paragraphs else 1 for at in range(count)]
    goes_on = np.array([at in pieces for at in range(count)], dtype=np.bool_)
    return EncodedText(np.zeros(count, np.int64), np.zeros((count, 2), np.int64), features, goes_on)


def decoded(crf: LinearChainCRF, texts: Sequence[Tensor]) -> list[list[ScoredSpan]]:
    return decode_roles(crf, texts, [words(len(rows)) for rows in texts])


def spans_of(found: list[ScoredSpan]) -> list[TokenSpan]:
    return [item.span for item in found]


TEXT = [TokenSpan(0, 4, "content"), TokenSpan(5, 6, "cue"), TokenSpan(6, 8, "source"), TokenSpan(9, 12, "content")]


def test_roles_of_several_texts_are_those_of_each() -> None:
    crf = LinearChainCRF(ROLE_TAGS)
    texts = [emissions(TEXT, 12), emissions([], 0), emissions([TokenSpan(0, 2, "cue")], 3), emissions([], 5)]
    found = decoded(crf, texts)
    assert [spans_of(item) for item in found] == [TEXT, [], [TokenSpan(0, 2, "cue")], []]
    assert all(item.probability == pytest.approx(1, abs=1e-3) for items in found for item in items)


def test_no_texts_and_only_empty_texts() -> None:
    crf = LinearChainCRF(ROLE_TAGS)
    assert decoded(crf, []) == []
    assert decoded(crf, [torch.zeros(0, 7)] * 2) == [[], []]


def test_a_very_long_text_is_not_padded_onto_the_short_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    crf = LinearChainCRF(ROLE_TAGS)
    sizes = []
    viterbi = crf.viterbi

    def watched(padded: Tensor, mask: Tensor) -> list[list[int]]:
        sizes.append(mask.numel())
        return viterbi(padded, mask)

    monkeypatch.setattr(crf, "viterbi", watched)
    monkeypatch.setattr("attrib.nn.attribution.decoding._LIMITS", DecodingLimits(padded_tokens=100))
    texts = [emissions(TEXT, 12)] * 20 + [emissions(TEXT, 150)]
    assert [spans_of(item) for item in decoded(crf, texts)] == [TEXT] * 21
    assert max(sizes) == 150


def test_a_spans_probability_is_the_geometric_mean_over_its_tokens() -> None:
    rows = torch.full((2, 7), -50.0)
    rows[0, 3], rows[0, 0] = math.log(0.8), math.log(0.2)
    rows[1, 3], rows[1, 4], rows[1, 0] = -50, math.log(0.6), math.log(0.4)
    [[found]] = decoded(LinearChainCRF(ROLE_TAGS), [rows])
    assert found.span == TokenSpan(0, 2, "cue")
    # Of the paths cue cue, cue -, - - (0.48, 0.32 and 0.08; - cue is shut) the first token is a cue in 0.8 of 0.88.
    assert found.probability == pytest.approx(math.sqrt(0.8 / 0.88 * 0.48 / 0.88), rel=1e-5)


def test_no_span_goes_on_into_a_new_paragraph() -> None:
    rows = emissions([TokenSpan(0, 6, "content")], 6)
    [found] = decode_roles(LinearChainCRF(ROLE_TAGS), [rows], [words(6, paragraphs=[3])])
    assert all(not item.span.start < 3 < item.span.end for item in found)
    assert TokenSpan(0, 3, "content") in spans_of(found)


def test_spans_are_of_whole_words() -> None:
    rows = emissions([TokenSpan(1, 3, "content"), TokenSpan(4, 5, "cue")], 6)
    [found] = decode_roles(LinearChainCRF(ROLE_TAGS), [rows], [words(6, pieces=[1, 5])])
    assert spans_of(found) == [TokenSpan(0, 3, "content"), TokenSpan(4, 6, "cue")]


def test_entities_need_no_beginning() -> None:
    tags = torch.tensor([0, 2, 2, 3, 4, 0])
    found = decode_entities(SURE * torch.nn.functional.one_hot(tags, len(ENTITY_TAGS)).float(), words(6))
    assert spans_of(found) == [TokenSpan(1, 3, ENTITIES[0]), TokenSpan(3, 5, ENTITIES[1])]
    assert decode_entities(torch.zeros(0, len(ENTITY_TAGS)), words(0)) == []


def test_a_name_cut_in_a_word_is_mended() -> None:
    tags = torch.tensor([0, 3, 4, 0])  # "dai ##wa securities": the name was seen from the second piece on
    found = decode_entities(SURE * torch.nn.functional.one_hot(tags, len(ENTITY_TAGS)).float(), words(4, pieces=[1]))
    assert spans_of(found) == [TokenSpan(0, 3, "organization")]


class ScriptedHead(LinkHead):
    """Gives each (chooser, candidate) pair of the flattened spans the score it is told, others -20; nothing has 0."""

    def __init__(self, wanted: dict[tuple[int, int], float]) -> None:
        super().__init__(4, 4)
        self.wanted = wanted

    def forward(self, hidden: Tensor, inputs: LinkInputs) -> tuple[Tensor, Tensor]:
        assert int(inputs.spans[:, 1].max()) < len(hidden)
        pairs = [tuple(pair) for pair in inputs.pairs.tolist()]
        scores = [self.wanted.get((chooser, candidate), -20.0) for chooser, candidate in pairs]
        return torch.tensor(scores, dtype=torch.float32), torch.zeros(len(inputs.spans))


def text_of(spans: list[TokenSpan], length: int = 20) -> tuple[Scores, list[ScoredSpan], list[int]]:
    scores = Scores(torch.zeros(length, 4), torch.zeros(length, 7), torch.zeros(length, 9))
    return scores, [ScoredSpan(span, 1.0) for span in spans], [0] * length


def parts(statement: TokenStatement) -> tuple[list[tuple[int, int]], list[tuple[int, int]], list[tuple[int, int]]]:
    content, cue, source = (
        [(span.start, span.end) for span in spans] for spans in (statement.content, statement.cue, statement.source)
    )
    return content, cue, source


def test_contents_of_one_cue_make_one_statement_with_its_source() -> None:
    head = ScriptedHead({(0, 1): 20, (3, 1): 20, (1, 2): 20})
    [[statement]] = decode_links(head, [text_of(TEXT)], reach=100)
    assert parts(statement) == ([(0, 4), (9, 12)], [(5, 6)], [(6, 8)])
    assert statement.confidence == pytest.approx(1, abs=1e-6)


def test_a_content_that_chooses_nothing_stands_alone() -> None:
    head = ScriptedHead({(0, 1): 20, (1, 2): 20})
    [statements] = decode_links(head, [text_of(TEXT)], reach=100)
    assert [parts(statement) for statement in statements] == [
        ([(0, 4)], [(5, 6)], [(6, 8)]),
        ([(9, 12)], [], []),
    ]


def test_a_cue_without_source_and_a_cue_without_content() -> None:
    spans = [TokenSpan(0, 4, "content"), TokenSpan(5, 6, "cue"), TokenSpan(7, 8, "cue"), TokenSpan(9, 10, "source")]
    [[statement]] = decode_links(ScriptedHead({(0, 1): 20}), [text_of(spans)], reach=100)
    assert parts(statement) == ([(0, 4)], [(5, 6)], [])


def test_nothing_beyond_reach_is_linked() -> None:
    head = ScriptedHead({(0, 1): 20, (3, 1): 20, (1, 2): 20})
    [statements] = decode_links(head, [text_of(TEXT)], reach=2)
    assert [parts(statement)[1] for statement in statements] == [[(5, 6)], []]


def test_several_texts_keep_their_links_apart() -> None:
    head = ScriptedHead({(0, 1): 20, (1, 2): 20, (3, 1): 20, (5, 4): 20})
    second = [TokenSpan(0, 1, "cue"), TokenSpan(2, 3, "content")]
    texts = [text_of(TEXT), text_of([], 0), text_of(second, 6), text_of([], 3)]
    found = [[parts(item) for item in items] for items in decode_links(head, texts, reach=100)]
    assert found == [[([(0, 4), (9, 12)], [(5, 6)], [(6, 8)])], [], [([(2, 3)], [(0, 1)], [])], []]


def test_texts_without_spans_have_no_statements() -> None:
    assert decode_links(ScriptedHead({}), [text_of([]), text_of([])], reach=100) == [[], []]
    assert decode_links(ScriptedHead({}), [], reach=100) == []


def test_cues_and_sources_alone_make_no_statement() -> None:
    assert decode_links(ScriptedHead({(0, 1): 20}), [text_of(TEXT[1:3])], reach=100) == [[]]


def test_confidence_is_the_mean_of_spans_times_links() -> None:
    head = ScriptedHead({(0, 1): 0.0, (1, 2): math.log(3)})
    scores, _, breaks = text_of([], 20)
    found = [ScoredSpan(TEXT[0], 0.9), ScoredSpan(TEXT[1], 0.8), ScoredSpan(TEXT[2], 0.7)]
    # The content's cue is even with nothing, so nothing is chosen; a little more and the cue is.
    [[alone]] = decode_links(head, [(scores, found, breaks)], reach=100)
    assert parts(alone)[1] == []
    assert alone.confidence == pytest.approx(0.9 * 0.5)
    head.wanted[0, 1] = math.log(4)
    [[linked]] = decode_links(head, [(scores, found, breaks)], reach=100)
    assert linked.confidence == pytest.approx((0.9 * 4 / 5 + 0.8 * 3 / 4) / 2, rel=1e-5)


def test_of_several_contents_the_unsure_ones_are_left_out() -> None:
    head = ScriptedHead({(0, 1): 20, (3, 1): 20, (1, 2): 20})
    scores, _, breaks = text_of([], 20)

    def contents(*exact: float) -> list[tuple[int, int]]:
        found = [ScoredSpan(span, 1.0) for span in TEXT]
        for index, certainty in zip((0, 3), exact, strict=True):
            found[index] = ScoredSpan(TEXT[index], 1.0, certainty)
        [[statement]] = decode_links(head, [(scores, found, breaks)], reach=100)
        return parts(statement)[0]

    assert contents(0.9, 0.9) == [(0, 4), (9, 12)]
    assert contents(0.9, 0.2) == [(0, 4)]
    assert contents(0.1, 0.2) == [(9, 12)]


def scored(start: int, end: int, label: str, probability: float = 0.9) -> ScoredSpan:
    return ScoredSpan(TokenSpan(start, end, label), probability)


def test_nested_statements_are_decoded_within_each_content_and_need_a_cue() -> None:
    """Emissions that name the tags outright; the CRF adds nothing."""
    crf = LinearChainCRF(ROLE_TAGS)
    for weights in crf.parameters():
        torch.nn.init.zeros_(weights)
    told = [TokenSpan(0, 1, "source"), TokenSpan(1, 2, "cue"), TokenSpan(2, 7, "content")]
    silent = [TokenSpan(1, 4, "content")]
    rows = [emissions(told, 7), emissions(silent, 6), emissions([*told, TokenSpan(8, 9, "cue")], 10)]
    found = decode_nested(crf, rows, [words(len(row)) for row in rows])
    assert [spans_of(item) for item in found] == [told, [], [*told, TokenSpan(8, 9, "cue")]]
    assert all(item.probability > 0.99 for items in found for item in items)


def test_a_content_within_another_of_the_same_cue_adds_nothing() -> None:
    """The links of a head that always chooses the only cue and source."""
    found = [scored(0, 1, "source"), scored(1, 2, "cue"), scored(2, 9, "content"), scored(4, 9, "content")]
    torch.manual_seed(0)
    head = LinkHead(4, 8, nested=True)
    torch.nn.init.constant_(head.nothing.bias, -50.0)
    [[statement]] = decode_links(
        head, [(Scores(torch.randn(9, 4), torch.zeros(9, 7), torch.zeros(9, 9)), found, [0] * 9)], 256
    )
    assert statement.content == (TokenSpan(2, 9, "content"),)
    assert statement.cue == (TokenSpan(1, 2, "cue"),)
