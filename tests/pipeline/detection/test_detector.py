"""Detection over a tiny network: exact offsets, and the same result however texts come together."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attrib.data import EntityKind, Span, Spans, Statement
from attrib.nn.attribution.checkpoint import LoadedModel, load_model
from attrib.nn.attribution.decoding import TokenStatement
from attrib.nn.attribution.labels import ENTITY_TAGS, TokenSpan
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.tokens import Batch
from attrib.nn.heads.nested import NestedHead
from attrib.pipeline.detection.detector import Detection, Detector, Told
from attrib.pipeline.detection.nested import Within
from tests.tiny import make_encoder, make_model, on_one_thread, save_base, save_tiny_model

TEXTS = (
    "“All is well,” Ann Lee said.\n\nBob added: 'no'.",
    "",
    "😀 Çafé noir, 𝒜 said Ann. " * 12,
    " \n\t",
    "a",
    "Officials denied it.\r\n\r\n" * 9,
)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    with on_one_thread():
        yield


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_base(tmp_path_factory.mktemp("tiny") / "base")


@pytest.fixture(scope="module")
def model_folder(base: Path) -> Path:
    return save_tiny_model(base.parent / "model", base)


@pytest.fixture(scope="module")
def detector(model_folder: Path) -> Detector:
    return Detector(load_model(str(model_folder), torch.device("cpu")), torch.float32, 512)


def places(found: Detection) -> tuple[list[tuple[Spans, ...]], list[tuple[Span, EntityKind]]]:
    """All but the probabilities, which batches may round otherwise."""
    statements: list[tuple[Spans, ...]] = [(item.content, item.cue, item.source) for item in found.statements]
    return statements, [(item.span, item.kind) for item in found.mentions]


def all_spans(found: Detection) -> list[Span]:
    spans = [span for item in found.statements for span in (*item.content, *item.cue, *item.source)]
    return spans + [mention.span for mention in found.mentions]


def test_the_tiny_network_finds_something_of_everything(detector: Detector) -> None:
    found = detector.detect(TEXTS)
    statements = [item for one in found for item in one.statements]
    assert statements
    assert any(item.cue for item in statements)
    assert any(item.source for item in statements)
    assert any(one.mentions for one in found)


@pytest.mark.parametrize("batch_tokens", [64, 200, 100_000])
def test_texts_together_are_found_as_one_at_a_time(model_folder: Path, detector: Detector, batch_tokens: int) -> None:
    other = Detector(load_model(str(model_folder), torch.device("cpu")), torch.float32, batch_tokens)
    for text, together in zip(TEXTS, other.detect(TEXTS), strict=True):
        [alone] = detector.detect([text])
        assert places(together) == places(alone)
        for one, two in zip(together.statements, alone.statements, strict=True):
            assert one.confidence == pytest.approx(two.confidence, abs=2e-3)


def test_nothing_is_found_in_nothing(detector: Detector) -> None:
    assert detector.detect([]) == []
    assert detector.detect(["", " \n\u00a0", "\x07"]) == [Detection((), ())] * 3


@given(st.lists(st.text(alphabet=st.sampled_from("abAB é\u0301ñ😀𝒜 \n\r\t\"'“”.,\x00\u200b"), max_size=90), max_size=3))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_spans_are_trimmed_inside_the_text_and_in_order(detector: Detector, texts: list[str]) -> None:
    for text, found in zip(texts, detector.detect(texts), strict=True):
        for span in all_spans(found):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text) == span.of(text).strip()
        contents = [span for item in found.statements for span in item.content]
        assert not any(one.overlaps(other) for one, other in pairwise(sorted(contents)))
        starts = [(item.start, item.end) for item in found.statements]
        assert starts == sorted(starts)
        confidences = [item.confidence for item in found.statements] + [item.confidence for item in found.mentions]
        assert all(0 <= confidence <= 1 for confidence in confidences)


def test_statements_wait_for_their_type_speaker_and_id(detector: Detector) -> None:
    [found] = detector.detect(TEXTS[:1])
    for item in found.statements:
        assert item == Statement(item.type, item.content, item.cue, item.source, item.confidence)


def test_both_number_formats_agree(model_folder: Path) -> None:
    full, half = (
        Detector(load_model(str(model_folder), torch.device("cpu")), dtype, 512)
        for dtype in (torch.float32, torch.bfloat16)
    )
    with torch.inference_mode():
        encoded = full.encoder.encode(TEXTS)
        for one, other in zip(full.score(encoded), half.score(encoded), strict=True):
            assert other.roles.dtype == torch.float32
            assert torch.allclose(one.hidden, other.hidden, atol=0.15)
            assert torch.allclose(one.roles, other.roles, atol=0.5)
    shared = total = 0
    for found, again in zip(full.detect(TEXTS), half.detect(TEXTS), strict=True):
        spans, others = set(all_spans(found)), set(all_spans(again))
        shared += len(spans & others)
        total += len(spans | others)
    assert shared > 0.8 * total


def test_the_heads_stay_in_single_precision(model_folder: Path) -> None:
    half = Detector(load_model(str(model_folder), torch.device("cpu")), torch.bfloat16, 512)
    dtypes = {name.split(".")[0]: parameter.dtype for name, parameter in half.model.named_parameters()}
    assert {name for name, dtype in dtypes.items() if dtype == torch.bfloat16} == {"encoder", "surface"}


def test_no_batch_is_larger_than_told_and_each_window_passes_once(
    model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = load_model(str(model_folder), torch.device("cpu"))
    shapes: list[tuple[int, ...]] = []
    forward = loaded.model.forward

    def watched(batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        shapes.append(tuple(batch.ids.shape))
        return forward(batch)

    monkeypatch.setattr(loaded.model, "forward", watched)
    Detector(loaded, torch.float32, 200).detect(TEXTS)
    assert all(rows * length <= 200 for rows, length in shapes)
    windows = sum(len(loaded.encoder.windows(text)) for text in loaded.encoder.encode(TEXTS))
    assert sum(rows for rows, _ in shapes) == windows


def test_each_token_is_scored_by_the_window_that_owns_it(detector: Detector) -> None:
    [text] = detector.encoder.encode(["Ann said: no. " * 30])
    with torch.inference_mode():
        [scores] = detector.score([text])
        for window in detector.encoder.windows(text):
            hidden, roles, entities = detector.model(detector.encoder.batch([(text, window.start, window.end)]))
            own = slice(window.own_start, window.own_end)
            taken = slice(window.own_start - window.start + 1, window.own_end - window.start + 1)
            assert torch.allclose(scores.hidden[own], hidden[0, taken], atol=1e-4)
            assert torch.allclose(scores.roles[own], roles[0, taken], atol=1e-4)
            assert torch.allclose(scores.entities[own], entities[0, taken], atol=1e-4)


class WordModel:
    """A tiny model made to label runs of x as content, of y as cues, of z as sources, and capitals as persons."""

    def __init__(self, base: Path, window: int, overlap: int) -> None:
        self.model = make_model(base, window=window, overlap=overlap)
        self.encoder = make_encoder(window, overlap)
        vocabulary = self.encoder.tokenizer
        self.ids = [[vocabulary.token_to_id(piece) for piece in (letter, f"##{letter}")] for letter in "zyx"]
        with torch.no_grad():
            self.model.crf.transitions.zero_()
            self.model.links.score.weight.zero_()
            self.model.links.score.bias.fill_(5.0)
            self.model.links.nothing.weight.zero_()

    def __call__(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        roles = torch.zeros(*batch.ids.shape, 7)
        roles[:, :, 0] = 1
        for role, (begin, inside) in enumerate(self.ids):
            roles[:, :, 1 + 2 * role] += 9.0 * (batch.ids == begin)
            roles[:, :, 2 + 2 * role] += 9.0 * (batch.ids == inside)
        entities = torch.zeros(*batch.ids.shape, len(ENTITY_TAGS))
        entities[:, :, 0] = 1
        entities[:, :, 2] += 5.0 * (batch.features[:, :, 0] == 4)
        return torch.zeros(*batch.ids.shape, 32), roles, entities

    def detector(self, monkeypatch: pytest.MonkeyPatch) -> Detector:
        monkeypatch.setattr(self.model, "forward", self)
        return Detector(LoadedModel("words", self.model, self.encoder, ""), torch.float32, 512)


@pytest.mark.parametrize(("window", "overlap"), [(62, 16), (20, 5), (400, 64)])
def test_a_long_texts_offsets_are_exact_across_windows(
    base: Path, monkeypatch: pytest.MonkeyPatch, window: int, overlap: int
) -> None:
    text = "".join(f"\n\n😀é{'a' * (n % 7)} “xxx” yy, zzz.  KK {'b ' * (n % 11)}" for n in range(80))
    [found] = WordModel(base, window, overlap).detector(monkeypatch).detect([text])
    contents = [span for item in found.statements for span in item.content]
    assert sorted(contents) == [Span(*match.span()) for match in re.finditer("x+", text)]
    assert [item.span for item in found.mentions] == [Span(*match.span()) for match in re.finditer("KK", text)]
    assert {item.kind for item in found.mentions} == {EntityKind.PERSON}
    for item in found.statements:
        assert {span.of(text) for span in item.cue} <= {"yy"}
        assert {span.of(text) for span in item.source} <= {"zzz"}


@pytest.mark.parametrize("accents", ["", "\u0301", "\u0301\u0323", "\ufe0f"])
def test_a_combining_mark_stays_with_its_letter(base: Path, monkeypatch: pytest.MonkeyPatch, accents: str) -> None:
    text = f"a xx{accents}x{accents} yy{accents}, zz{accents}"
    [found] = WordModel(base, 62, 16).detector(monkeypatch).detect([text])
    [statement] = found.statements
    pieces = [span.of(text) for span in (*statement.content, *statement.cue, *statement.source)]
    assert pieces == [f"xx{accents}x{accents}", f"yy{accents}", f"zz{accents}"]


def test_it_tells_how_much_of_a_long_text_it_has_read(
    model_folder: Path, detector: Detector, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Ann Lee said that it is late, and Bo agreed. " * 60
    loaded = load_model(str(model_folder), torch.device("cpu"))
    within = NestedHead.over(loaded.model, loaded.digest)
    shares: list[float] = []
    Detector(loaded, torch.float32, 64, nested=within).detect([text], told=shares.append)
    assert len(shares) > 9
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    monkeypatch.setattr("attrib.pipeline.detection.detector.LONGEST", 900)
    in_pieces: list[float] = []
    detector.detect([text, "Bo said no."], told=in_pieces.append)
    assert len(in_pieces) > 3
    assert in_pieces == sorted(in_pieces)
    assert in_pieces[-1] == pytest.approx(1.0)


def test_a_very_long_text_goes_through_in_pieces(detector: Detector, monkeypatch: pytest.MonkeyPatch) -> None:
    paragraphs = ["Ann Lee said that it is late, and Bo agreed.", "“No,” said Cy Ode.", "Nothing else."]
    text = "\n\n".join(paragraphs * 4)
    monkeypatch.setattr("attrib.pipeline.detection.detector.LONGEST", 80)
    seen: list[str] = []
    whole = detector._detect

    def watched(texts: Sequence[str], nested: bool, told: Told) -> list[Detection]:
        seen.extend(texts)
        return whole(texts, nested, told)

    monkeypatch.setattr(detector, "_detect", watched)
    long, short = detector.detect([text, paragraphs[0]])
    assert "".join(seen[:-1]) == text
    assert all(len(piece) <= 80 for piece in seen)
    assert short == whole([paragraphs[0]], True)[0]
    parts = [whole([piece], True)[0] for piece in seen[:-1]]
    assert [span.of(text) for item in long.statements for span in item.content] == [
        span.of(piece)
        for piece, part in zip(seen, parts, strict=False)
        for item in part.statements
        for span in item.content
    ]
    assert len(long.mentions) == sum(len(part.mentions) for part in parts)


def test_statements_within_statements_are_left_out_on_request(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of every content make a statement within it, whatever the head tells."""

    def told(_: AttributionModel, __: NestedHead, contents: Sequence[Within]) -> list[tuple[int, TokenStatement]]:
        asked.extend(contents)
        inner = (TokenSpan(item.start + 1, item.start + len(item.placed), "content") for item in contents)
        return [(item.text, TokenStatement((span,), (), (), 0.9)) for item, span in zip(contents, inner, strict=True)]

    asked: list[Within] = []
    monkeypatch.setattr("attrib.pipeline.detection.detector.nested_statements", told)
    monkeypatch.setattr("attrib.pipeline.detection.nested.LEAST", 2)  # a random model's contents are short
    loaded = load_model(str(save_tiny_model(base.parent / "eight", base, seed=8)), torch.device("cpu"))
    two = Detector(loaded, torch.float32, 512, nested=NestedHead.over(loaded.model, loaded.digest))
    without = Detector(loaded, torch.float32, 512).detect(TEXTS)
    assert [places(found) for found in two.detect(TEXTS, nested=False)] == [places(found) for found in without]
    assert not asked
    assert [places(found) for found in two.detect(TEXTS)] != [places(found) for found in without]
    assert {TEXTS[item.text] for item in asked} <= set(TEXTS)
