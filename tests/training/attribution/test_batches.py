"""Training batches: tags and right links, also where spans overlap or a window cuts them."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from attrib.data import EntityKind, Mention, Span
from attrib.nn.attribution.labels import ENTITIES, ENTITY_TAGS, ROLE_TAGS, TokenSpan, decode_bio, encode_bio
from attrib.nn.attribution.labels import ROLES as TAGGED_ROLES
from attrib.nn.encoder.windows import Window
from attrib.training.attribution.batches import (
    UNLABELLED,
    LabelledTokens,
    TrainingBatch,
    epoch_batches,
    label_tokens,
    make_batch,
)
from attrib.training.attribution.task import entity_loss
from attrib.training.attribution.teaching import TaughtText
from attrib.training.corpora.labels import Attribution
from attrib.training.corpora.polnear import LabelledText
from tests.tiny import make_encoder, make_tokenizer

ENCODER = make_encoder()
MASK = make_tokenizer().get_vocab()["[MASK]"]
# Every character but white space is one word piece, so that spans are easy to count.
TEXT = "Ann said a b c d. Bob e f."


def spans(*words: str, text: str = TEXT) -> tuple[Span, ...]:
    return tuple(Span(text.index(word), text.index(word) + len(word)) for word in words)


def labelled(
    *attributions: Attribution, text: str = TEXT, entities: tuple[Mention, ...] | None = None
) -> LabelledTokens:
    [encoded] = ENCODER.encode([text])
    return label_tokens(LabelledText("t", text, (attributions,), entities), encoded)


def words_of(item: LabelledTokens, span: TokenSpan, text: str = TEXT) -> str:
    return text[int(item.encoded.offsets[span.start, 0]) : int(item.encoded.offsets[span.end - 1, 1])]


def links_of(item: LabelledTokens) -> set[tuple[str, str]]:
    return {(words_of(item, item.spans[i]), words_of(item, item.spans[j])) for i, j in item.links}


def batch_of(item: LabelledTokens, *windows: Window, masking: float = 0.0) -> TrainingBatch:
    return make_batch([(item, window) for window in windows], ENCODER, 256, masking, MASK, np.random.default_rng(0))


def whole(item: LabelledTokens) -> Window:
    return Window(0, len(item.encoded), 0, len(item.encoded))


ATTRIBUTION = Attribution(spans("a b", "c d"), spans("said"), spans("Ann"))


def test_each_content_links_to_its_cue_and_the_cue_to_its_source() -> None:
    item = labelled(ATTRIBUTION)
    assert links_of(item) == {("a b", "said"), ("c d", "said"), ("said", "Ann")}
    assert [(words_of(item, span), span.label) for span in item.spans] == [
        ("Ann", "source"),
        ("said", "cue"),
        ("a b", "content"),
        ("c d", "content"),
    ]


def test_a_text_may_open_with_another_piece() -> None:
    item = labelled(ATTRIBUTION)
    told = replace(item, opening=7)
    size = len(item.encoded)
    batch = make_batch(
        [(item, whole(item)), (told, whole(told)), (told, Window(4, size, 4, size))],
        ENCODER, 256, 0.99, MASK, np.random.default_rng(0),
    )  # fmt: skip
    assert batch.inputs.ids[:, 0].tolist() == [ENCODER.first, 7, 7]


def test_statements_that_share_a_source_stay_apart() -> None:
    item = labelled(ATTRIBUTION, Attribution(spans("e f"), spans("Bob"), spans("Ann")))
    assert links_of(item) == {("a b", "said"), ("c d", "said"), ("said", "Ann"), ("e f", "Bob"), ("Bob", "Ann")}
    assert len(item.spans) == 6


def test_of_overlapping_spans_the_longest_keeps_its_tokens() -> None:
    outer = Attribution(spans("a b c d. Bob e f"), spans("said"), spans("Ann"))
    inner = Attribution(spans("e f"), (), spans("Bob"))
    item = labelled(inner, outer)
    assert [words_of(item, span) for span in item.spans] == ["Ann", "said", "a b c d. Bob e f"]
    assert links_of(item) == {("a b c d. Bob e f", "said"), ("said", "Ann")}


def test_every_annotator_has_labels_of_their_own() -> None:
    [encoded] = ENCODER.encode([TEXT])
    text = LabelledText("t", TEXT, ((ATTRIBUTION,), ()))
    assert [len(label_tokens(text, encoded, annotator).spans) for annotator in (0, 1)] == [4, 0]
    assert label_tokens(text, encoded) == label_tokens(text, encoded, 0)


def test_a_span_between_tokens_is_left_out() -> None:
    item = labelled(Attribution((Span(3, 4), *spans("a b")), spans("said")))
    assert [words_of(item, span) for span in item.spans] == ["said", "a b"]


def test_tags_and_chosen_links_of_a_whole_text() -> None:
    item = labelled(ATTRIBUTION)
    batch = batch_of(item, whole(item))
    tags = batch.roles[0, 1:-1].tolist()
    assert decode_bio(tags, TAGGED_ROLES) == list(item.spans)
    assert batch.roles[0, [0, -1]].tolist() == [0, 0]
    pairs = {
        tuple(pair) for pair, right in zip(batch.links.pairs.tolist(), batch.chosen.tolist(), strict=True) if right
    }
    assert pairs == set(item.links)
    first_tokens = [row[0] for row in batch.links.spans.tolist()]
    assert first_tokens == [span.start + 1 for span in item.spans], "counted with the first special piece"


def test_a_window_cuts_spans_and_loses_the_links_that_leave_it() -> None:
    item = labelled(ATTRIBUTION)
    # "A n n s a i d a b c d . ...": the window begins inside "said" and ends inside "c d".
    batch = batch_of(item, Window(5, 10, 5, 10))
    assert decode_bio(batch.roles[0, 1:-1].tolist(), TAGGED_ROLES) == [
        TokenSpan(0, 2, "cue"),
        TokenSpan(2, 4, "content"),
        TokenSpan(4, 5, "content"),
    ]
    assert batch.links.spans.tolist() == [[1, 2, 1], [3, 4, 2], [5, 5, 2]]
    assert batch.links.pairs.tolist() == [[1, 0], [2, 0]]
    assert batch.chosen.tolist() == [True, True]


def test_rows_of_a_batch_are_flattened_one_after_the_other() -> None:
    item = labelled(ATTRIBUTION)
    batch = batch_of(item, whole(item), Window(0, 9, 0, 9), Window(12, 18, 12, 18))
    length = batch.roles.shape[1]
    starts = [row[0] // length for row in batch.links.spans.tolist()]
    assert starts == [0, 0, 0, 0, 1, 1, 1]
    for chooser, candidate in batch.links.pairs.tolist():
        assert starts[chooser] == starts[candidate], "links never cross from one window to another"
    assert batch.chosen.sum() == 5
    flat = batch.roles.flatten()
    for first, last, role in batch.links.spans.tolist():
        assert flat[first] == 1 + 2 * role
        assert flat[first + 1 : last + 1].tolist() == [2 + 2 * role] * (last - first)


def test_entities_are_unlabelled_where_nobody_marked_any() -> None:
    mention = Mention(spans("Bob")[0], EntityKind.PERSON)
    marked, unmarked = labelled(ATTRIBUTION, entities=(mention,)), labelled(ATTRIBUTION)
    window = whole(marked)
    batch = make_batch(
        [(marked, window), (unmarked, Window(0, 5, 0, 5))], ENCODER, 256, 0.0, MASK, np.random.default_rng(0)
    )
    assert set(batch.entities[1].tolist()) == {UNLABELLED}
    assert batch.entities[0, [0, -1]].tolist() == [UNLABELLED] * 2
    [span] = decode_bio(batch.entities[0, 1:-1].tolist(), ENTITIES)
    assert (words_of(marked, span), span.label) == ("Bob", "person")


def test_masking_spares_the_ends_and_the_padding() -> None:
    item = labelled(ATTRIBUTION, text=TEXT)
    long = labelled(Attribution(()), text="a " * 4000)
    window = Window(0, 60, 0, 60)
    rows = [(long, window)] * 40 + [(item, Window(0, 3, 0, 3))]
    plain = make_batch(rows, ENCODER, 256, 0.0, MASK, np.random.default_rng(0)).inputs
    batch = make_batch(rows, ENCODER, 256, 0.2, MASK, np.random.default_rng(0)).inputs
    masked = batch.ids == MASK
    assert float(masked[:40, 1:-1].float().mean()) == pytest.approx(0.2, abs=0.03)
    assert torch.equal(batch.ids[~masked], plain.ids[~masked])
    assert not masked[:, 0].any()
    assert not masked[:40, -1].any()
    assert not masked[40, 4:].any()
    again = make_batch(rows, ENCODER, 256, 0.2, MASK, np.random.default_rng(0)).inputs
    assert torch.equal(batch.ids, again.ids)


def test_a_tokenizer_without_a_mask_masks_nothing() -> None:
    item = labelled(ATTRIBUTION)
    batch = make_batch([(item, whole(item))], ENCODER, 256, 0.9, None, np.random.default_rng(0))
    assert batch.inputs.ids[0, 1:-1].tolist() == item.encoded.ids.tolist()


def test_a_text_without_spans_has_no_links() -> None:
    item = labelled()
    batch = batch_of(item, whole(item))
    assert batch.links.spans.shape == (0, 3)
    assert batch.links.pairs.shape == (0, 2)
    assert batch.chosen.shape == (0,)


def test_an_epoch_covers_every_token_once_in_batches_of_the_size() -> None:
    texts = [labelled(text="a " * size) for size in (3, 150, 61, 300, 62, 10)]
    batches = epoch_batches(texts, ENCODER, 200, np.random.default_rng(3))
    seen: dict[int, list[int]] = {id(text): [] for text in texts}
    for batch in batches:
        longest = max(window.end - window.start for _, window in batch) + 2
        assert len(batch) == 1 or longest * len(batch) <= 200
        for text, window in batch:
            seen[id(text)] += range(window.start, window.end)
    assert all(sorted(seen[id(text)]) == list(range(len(text.encoded))) for text in texts)


def test_an_epoch_is_drawn_by_its_seed() -> None:
    texts = [labelled(text="a " * size) for size in (30, 150, 61, 300, 62, 10)]

    def places(seed: int) -> list[list[tuple[int, Window]]]:
        batches = epoch_batches(texts, ENCODER, 200, np.random.default_rng(seed))
        return [[(len(text.encoded), window) for text, window in batch] for batch in batches]

    assert places(1) == places(1)
    assert places(1) != places(2)


def test_a_batch_goes_to_a_device_whole() -> None:
    item = labelled(ATTRIBUTION)
    batch = batch_of(item, whole(item)).to(torch.device("meta"))
    parts = (batch.inputs.ids, batch.roles, batch.entities, batch.links.spans, batch.links.pairs, batch.chosen)
    assert {part.device.type for part in parts} == {"meta"}


def sure(item: LabelledTokens, *, inner: bool = False) -> TaughtText:
    """What a teacher thinks who is sure of the item's own labels; on request of a second row without any too."""
    pairs = torch.zeros(len(item.encoded), len(ROLE_TAGS), len(ROLE_TAGS))
    before = 0
    for index, tag in enumerate(encode_bio(item.spans, len(item.encoded), TAGGED_ROLES)):
        pairs[index, before, tag] = 1
        before = tag
    nothing = torch.zeros(len(item.encoded), len(ROLE_TAGS), len(ROLE_TAGS))
    nothing[:, 0, 0] = 1
    entities = torch.zeros(len(item.encoded), len(ENTITY_TAGS))
    entities[:, 2] = 1
    return TaughtText(pairs, nothing if inner else None, entities)


