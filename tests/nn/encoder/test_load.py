"""Encoders to run: the same states as transformers gives, without importing it where it is not needed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import BertConfig as TransformersConfig
from transformers import BertModel, DistilBertConfig, DistilBertModel, PreTrainedModel

from attrib.errors import ModelError
from attrib.nn.encoder import layers
from attrib.nn.encoder.bert import Bert, BertConfig
from attrib.nn.encoder.hub import encoder_config, load_encoder
from attrib.nn.encoder.load import load_base, load_tokenizer_file, make_encoder
from tests.tiny import make_tokenizer


@pytest.fixture
def copied(base: Path, tmp_path: Path) -> Path:
    """A copy of the base for a test to change."""
    return shutil.copytree(base, tmp_path / "base")


def inputs(width: int, lengths: tuple[int, ...]) -> dict[str, torch.Tensor]:
    drawn = torch.Generator().manual_seed(5)
    shape = (len(lengths), max(lengths))
    return {
        "inputs_embeds": torch.randn(*shape, width, generator=drawn),
        "attention_mask": (torch.arange(shape[1]) < torch.tensor(lengths)[:, None]).long(),
        "token_type_ids": torch.randint(0, 2, shape, generator=drawn),
    }


@pytest.mark.parametrize("scores", [1, 200, 1_000_000])
@pytest.mark.parametrize("lengths", [(9, 4), (7, 7, 2, 5, 7)])
def test_states_are_those_of_transformers(
    base: Path, scores: int, lengths: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layers, "SCORES", scores)
    theirs, (ours, _) = load_encoder(str(base)).eval(), load_base(str(base))
    assert isinstance(ours, Bert)
    assert torch.equal(ours.get_input_embeddings().weight, theirs.get_input_embeddings().get_parameter("weight"))
    given = inputs(32, lengths)
    there = given["attention_mask"].bool()
    with torch.no_grad():
        for part in (given, {name: given[name] for name in ("inputs_embeds", "attention_mask")}):
            found = ours(**part, output_hidden_states=True)
            wanted = theirs(**part, output_hidden_states=True)
            assert found.last_hidden_state is found.hidden_states[-1]
            for one, other in zip(found.hidden_states, wanted.hidden_states, strict=True):
                assert torch.allclose(one[there], other[there], atol=1e-5)
    assert ours(**given).hidden_states is None


def test_weights_of_transformers_fit_as_they_are(base: Path) -> None:
    theirs = load_encoder(str(base))
    made = make_encoder(encoder_config(theirs))
    assert isinstance(made, Bert)
    wanted = {name: value for name, value in theirs.state_dict().items() if not name.startswith("pooler.")}
    made.load_state_dict(wanted)  # strict: a name more or less would raise


def test_another_kind_of_network_comes_from_transformers() -> None:
    config = DistilBertConfig(vocab_size=95, dim=32, n_layers=1, n_heads=2, hidden_dim=64)
    assert isinstance(make_encoder(encoder_config(DistilBertModel(config))), DistilBertModel)
    relative = {"position_embedding_type": "relative_key"}
    values = encoder_config(BertModel(TransformersConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2)))
    assert isinstance(make_encoder(values), Bert)
    assert BertConfig.of(values | relative) is None


def test_a_checkpoint_with_a_head_around_comes_from_transformers(copied: Path) -> None:
    plain, _ = load_base(str(copied))
    weights = {f"bert.{name}": value for name, value in load_file(copied / "model.safetensors").items()}
    save_file(weights, copied / "model.safetensors", metadata={"format": "pt"})
    encoder, tokenizer = load_base(str(copied))
    assert isinstance(encoder, PreTrainedModel)
    assert torch.equal(
        encoder.get_input_embeddings().get_parameter("weight"), plain.get_input_embeddings().get_parameter("weight")
    )
    assert tokenizer.encode("ann").tokens == ["[CLS]", "a", "##n", "##n", "[SEP]"]


def test_the_tokenizer_of_a_base_is_that_of_transformers(base: Path, copied: Path) -> None:
    values = json.loads((copied / "tokenizer.json").read_text(encoding="utf-8"))
    cut = {"max_length": 4, "strategy": "LongestFirst", "stride": 0, "direction": "Right"}
    (copied / "tokenizer.json").write_text(json.dumps(values | {"truncation": cut}), encoding="utf-8")
    for folder in (base, copied):
        _, tokenizer = load_base(str(folder))
        short, long = tokenizer.encode_batch(["Ann, met", "Ann " * 500])
        assert short.ids == make_tokenizer().encode("Ann, met").ids
        assert len(short.ids) < len(long.ids) == 1502


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"hidden_size": "x"}, r"hidden_size = 'x' in a BERT's config\.json is no size; install the model again"),
        ({"num_hidden_layers": 0}, "num_hidden_layers = 0 in"),
        ({"hidden_size": 31}, "hidden_size = 31 .+ is no multiple of its 2 attention heads; install the model again"),
        ({"hidden_size": 64}, r"an encoder's weights do not fit its config\.json"),
        ({"num_hidden_layers": 3}, r"an encoder's weights do not fit its config\.json"),
    ],
)
def test_a_damaged_configuration_is_refused(copied: Path, changed: dict[str, Any], message: str) -> None:
    values = json.loads((copied / "config.json").read_text(encoding="utf-8"))
    (copied / "config.json").write_text(json.dumps(values | changed), encoding="utf-8")
    with pytest.raises(ModelError, match=message) as caught:
        load_base(str(copied))
    assert "\n" not in str(caught.value)


def test_a_configuration_without_a_size_is_refused(base: Path) -> None:
    values = json.loads((base / "config.json").read_text(encoding="utf-8"))
    del values["intermediate_size"]
    with pytest.raises(ModelError, match=r"has no 'intermediate_size'; install the model again"):
        make_encoder(values)


def test_weights_cut_off_are_refused(copied: Path) -> None:
    weights = copied / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(ModelError, match=r"the weights .+ are damaged \(.+\); install the model again"):
        load_base(str(copied))


def test_a_file_that_is_no_tokenizer_is_refused(copied: Path) -> None:
    (copied / "tokenizer.json").write_text('{"model": {}}', encoding="utf-8")
    with pytest.raises(ModelError, match="has no tokenizer model with a vocabulary; install the model again"):
        load_base(str(copied))
    with pytest.raises(ModelError, match="has no tokenizer model"):
        load_tokenizer_file(copied / "tokenizer.json")


def test_running_the_shipped_models_does_not_import_transformers() -> None:
    code = (
        "import sys; from attrib.pipeline.build import build; from attrib.settings import ExtractSettings;"
        "from attrib.data import Document;"
        "[found] = build(ExtractSettings()).extract([Document(text='“It rains,” said Ann Lee.', location='a.txt')]);"
        "assert found.statements; assert 'transformers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
