"""The stance network: marks and topics reach the answer, padding and other rows do not, and weights come back."""

import json
from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertModel

from attrib.errors import ModelError
from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.stance.checkpoint import load_stance_model, save_stance_model
from attrib.nn.stance.config import TASKS, StanceConfig
from attrib.nn.stance.inputs import StanceInput, make_stance_batch
from attrib.nn.stance.model import StanceModel, is_frozen, task_classes
from attrib.nn.stance.reader import StanceReader
from attrib.nn.stance.saliency import contributions, run_keeping
from attrib.nn.stance.statement_head import OTHER_PARTS, SIZES
from tests.stance_tiny import make_stance_model, save_tiny_stance_model
from tests.tiny import make_tokenizer, save_base

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_base(tmp_path_factory.mktemp("stance") / "base")


@pytest.fixture(scope="module")
def model(base: Path) -> StanceModel:
    return make_stance_model(base)


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    return TextEncoder(make_tokenizer(), 96, 0)


def row(encoder: TextEncoder, text: str, **parts: object) -> StanceInput:
    return StanceInput(encoder.encode([text])[0], **parts)  # type: ignore[arg-type]


def logits(model: StanceModel, encoder: TextEncoder, *rows: StanceInput, by: tuple[int, int] = (1, 1)) -> torch.Tensor:
    with torch.no_grad():
        found: torch.Tensor = model(make_stance_batch(rows, encoder, 96, *by))
        return found


def test_there_is_an_answer_for_each_question(model: StanceModel, encoder: TextEncoder) -> None:
    two = row(encoder, "ann met bob", holders=((0, 3),), targets=(((6, 9),), ((3, 6),)))
    about = row(encoder, "ann met bob", topic=encoder.encode(["rain"])[0])
    assert logits(model, encoder, two, about).shape == (3, sum(map(len, TASKS.values())))


def test_padding_changes_nothing(model: StanceModel, encoder: TextEncoder) -> None:
    one = row(encoder, "ann met bob", holders=((0, 3),), targets=(((6, 9),),))
    long = row(encoder, "ann met bob and many more of them on a day in may", targets=(((0, 3),),))
    alone = logits(model, encoder, one)
    assert torch.allclose(logits(model, encoder, one, long)[:1], alone, atol=1e-4)
    assert torch.allclose(logits(model, encoder, one, by=(4, 16)), alone, atol=1e-4)


def test_holder_target_and_topic_matter(model: StanceModel, encoder: TextEncoder) -> None:
    text = "ann met bob"
    ways = [
        row(encoder, text, holders=((0, 3),), targets=(((6, 9),),)),
        row(encoder, text, holders=((6, 9),), targets=(((0, 3),),)),
        row(encoder, text, targets=(((6, 9),),)),
        row(encoder, text, topic=encoder.encode(["bob"])[0]),
        row(encoder, text, topic=encoder.encode(["rain"])[0]),
    ]
    answers = logits(model, encoder, *ways)
    for at in range(len(ways)):
        for other in range(at):
            assert not torch.allclose(answers[at], answers[other], atol=1e-3)


def test_a_text_longer_than_the_window_loses_its_end(model: StanceModel, encoder: TextEncoder) -> None:
    long = row(encoder, "a " * 300, holders=((0, 3),), targets=(((290, 299),), ((2, 4),)))
    topic = row(encoder, "a " * 300, topic=encoder.encode(["b " * 300])[0])
    assert long.length(96) == topic.length(96) == 96
    assert bool(logits(model, encoder, long, topic).isfinite().all())


def test_an_empty_text_is_answered(model: StanceModel, encoder: TextEncoder) -> None:
    assert bool(logits(model, encoder, row(encoder, "", topic=encoder.encode([""])[0])).isfinite().all())


def test_the_classes_of_the_tasks_follow_each_other() -> None:
    ends = [task_classes(task) for task in TASKS]
    assert [one.stop for one in ends[:-1]] == [one.start for one in ends[1:]]
    assert ends[0].start == 0


def statement(encoder: TextEncoder, text: str, *targets: tuple[int, int]) -> StanceInput:
    told = tuple(tuple(at % size for size in SIZES.values()) for at in range(len(targets)))
    return row(
        encoder, text, holders=((0, 3),), targets=tuple((target,) for target in targets), content=((3, 9),), told=told
    )


def test_contributions_are_of_the_pieces_that_the_head_reads(model: StanceModel, encoder: TextEncoder) -> None:
    rows = [statement(encoder, "ann met bob", (6, 9), (0, 3)), statement(encoder, "rain", (0, 1))]
    batch = make_stance_batch(rows, encoder, 96)
    others = torch.zeros(2, OTHER_PARTS * model.width)
    kept = run_keeping(model, batch, others)
    with torch.no_grad():
        assert torch.allclose(model.lower(batch, len(model.layers))[-1], model.encode(batch), atol=1e-4)
    assert kept.sides.shape == (2, 2)
    assert kept.shares.shape == (3, 2)
    weights = contributions(model, kept, [1, 0], [0, 1])
    assert weights.shape == batch.ids.shape
    assert float(weights[0, 7:].abs().max()) == 0  # the padding of the shorter row says nothing
    assert float(weights[1].abs().max()) > 0


