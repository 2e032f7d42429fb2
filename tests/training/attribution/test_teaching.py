"""Teachers' answers: the mean of their distributions, whatever their numbers of the same word pieces, kept on disk."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from attrib.errors import ModelError
from attrib.nn.attribution.checkpoint import save_model
from attrib.nn.attribution.labels import ENTITY_TAGS, ROLE_TAGS
from attrib.nn.attribution.model import AttributionModel
from attrib.nn.encoder.tokens import TextEncoder
from attrib.training.attribution import teaching
from attrib.training.attribution.teaching import TaughtText, teach
from attrib.training.engine.task import Progress, Workplace
from tests.tiny import make_encoder, make_model, make_tokenizer

ENCODER = make_encoder()
TEXTS = ("Ann said the bridge is safe.", "", "Bob Ray warned that rain would come.\n\nSoon.")
ENCODED = ENCODER.encode(TEXTS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("teachers")


def model_of(base: Path, seed: int, rows: int) -> AttributionModel:
    model = make_model(base, seed, role_rows=rows)
    if model.inner is not None:
        torch.nn.init.normal_(model.inner.roles.weight)
    return model


@pytest.fixture(scope="module")
def teachers(base: Path, folder: Path) -> list[str]:
    """Two teachers, the second with a second row of roles."""
    for seed in (1, 2):
        save_model(folder / str(seed), model_of(base, seed, seed), make_tokenizer())
    return [str(folder / "1"), str(folder / "2")]


def ask(names: list[str], folder: Path, said: list[str] | None = None) -> list[TaughtText]:
    lines: list[str] = [] if said is None else said
    place = Workplace(folder, folder, report=lines.append)
    return teach(names, ENCODER, TEXTS, ENCODED, place)


def test_the_answers_are_the_mean_of_the_teachers(teachers: list[str], tmp_path: Path) -> None:
    both, first, second = (
        ask(names, tmp_path / str(n)) for n, names in enumerate((teachers, teachers[:1], teachers[1:]))
    )
    for mean, one, other, text in zip(both, first, second, ENCODED, strict=True):
        assert mean.roles.shape == (len(text), len(ROLE_TAGS), len(ROLE_TAGS))
        assert torch.allclose(mean.roles.float(), (one.roles.float() + other.roles.float()) / 2, atol=2e-3)
        assert torch.allclose(mean.roles.float().sum((1, 2)), torch.ones(len(text)), atol=2e-2)
        assert mean.entities.shape == (len(text), len(ENTITY_TAGS))
        assert torch.allclose(mean.entities.float(), (one.entities.float() + other.entities.float()) / 2, atol=2e-3)
        assert one.inner is None
        assert other.inner is not None
        assert mean.inner is not None
        assert torch.equal(mean.inner, other.inner)
        assert torch.allclose(mean.inner.float().sum((1, 2)), torch.ones(len(text)), atol=2e-2)
    assert not torch.allclose(first[0].roles, second[0].roles, atol=1e-2)
    assert second[0].inner is not None
    assert not torch.allclose(second[0].inner, second[0].roles, atol=1e-2)


def test_a_teacher_may_number_the_same_pieces_otherwise(base: Path, folder: Path, tmp_path: Path) -> None:
    model = model_of(base, 3, 2)
    save_model(folder / "straight", model, make_tokenizer())
    turned, straight = make_tokenizer(turned=True).get_vocab(), make_tokenizer().get_vocab()
    table = model.encoder.get_input_embeddings().get_parameter("weight")
    order = torch.tensor([straight[piece] for piece in sorted(turned, key=turned.__getitem__)])
    with torch.no_grad():
        table.copy_(table[order].clone())
    save_model(folder / "turned", model, make_tokenizer(turned=True))
    found = [ask([str(folder / name)], tmp_path / name) for name in ("straight", "turned")]
    for one, other in zip(*found, strict=True):
        assert torch.equal(one.roles, other.roles)
        assert torch.equal(one.entities, other.entities)


def test_teachers_are_asked_once(teachers: list[str], tmp_path: Path) -> None:
    said: list[str] = []
    first = ask(teachers, tmp_path, said)
    again = ask(list(reversed(teachers)), tmp_path, said)
    assert len(said) == 1
    assert said[0].startswith("asking 2 teachers about 3 texts of ")
    assert all(torch.equal(one.roles, other.roles) for one, other in zip(first, again, strict=True))
    ask(teachers[:1], tmp_path, said)
    assert len(said) == 2


@pytest.mark.parametrize("killed", [False, True])
def test_what_was_said_before_an_interruption_is_kept(
    teachers: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: bool
) -> None:
    monkeypatch.setattr(teaching, "_PIECES_AT_ONCE", 1)
    whole = ask(teachers, tmp_path / "whole")

    def stop(progress: Progress) -> None:
        if progress.done == 1:
            raise KeyboardInterrupt

    place = Workplace(tmp_path, tmp_path / "cut", progress=stop)
    with pytest.raises(KeyboardInterrupt):
        teach(teachers, ENCODER, TEXTS, ENCODED, place)
    if killed:  # in the middle of a write
        with (tmp_path / "cut" / teaching.ANSWERS).open("ab") as stream:
            stream.write(b"half a text")
    said: list[str] = []
    again = ask(teachers, tmp_path / "cut", said)
    assert said == [f"asking 2 teachers about 2 texts of {len(ENCODED[2])} word pieces"]
    assert all(torch.equal(one.roles, other.roles) for one, other in zip(whole, again, strict=True))
    assert (tmp_path / "cut" / teaching.ANSWERS).read_bytes() == (tmp_path / "whole" / teaching.ANSWERS).read_bytes()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (teaching.PROGRESS, b"cut off"),
        (teaching.PROGRESS, b"[]"),
        (teaching.PROGRESS, b'{"key": 3}'),
        (teaching.ANSWERS, b"cut"),
    ],
)
def test_a_damaged_record_is_made_again(teachers: list[str], tmp_path: Path, name: str, content: bytes) -> None:
    before = ask(teachers, tmp_path)
    before = [replace(text, roles=text.roles.clone()) for text in before]
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes(content)
    said: list[str] = []
    after = ask(teachers, tmp_path, said)
    assert len(said) == 1
    assert all(torch.equal(one.roles, other.roles) for one, other in zip(before, after, strict=True))


def test_a_record_that_says_too_little_is_refused(teachers: list[str], tmp_path: Path) -> None:
    ask(teachers, tmp_path)
    values = json.loads((tmp_path / teaching.PROGRESS).read_text())
    (tmp_path / teaching.PROGRESS).write_text(json.dumps(values | {"bytes": 10}))
    with pytest.raises(ModelError, match=r"teaching\.bin holds answers on other texts; delete .*teaching\.json and"):
        ask(teachers, tmp_path)


def test_a_full_disk_is_told(teachers: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(ModelError, match=r"teaching\.bin cannot be written \(no space left\); free some space"):
        ask(teachers, tmp_path)


def test_a_teacher_of_other_word_pieces_is_refused(teachers: list[str], tmp_path: Path) -> None:
    other = Tokenizer(WordPiece({"[UNK]": 0, "<s>": 1, "ann": 2, "Ann": 3}, unk_token="[UNK]"))
    other.pre_tokenizer = BertPreTokenizer()
    other.post_processor = TemplateProcessing(single="<s> $A <s>", special_tokens=[("<s>", 1)])
    encoder = TextEncoder(other, 62, 16)
    place = Workplace(tmp_path, tmp_path)
    with pytest.raises(ModelError, match=r"the teacher '1' cuts 'Ann said the bridge is safe\.'… into other word piec"):
        teach(teachers[:1], encoder, TEXTS, encoder.encode(TEXTS), place)
    assert not (tmp_path / teaching.ANSWERS).exists()


def test_a_teacher_that_cuts_at_the_same_places_into_other_pieces_is_refused(
    teachers: list[str], tmp_path: Path
) -> None:
    pieces = {piece.replace("a", "A"): number for piece, number in make_tokenizer().get_vocab().items()}
    other = make_tokenizer()
    other.model = WordPiece(pieces, unk_token="[UNK]")
    encoder = TextEncoder(other, 62, 16)
    with pytest.raises(ModelError, match="choose one whose base has the same word pieces"):
        teach(teachers[:1], encoder, TEXTS, encoder.encode(TEXTS), Workplace(tmp_path, tmp_path))
