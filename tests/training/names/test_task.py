"""A training of the head for names on a few small articles."""

from pathlib import Path

import pytest
import torch

from attrib.data import EntityKind
from attrib.errors import CorpusError, SettingsError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.heads.checkpoint import load_names
from attrib.pipeline.detection.detector import Detector
from attrib.training.corpora.names import held_out, read_names
from attrib.training.engine.task import Workplace
from attrib.training.names.material import named_texts
from attrib.training.names.recipe import NameTraining
from attrib.training.tasks import train_recipe
from tests.tiny import save_tiny_model

ARTICLE = (
    "Ann\tB-Person\nmet\tO\nthe\tO\nPort\tB-Organization\nTrust\tI-Organization\nin\tO\nNorwell\tB-Location\n.\tO\n"
)
TAUGHT = next(name for name in (f"outlet{at}_1" for at in range(99)) if not held_out(name))
KEPT = next(name for name in (f"outlet{at}_1" for at in range(99)) if held_out(name))


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    (tmp_path / "worldwide-ner").mkdir()
    rows = "".join(f"# {name}.txt.tsv\n{ARTICLE}" for name in (TAUGHT, KEPT, TAUGHT))
    (tmp_path / "worldwide-ner" / "train.tsv").write_text(rows, encoding="utf-8")
    return tmp_path


def test_a_training_learns_the_names_and_writes_a_head(base: Path, corpora: Path, tmp_path: Path) -> None:
    model = save_tiny_model(tmp_path / "model", base)
    said: list[str] = []
    config = NameTraining("one", model=str(model), width=32, dropout=0.0, epochs=60, learning_rate=1e-2)
    train_recipe(config, Workplace(corpora, tmp_path / "head", report=said.append))
    assert "of 2 texts to learn from" in said[0]  # the outlet that is kept teaches nothing
    loaded, head = load_model(str(model), torch.device("cpu")), load_names(tmp_path / "head")
    assert head.config.made_for == loaded.digest
    assert head.config.layer == 2  # the tiny encoder has no fifth layer
    text = "Ann met the Port Trust in Norwell."
    [found] = Detector(loaded, torch.float32, 512, names=head).detect([text])
    assert [(mention.span.of(text), mention.kind) for mention in found.mentions] == [
        ("Ann", EntityKind.PERSON),
        ("Port Trust", EntityKind.ORGANIZATION),
        ("Norwell", EntityKind.LOCATION),
    ]
    [bare] = Detector(loaded, torch.float32, 512).detect([text])
    assert bare.mentions != found.mentions
    assert Detector(loaded, torch.float32, 512, names=head).detect([""])[0].mentions == ()


def test_what_cannot_be_learned_from_is_refused(base: Path, corpora: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="epochs = 0"):
        NameTraining("one", epochs=0)
    model = save_tiny_model(tmp_path / "model", base)
    path = corpora / "worldwide-ner" / "train.tsv"
    path.write_text(f"# {KEPT}.txt.tsv\n{ARTICLE}", encoding="utf-8")
    with pytest.raises(CorpusError, match="kept for measurement"):
        train_recipe(NameTraining("one", model=str(model)), Workplace(corpora, tmp_path / "head"))
    path.rename(corpora / "one.tsv")
    with pytest.raises(CorpusError, match="cannot be read"):
        train_recipe(NameTraining("one", model=str(model)), Workplace(corpora, tmp_path / "head"))
    loaded = load_model(str(model), torch.device("cpu"))
    with pytest.raises(TypeError, match="no head"):
        list(named_texts(Detector(loaded, torch.float32, 512), read_names(corpora / "one.tsv"), print))
