"""The network of the judge of sides: what an answer hangs on, how a judge is kept, and what is refused."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from attrib.errors import ModelError
from attrib.nn.attribution.checkpoint import load_lower_layers, load_model
from attrib.nn.catalogue import seal
from attrib.nn.eight_bits import with_eight_bits
from attrib.nn.encoder.load import load_base
from attrib.nn.encoder.tokens import TextEncoder
from attrib.nn.encoder.upper import drop_above
from attrib.nn.judge.checkpoint import load_judge
from attrib.nn.judge.config import JudgeConfig
from attrib.nn.judge.inputs import TARGET_PIECES, JudgeBatch, JudgeInput, make_judge_batch
from attrib.nn.judge.model import SideJudge
from attrib.nn.judge.reader import JudgeReader
from tests.judge_tiny import ENCODER as ENCODER_SIZES
from tests.judge_tiny import make_judge, make_mpnet, save_tiny_judge, save_tiny_mpnet
from tests.tiny import make_encoder, make_model, save_base, save_tiny_model

CPU = torch.device("cpu")
ENCODER = make_encoder()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    save_tiny_judge(folder / "judge", save_tiny_mpnet(folder / "accurate"))
    return folder


@pytest.fixture(scope="module")
def judge(models: Path) -> SideJudge:
    return make_judge(models / "accurate")


def asked(text: str, target: str) -> JudgeInput:
    """A pair whose target is named where its words first stand in the text."""
    whole, about = ENCODER.encode([text, f"about {target}"])
    at = text.find(target)
    inside = [n for n, (s, e) in enumerate(whole.offsets.tolist()) if at <= s and e <= at + len(target)]
    return JudgeInput(whole, about, ((inside[0], inside[-1] + 1),) if at >= 0 else ())


def logits(judge: SideJudge, *pairs: JudgeInput, window: int = 300) -> torch.Tensor:
    with torch.inference_mode():
        found: torch.Tensor = judge(make_judge_batch(pairs, ENCODER, window))
    return found


def test_an_answer_does_not_hang_on_the_other_pairs_of_its_batch(judge: SideJudge) -> None:
    text = "Hale said: the ban is a mistake"
    [alone] = logits(judge, asked(text, "ban"))
    among = logits(judge, asked("a longer row than the other one, by far", "row"), asked(text, "ban"))
    torch.testing.assert_close(among[1], alone, atol=1e-5, rtol=1e-5)


def test_an_answer_hangs_on_the_text_the_target_and_where_it_is_named(judge: SideJudge) -> None:
    pair = asked("Hale said: the ban is a mistake", "ban")
    others = (
        replace(pair, mentions=()),
        asked("Hale said: the ban is a triumph", "ban"),
        asked("Hale said: the ban is a mistake", "Hale"),
    )
    [answer] = logits(judge, pair)
    for other in others:
        assert not torch.allclose(logits(judge, other)[0], answer, atol=1e-4)


def test_a_batch_says_which_pieces_are_whose() -> None:
    pairs = asked("ann said: no", "no"), asked("x", "a very long target indeed")
    batch = make_judge_batch(pairs, ENCODER, 300)
    assert batch.read.sum(1).tolist() == [pair.length(300) for pair in pairs]
    assert batch.ids[batch.read.logical_not()].eq(ENCODER.padding).all()
    for weights in (batch.targets, batch.statements):
        torch.testing.assert_close(weights.sum(1), torch.ones(2))
    assert int((batch.targets[1] > 0).sum()) == TARGET_PIECES
    torch.testing.assert_close(batch.mentions.sum(1), torch.tensor([1.0, 0.0]))
    assert not bool(((batch.targets > 0) & (batch.statements > 0)).any())
    assert bool((batch.statements[0] > 0)[batch.mentions[0] > 0].all())


def test_a_long_text_loses_its_end_and_a_mention_there(judge: SideJudge) -> None:
    text = "ann said: " + "no " * 40 + "taxes"
    pairs = asked(text, "taxes"), asked(text, "no")
    batch = make_judge_batch(pairs, ENCODER, 30)
    assert max(pair.length(30) for pair in pairs) == batch.ids.shape[1]
    assert batch.mentions.sum(1).tolist() == [0.0, 1.0]
    assert logits(judge, *pairs, window=30).isfinite().all()


def test_a_kept_judge_answers_as_it_did_and_holds_only_what_was_trained(models: Path, judge: SideJudge) -> None:
    base = load_model(str(models / "accurate"), CPU).model
    pairs = [asked("Hale said: the ban is a mistake", target) for target in ("ban", "Hale", "rain")]
    loaded = load_judge(models / "judge", base)
    torch.testing.assert_close(logits(loaded, *pairs), logits(judge, *pairs), atol=2e-2, rtol=2e-2)
    kept = load_file(models / "judge" / "model.safetensors")
    sizes = sum(value.numel() for value in base.parameters())
    assert sum(value.numel() for value in kept.values()) < sizes / 2


def test_it_goes_on_from_a_bert_too(tmp_path: Path) -> None:
    torch.manual_seed(3)
    model = save_tiny_model(tmp_path / "fast", save_base(tmp_path / "base"))
    judge = SideJudge(JudgeConfig("x", first=1, width=8), load_model(str(model), CPU).model).eval()
    text = "Hale said: the ban is a mistake"
    [alone] = logits(judge, asked(text, "ban"))
    among = logits(judge, asked("a longer row than the other one, by far", "row"), asked(text, "ban"))
    torch.testing.assert_close(among[1], alone, atol=1e-5, rtol=1e-5)
    assert {name.split(".")[0] for name, _ in judge.named_parameters()} == {"upper", "unnamed", "hidden", "sides"}


def test_whole_weights_in_eight_bits_are_read_too(models: Path, judge: SideJudge, tmp_path: Path) -> None:
    folder = copy(models, tmp_path / "first", lambda _: None)
    names = {"upper.layers.": "upper.layer.", "upper.distances.": "upper.relative_attention_bias."}
    old = dict[str, torch.Tensor]()
    for name, value in with_eight_bits(judge.state_dict()).items():
        start = next((start for start in names if name.startswith(start)), "")
        old[names.get(start, "") + name.removeprefix(start)] = value
    large = "hidden.weight"  # a tiny judge has no matrix that is worth eight bits: one is made so
    scales = judge.hidden.weight.detach().abs().amax(1, keepdim=True) / 127
    del old[large]
    old[f"{large}.codes"] = (judge.hidden.weight.detach() / scales).round().to(torch.int8)
    old[f"{large}.scales"] = scales.half()
    save_file(old, folder / "model.safetensors")
    seal(folder)
    loaded = load_judge(folder, load_model(str(models / "accurate"), CPU).model)
    pair = asked("Hale said: the ban is a mistake", "ban")
    torch.testing.assert_close(logits(loaded, pair), logits(judge, pair), atol=5e-2, rtol=5e-2)


def test_the_lower_layers_are_shared_and_the_upper_its_own(models: Path) -> None:
    loaded = load_model(str(models / "accurate"), CPU)
    judge = load_judge(models / "judge", loaded.model)
    pair = asked("Hale said: no", "Hale")
    before = logits(judge, pair)
    lower, upper = (loaded.model.encoder.get_parameter(f"encoder.layer.{at}.output.dense.weight") for at in range(2))
    with torch.no_grad():
        upper.zero_()
    torch.testing.assert_close(logits(judge, pair), before)
    with torch.no_grad():
        lower.zero_()
    assert not torch.allclose(logits(judge, pair), before, atol=1e-3)


def test_upper_layers_of_other_sizes_are_not_taken(judge: SideJudge, tmp_path: Path) -> None:
    wide = ENCODER_SIZES | {"vocab_size": 99, "intermediate_size": 32}
    for given in (make_mpnet(wide, 1), load_base(str(save_base(tmp_path / "base")))[0]):
        with pytest.raises(ModelError, match="has not the sizes"):
            judge.upper.take(given)


def test_a_reader_answers_in_the_order_asked_whatever_the_batches(models: Path) -> None:
    judge = load_judge(models / "judge", load_model(str(models / "accurate"), CPU).model)
    pairs = [asked("a b c", "b"), asked("a longer text with more in it", "text"), asked("none of it", "tax")]
    one, other = JudgeReader(judge, ENCODER, 4), JudgeReader(judge, ENCODER, 4000)
    torch.testing.assert_close(one.logits(pairs), other.logits(pairs), atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(other.logits(pairs[::-1]), other.logits(pairs).flip(0), atol=1e-5, rtol=1e-5)
    assert other.logits([]).shape == (0, 3)


@pytest.mark.parametrize("shared", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("own", [torch.float32, torch.bfloat16])
def test_layers_of_either_precision_answer_alike(models: Path, shared: torch.dtype, own: torch.dtype) -> None:
    pairs = [asked("a b c", "b"), asked("a longer text with more in it", "text")]
    plain = load_model(str(models / "accurate"), CPU).model
    expected = JudgeReader(load_judge(models / "judge", plain), ENCODER, 4000).logits(pairs)
    base = load_model(str(models / "accurate"), CPU).model
    reader = JudgeReader(load_judge(models / "judge", base), ENCODER, 4000, own)
    base.work_in(shared)
    found = reader.logits(pairs)
    assert found.dtype == torch.float32
    torch.testing.assert_close(found, expected, atol=0.2, rtol=0.05)
    assert torch.equal(found, expected) is (shared == own == torch.float32)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_over_the_lower_layers_alone_it_answers_the_same(models: Path, dtype: torch.dtype) -> None:
    pairs = [asked("a b c", "b"), asked("a longer text with more in it", "text")]
    whole = load_model(str(models / "accurate"), CPU).model
    expected = JudgeReader(load_judge(models / "judge", whole), ENCODER, 4000, dtype)
    whole.work_in(dtype)
    lower, weights = load_lower_layers(str(models / "accurate"), 1, CPU, dtype)
    judge = load_judge(models / "judge", lower.model, weights, dtype)
    drop_above(lower.model.encoder, 1)
    assert torch.equal(JudgeReader(judge, ENCODER, 4000, dtype).logits(pairs), expected.logits(pairs))
    assert {value.dtype for value in lower.model.encoder.parameters()} == {dtype}
    assert lower.model.roles.weight.dtype == judge.hidden.weight.dtype == torch.float32


def test_lower_layers_of_weights_that_lack_one_are_refused(models: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(models / "accurate", tmp_path / "accurate"))
    kept = load_file(folder / "model.safetensors")
    del kept["encoder.encoder.layer.0.output.dense.weight"]
    save_file(kept, folder / "model.safetensors")
    seal(folder)
    with pytest.raises(ModelError, match=r"do not fit config.json \(Missing encoder.encoder.layer.0.output.dense"):
        load_lower_layers(str(folder), 1, CPU, torch.float32)


def test_on_a_cpu_statements_of_like_lengths_are_read_together(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judge = load_judge(models / "judge", load_model(str(models / "accurate"), CPU).model)
    lengths, read = (90, 10, 80, 12, 11, 70), list[list[int]]()

    def make(items: list[JudgeInput], encoder: TextEncoder, window: int) -> JudgeBatch:
        read.append([len(item.text) for item in items])
        return make_judge_batch(items, encoder, window)

    monkeypatch.setattr("attrib.nn.judge.reader.make_judge_batch", make)
    pairs = [asked("a " * length, "tax") for length in lengths]
    assert JudgeReader(judge, ENCODER, 6144).logits(pairs).shape == (6, 3)
    assert read == [[90, 80], [70, 12, 11], [10]]


def test_calibration_moves_probabilities() -> None:
    values = torch.tensor([[1.0, 2.0, 0.0]])
    plain = JudgeConfig("0").towards_topic(values)
    assert JudgeConfig("0", temperature=4.0).towards_topic(values).max() < plain.max()
    assert JudgeConfig("0", shifts=[3.0, 0.0, 0.0]).towards_topic(values).argmax() == 0


def test_joint_answers_weigh_pointer_and_judge() -> None:
    pointed, judged = torch.tensor([[0.0, 3.0, 0.0]]), torch.tensor([[0.0, 0.0, 3.0]])
    torch.testing.assert_close(JudgeConfig("0", factors=[1.0, 0.0]).joined(pointed, judged), pointed.softmax(1))
    torch.testing.assert_close(JudgeConfig("0", factors=[0.0, 1.0]).joined(pointed, judged), judged.softmax(1))
    assert JudgeConfig("0", joint_shifts=[9.0, 0.0, 0.0]).joined(pointed, judged).argmax() == 0


def copy(models: Path, folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    shutil.copytree(models / "judge", folder)
    values = json.loads((folder / "config.json").read_text())
    change(values)
    (folder / "config.json").write_text(json.dumps(values))
    return folder


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda values: values.update(first=2), "do not fit its config.json"),
        (lambda values: values.update(first=3), "no layer above 3"),
        (lambda values: values.update(width=9), "do not fit its config.json"),
        (lambda values: values.update(kind="stance"), "kind 'stance', expected 'judge'"),
        (lambda values: values.update(format_version=9), "the judge has format version 9"),
        (lambda values: values.update(window="long"), "window = 'long'"),
        (lambda values: values.update(odd=1), r"unknown keys \['odd'\]"),
        (lambda values: values.update(temperature=0.0), "temperature 0.0 above 0"),
        (lambda values: values.update(most=0), "most 0 of the judge"),
        (lambda values: values.update(shifts=[1.0]), r"shifts = \[1.0\] of the judge; expected 3 numbers"),
        (lambda values: values.update(factors=["a", 1.0]), "factors = .* expected 2 numbers"),
        (lambda values: values.update(least_side=1.5), "least_side 1.5"),
    ],
)
def test_a_config_that_does_not_fit_is_refused(
    change: Callable[[dict[str, Any]], object], message: str, models: Path, tmp_path: Path
) -> None:
    folder = copy(models, tmp_path / "bad", change)
    base = load_model(str(models / "accurate"), CPU).model
    with pytest.raises(ModelError, match=message):
        load_judge(folder, base)


def test_weights_without_a_part_of_the_head_are_refused(models: Path, tmp_path: Path) -> None:
    folder = copy(models, tmp_path / "bad", dict)
    weights = load_file(folder / "model.safetensors")
    del weights["sides.bias"]
    save_file(weights, folder / "model.safetensors")
    seal(folder)
    (folder / "metrics.json").unlink(missing_ok=True)
    with pytest.raises(ModelError, match=r"sides.bias"):
        load_judge(folder, load_model(str(models / "accurate"), CPU).model)


def test_an_encoder_of_transformers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="layers above 4 cannot be read of a BertModel"):
        SideJudge(JudgeConfig("0"), make_model(save_base(tmp_path / "base")))