def test_the_reader_gives_what_the_model_gives(base: Path, tmp_path: Path) -> None:
    loaded = load_stance_model(str(save_tiny_stance_model(tmp_path / "m", base)), CPU)
    reader = StanceReader(loaded, torch.float32, 512)
    texts = ["ann met bob", "a much longer text about bob and the rain of may", "bob"]
    rows = [row(reader.encoder, text, targets=(((0, 2),), ((1, 3),))) for text in texts]
    found = reader.read("author", rows)
    for at, one in enumerate(rows):
        [by_itself] = reader.read("author", [one])
        assert found[at] == pytest.approx(by_itself, abs=1e-4)
        assert found[at].sum(1) == pytest.approx([1, 1])


def test_statements_are_judged_alike_alone_and_together(base: Path, tmp_path: Path) -> None:
    loaded = load_stance_model(str(save_tiny_stance_model(tmp_path / "m", base)), CPU)
    reader = StanceReader(loaded, torch.float32, 512)
    texts = {"ann met bob": 2, "a much longer text about bob and the rain of may": 3, "bob": 1, "rain": 0}
    rows = [statement(reader.encoder, text, *[(at, at + 1) for at in range(count)]) for text, count in texts.items()]
    others = torch.randn(len(rows), OTHER_PARTS * loaded.model.width, generator=torch.Generator().manual_seed(1))
    found = reader.judge(rows, others)
    for at, (one, count) in enumerate(zip(rows, texts.values(), strict=True)):
        judgement = found.items[at]
        assert judgement.sides.shape == (2,)
        assert judgement.shares.shape == judgement.certain.shape == (count, 2)
        assert bool((judgement.shares.sum(0) < 1).all())
        [alone] = reader.judge([one], others[at : at + 1]).items
        for name in ("sides", "shares", "certain"):
            assert getattr(judgement, name) == pytest.approx(getattr(alone, name), abs=1e-4)
    long, short = reader.weights(found, [(1, 0), (0, 1)])
    [alone_weights] = reader.weights(reader.judge([rows[1]], others[1:2]), [(0, 0)])
    assert long[:40] == pytest.approx(alone_weights[:40], abs=1e-3)
    assert any(short)


def test_weights_come_back_close_and_frozen_ones_exactly(base: Path, tmp_path: Path, encoder: TextEncoder) -> None:
    model = make_stance_model(base, seed=3)
    digest = save_stance_model(tmp_path / "m", model)
    loaded = load_stance_model(str(tmp_path / "m"), CPU)
    assert loaded.digest == digest
    one = row(encoder, "ann met bob", holders=((0, 3),), targets=(((6, 9),),))
    assert torch.allclose(logits(loaded.model, encoder, one), logits(model, encoder, one), atol=0.5)
    for name, value in loaded.model.encoder.named_parameters():
        if is_frozen(name):
            assert torch.equal(value, dict(model.encoder.named_parameters())[name])
        assert not value.requires_grad


def test_another_base_is_refused(base: Path, tmp_path: Path) -> None:
    folder = save_tiny_stance_model(tmp_path / "m", base)
    config = json.loads((folder / "config.json").read_text())
    other = save_base(tmp_path / "other", seed=1)
    (folder / "config.json").write_text(json.dumps(config | {"base": str(other)}))
    with pytest.raises(ModelError, match="was made from"):
        load_stance_model(str(folder), CPU)
    (folder / "config.json").write_text(json.dumps(config | {"base": "some/where"}))
    with pytest.raises(ModelError, match="no folder"):
        load_stance_model(str(folder), CPU)


def test_damaged_weights_are_refused(base: Path, tmp_path: Path) -> None:
    folder = save_tiny_stance_model(tmp_path / "m", base)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"width": 8}))
    with pytest.raises(ModelError, match=r"do not fit config\.json"):
        load_stance_model(str(folder), CPU)
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "model.safetensors").write_bytes(b"nothing of the kind")
    with pytest.raises(ModelError, match="are damaged"):
        load_stance_model(str(folder), CPU)


def test_a_base_without_segments_or_positions_is_refused() -> None:
    small = BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, type_vocab_size=1)
    with pytest.raises(ModelError, match="no BERT of two layers or more with two segments"):
        StanceModel(StanceConfig("small", "0"), BertModel(small))
    short = BertConfig(hidden_size=32, num_hidden_layers=2, num_attention_heads=2, max_position_embeddings=8)
    with pytest.raises(ModelError, match="does not fit 8 positions"):
        StanceModel(StanceConfig("short", "0"), BertModel(short))
