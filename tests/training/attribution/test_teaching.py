"""Teachers' marginals: the mean of their distributions, kept for a training that is started again."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece

from attrib.errors import ModelError
from attrib.nn.attribution.checkpoint import save_model
from attrib.nn.attribution.labels import ROLE_TAGS
from attrib.training.attribution.teaching import teach
from tests.tiny import make_encoder, make_model, make_tokenizer

CPU = torch.device("cpu")
TEXTS = make_encoder().encode(["Ann said the bridge is safe.", "", "Bob Ray warned that rain would come.\n\nSoon."])


@pytest.fixture(scope="module")
def teachers(base: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folders = [tmp_path_factory.mktemp("teachers") / str(seed) for seed in (1, 2)]
    for seed, folder in enumerate(folders):
        save_model(folder, make_model(base, seed), make_tokenizer())
    return [str(folder) for folder in folders]


def quiet(_: str) -> None:
    """Takes a report and says nothing."""


def ask(names: list[str], folder: Path, report: Callable[[str], None] = quiet) -> list[torch.Tensor]:
    folder.mkdir(exist_ok=True)
    return teach(names, make_tokenizer(), TEXTS, folder, CPU, report)


def test_the_marginals_are_the_mean_of_the_teachers(teachers: list[str], tmp_path: Path) -> None:
    both, first, second = (
        ask(names, tmp_path / str(n)) for n, names in enumerate((teachers, teachers[:1], teachers[1:]))
    )
    for mean, one, other, text in zip(both, first, second, TEXTS, strict=True):
        assert mean.shape == (len(text), len(ROLE_TAGS), len(ROLE_TAGS))
        assert torch.allclose(mean.float(), (one.float() + other.float()) / 2, atol=2e-3)
        assert torch.allclose(mean.float().sum((1, 2)), torch.ones(len(text)), atol=2e-2)
    assert not torch.allclose(first[0], second[0], atol=1e-2)


def test_teachers_are_asked_once(teachers: list[str], tmp_path: Path) -> None:
    said: list[str] = []
    first = ask(teachers, tmp_path, said.append)
    again = ask(list(reversed(teachers)), tmp_path, said.append)
    assert len(said) == 1
    assert said[0].startswith("asking 2 teachers about 3 texts of ")
    assert all(torch.equal(one, other) for one, other in zip(first, again, strict=True))
    ask(teachers[:1], tmp_path, said.append)
    assert len(said) == 2


def test_a_damaged_record_is_made_again(teachers: list[str], tmp_path: Path) -> None:
    ask(teachers, tmp_path)
    (tmp_path / "teaching.safetensors").write_bytes(b"cut off")
    said: list[str] = []
    assert len(ask(teachers, tmp_path, said.append)) == len(TEXTS)
    assert len(said) == 1


def test_a_teacher_of_other_word_pieces_is_refused(teachers: list[str], tmp_path: Path) -> None:
    other = Tokenizer(WordPiece({"[UNK]": 0, "a": 1}, unk_token="[UNK]"))
    with pytest.raises(ModelError, match=r"the teacher '.*' has other word pieces than the model"):
        teach(teachers, other, TEXTS, tmp_path, CPU, quiet)