@pytest.mark.parametrize("start", range(12))
def test_a_sure_teacher_says_of_a_window_what_its_labels_say(start: int) -> None:
    item = labelled(ATTRIBUTION)
    window = Window(start, len(item.encoded), start, len(item.encoded))
    batch = batch_of(replace(item, taught=sure(item), share=1.0), window)
    assert batch.taught is not None
    pairs, share = batch.taught.roles
    assert share.tolist() == [1.0]
    assert torch.equal(pairs[0].sum(1).argmax(1), batch.roles[0])
    assert torch.equal(pairs[0].sum((1, 2)), torch.ones(pairs.shape[1]))
    assert torch.equal(pairs[0, 1:].sum(2), pairs[0, :-1].sum(1))


def test_rows_without_a_teacher_have_no_share_in_one() -> None:
    item = labelled(ATTRIBUTION)
    assert batch_of(item, whole(item)).taught is None
    both = [(item, whole(item)), (replace(item, taught=sure(item), share=0.4), whole(item))]
    batch = make_batch(both, ENCODER, 256, 0.0, MASK, np.random.default_rng(0))
    assert batch.taught is not None
    pairs, share = batch.taught.roles
    assert share.tolist() == pytest.approx([0, 0.4])
    assert not pairs[0].any()
    assert batch.taught.inner[1].tolist() == [0, 0]
    assert not batch.taught.entities[0][0].any()


def test_what_nobody_labelled_is_the_teachers_alone() -> None:
    item = replace(labelled(ATTRIBUTION), entities=None, inner=None)
    told = replace(item, entities=(TokenSpan(0, 1, "person"),), inner=())
    rows = [(replace(text, taught=sure(item, inner=True), share=0.4), whole(item)) for text in (item, told)]
    batch = make_batch(rows, ENCODER, 256, 0.0, MASK, np.random.default_rng(0))
    assert batch.taught is not None
    assert batch.taught.roles[1].tolist() == pytest.approx([0.4, 0.4])
    assert batch.taught.inner[1].tolist() == pytest.approx([1.0, 0.4])
    assert batch.taught.entities[1].tolist() == pytest.approx([1.0, 0.4])
    assert batch.inner_rows.tolist() == [0, 1]
    size = len(item.encoded)
    assert batch.taught.inner[0][0, : size + 2].sum((1, 2)).tolist() == pytest.approx([1.0] * (size + 2))
    assert batch.taught.entities[0][0, 1 : size + 1, 2].tolist() == [1.0] * size
    assert not batch.taught.entities[0][0, 0].any()


def test_a_teacher_counts_in_the_loss_of_names_by_its_share() -> None:
    item = labelled(ATTRIBUTION)
    told = replace(item, entities=(TokenSpan(0, len(item.encoded), ENTITIES[0]),))
    logits = torch.randn(1, len(item.encoded) + 2, len(ENTITY_TAGS), generator=torch.Generator().manual_seed(0))

    def loss(text: LabelledTokens) -> torch.Tensor | None:
        return entity_loss(logits, batch_of(text, whole(text)))

    assert loss(replace(item, entities=None)) is None
    labels, teacher = loss(told), loss(replace(item, entities=None, taught=sure(item)))
    both = loss(replace(told, taught=sure(item), share=0.25))
    assert labels is not None
    assert teacher is not None
    assert both is not None
    mean_of_teacher = -logits[0, 1:-1].log_softmax(1)[:, 2].mean()
    assert torch.allclose(teacher, mean_of_teacher, atol=1e-5)
    assert torch.allclose(both, 0.75 * labels + 0.25 * teacher, atol=1e-5)


NESTED_TEXT = "Ann said Bob told us a b."
NESTED = (
    Attribution(
        spans("Bob told us a b", text=NESTED_TEXT), spans("said", text=NESTED_TEXT), spans("Ann", text=NESTED_TEXT)
    ),
    Attribution(spans("a b", text=NESTED_TEXT), spans("told", text=NESTED_TEXT), spans("Bob", text=NESTED_TEXT)),
)


def nested(*, labelled_so: bool) -> LabelledTokens:
    [encoded] = ENCODER.encode([NESTED_TEXT])
    return label_tokens(LabelledText("t", NESTED_TEXT, (NESTED,), nested=labelled_so), encoded)


def test_a_statement_within_a_statement_goes_into_the_second_row_with_its_own_links() -> None:
    item = nested(labelled_so=True)
    assert item.inner is not None
    assert [words_of(item, span, NESTED_TEXT) for span in item.outer] == ["Ann", "said", "Bob told us a b"]
    assert [words_of(item, span, NESTED_TEXT) for span in item.inner] == ["Bob", "told", "a b"]
    links = {
        (words_of(item, item.spans[i], NESTED_TEXT), words_of(item, item.spans[j], NESTED_TEXT)) for i, j in item.links
    }
    assert links == {("Bob told us a b", "said"), ("said", "Ann"), ("a b", "told"), ("told", "Bob")}
    batch = batch_of(item, whole(item))
    assert decode_bio(batch.roles[0, 1:-1].tolist(), TAGGED_ROLES) == list(item.outer)
    assert decode_bio(batch.inner[0, 1:-1].tolist(), TAGGED_ROLES) == list(item.inner)
    assert (batch.role_rows.tolist(), batch.inner_rows.tolist()) == ([0], [0])


def test_where_nobody_labelled_nested_statements_the_second_row_has_no_say() -> None:
    item = nested(labelled_so=False)
    assert item.inner is None
    assert [words_of(item, span, NESTED_TEXT) for span in item.spans] == ["Ann", "said", "Bob told us a b"]
    assert batch_of(item, whole(item)).inner_rows.tolist() == []


def test_of_a_text_without_annotations_the_names_alone_are_learned() -> None:
    [encoded] = ENCODER.encode([TEXT])
    names = (Mention(spans("Ann")[0], EntityKind.PERSON),)
    item = label_tokens(LabelledText("t", TEXT, (), names), encoded)
    batch = batch_of(item, whole(item))
    assert (batch.role_rows.tolist(), batch.inner_rows.tolist(), len(batch.links.spans)) == ([], [], 0)
    assert decode_bio(batch.entities[0, 1:-1].tolist(), ENTITIES) == [TokenSpan(0, 3, "person")]
