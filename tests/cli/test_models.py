"""`attrib models`: what is listed, shown and found, and what is told of a folder that cannot be used."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from attrib import resources
from attrib.nn.catalogue import VARIABLE, seal, weights_digest
from attrib.writers.models import MODEL_COLUMNS
from tests.cli.conftest import TALKS, Attrib
from tests.newsroom import SayingPipeline

SHIPPED = resources.folder("models")
NAMES = sorted(path.parent.name for path in SHIPPED.glob("*/config.json"))
FOR = "4" * 64
CARD = """---
license: apache-2.0
---
# mine

A head of my own,
on two lines.

More of it.
"""
FIGURES = {"gap": {"documents": 2, "figures": {"F1": {"precision": 1, "recall": 1, "f1": 71.25}, "accuracy": 50}}}


@pytest.fixture(autouse=True)
def no_folder_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of models in ATTRIB_MODELS, with a head for weights that are not here."""
    folder = tmp_path / "own"
    mine = folder / "mine"
    mine.mkdir(parents=True)
    (mine / "config.json").write_text(json.dumps({"kind": "antecedents", "for": FOR, "base": "x" * 200}))
    (mine / "model.safetensors").write_bytes(b"w" * 2_000_000)
    (mine / "README.md").write_text(CARD)
    (mine / "metrics.json").write_text(json.dumps({"weights_sha256": seal(mine), "measured": FIGURES}))
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


def rows(attrib: Attrib) -> list[dict[str, object]]:
    return [json.loads(line) for line in attrib("models", "list", "--format", "jsonl").stdout.splitlines()]


def test_the_shipped_models_are_listed(attrib: Attrib, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    listed = attrib("models", "list")
    assert listed.exit_code == 0
    assert listed.stderr == ""
    words = [line.split() for line in listed.stdout.splitlines()]
    assert [line[0] for line in words if line and line[0] in NAMES] == NAMES
    assert ["antecedents", "antecedents", "attribution", "0.7"] in [line[:4] for line in words]
    found = {str(row["name"]): row for row in rows(attrib)}
    assert list(found) == NAMES
    stance = found["stance"]
    assert (stance["kind"], stance["for"], stance["base"]) == ("stance", "attribution", "all-minilm-l6-v2")
    assert stance["for_sha256"] == found["attribution"]["weights_sha256"] == weights_digest(SHIPPED / "attribution")
    assert (stance["folder"], stance["shadowed"], stance["problem"]) == (str(SHIPPED / "stance"), False, "")


def test_csv_has_the_same_rows(attrib: Attrib) -> None:
    read = list(csv.DictReader(io.StringIO(attrib("models", "list", "--format", "csv").stdout)))
    assert list(read[0]) == list(MODEL_COLUMNS)
    assert [row["name"] for row in read] == NAMES
    assert {row["shadowed"] for row in read} == {"no"}


def test_own_models_come_first_and_shadow(attrib: Attrib, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own / "mine").rename(own / "stance")
    monkeypatch.setenv("COLUMNS", "200")
    listed = attrib("models", "list").stdout
    first, second = (line for line in listed.splitlines() if line.split()[:1] == ["stance"])
    assert "weights 444444444444…, not here" in first
    assert "shadowed" not in first
    assert "shadowed" in second
    assert attrib("models", "path", "stance").stdout == f"{own / 'stance'}\n"
    assert attrib("models", "path", str(SHIPPED / "stance")).stdout == f"{SHIPPED / 'stance'}\n"


def test_one_model_is_shown(attrib: Attrib, own: Path) -> None:
    shown = attrib("models", "show", "mine")
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert "kind                    antecedents" in lines
    assert "for                     weights 444444444444…, not here" in lines
    assert f"weights                 2.0 MB, SHA-256 {weights_digest(own / 'mine')}" in lines
    assert "check                   the weights are those that weights.sha256 names" in lines
    assert "A head of my own, on two lines." in lines
    assert f"  base                  {'x' * 70}…" in lines
    assert lines[lines.index("measured on gap") + 1 :] == [
        "  F1                    71.2",
        "  accuracy              50.0",
    ]
    assert "More of it." not in shown.stdout


def test_one_model_as_json(attrib: Attrib, own: Path) -> None:
    values = json.loads(attrib("models", "show", str(own / "mine"), "--format", "json").stdout)
    assert values["check"] == "matches"
    assert values["figures"] == {"gap": {"F1": 71.25, "accuracy": 50.0}}
    assert values["config"]["for"] == values["for_sha256"] == FOR
    assert json.loads(attrib("models", "show", str(own / "mine"), "--format", "jsonl").stdout) == values
    [row] = csv.DictReader(io.StringIO(attrib("models", "show", str(own / "mine"), "--format", "csv").stdout))
    assert (row["name"], row["check"], row["for_sha256"]) == (values["name"], "matches", FOR)


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_model_is_shown(attrib: Attrib, name: str) -> None:
    shown = attrib("models", "show", name)
    assert shown.exit_code == 0
    assert "the weights are those that weights.sha256 names" in shown.stdout


def test_weights_that_are_not_those_measured(attrib: Attrib, own: Path) -> None:
    (own / "mine" / "model.safetensors").write_bytes(b"other")
    shown = attrib("models", "show", "mine")
    assert shown.exit_code == 1
    assert "the weights are not those that weights.sha256 or metrics.json names" in shown.stdout
    (own / "mine" / "model.safetensors").unlink()
    shown = attrib("models", "show", "mine")
    assert shown.exit_code == 1
    assert "there are no weights" in shown.stdout


def test_a_model_without_figures_and_card(attrib: Attrib, own: Path) -> None:
    for name in ("metrics.json", "README.md"):
        (own / "mine" / name).unlink()
    shown = attrib("models", "show", "mine")
    assert shown.exit_code == 0
    assert "the weights are those that weights.sha256 names" in shown.stdout
    assert "measured" not in shown.stdout


@pytest.mark.parametrize(
    ("config", "message"),
    [("{", "is not JSON"), ("{}", "does not say what kind of model it is"), ('{"kind": "poem"}', "has kind = 'poem'")],
)
def test_a_folder_that_cannot_be_used(attrib: Attrib, own: Path, config: str, message: str) -> None:
    (own / "mine" / "config.json").write_text(config)
    listed = attrib("models", "list")
    assert listed.exit_code == 0
    assert "cannot be" in listed.stdout
    assert message in listed.stderr
    shown = attrib("models", "show", "mine")
    assert shown.exit_code == 1
    assert message in shown.stdout
    assert attrib("models", "path", "mine").stdout == f"{own / 'mine'}\n"


@pytest.mark.parametrize("metrics", ["{", '{"measured": 3}', "[]"])
def test_damaged_figures(attrib: Attrib, own: Path, metrics: str) -> None:
    (own / "mine" / "metrics.json").write_text(metrics)
    shown = attrib("models", "show", "mine")
    assert shown.exit_code == 1
    assert "metrics.json" in shown.stderr
    assert len(rows(attrib)) == len(NAMES) + 1


@pytest.mark.parametrize("figures", ["[]", '{"a": 1}', '{"a": {"figures": []}}', '{"a": {"figures": {"b": "c"}}}'])
def test_figures_of_another_form_are_left_out(attrib: Attrib, own: Path, figures: str) -> None:
    (own / "mine" / "metrics.json").write_text(f'{{"measured": {figures if figures != "[]" else "{}"}}}')
    shown = attrib("models", "show", "mine")
    assert shown.exit_code == 0
    assert "b  " not in shown.stdout


@pytest.mark.usefixtures("own")
def test_a_name_that_is_none(attrib: Attrib) -> None:
    for command in ("show", "path"):
        result = attrib("models", command, "nope")
        assert result.exit_code == 1
        assert (
            f"no model 'nope': give the path of a folder with a config.json, or one of the names mine, {NAMES[0]}"
            in (result.stderr)
        )


def test_a_folder_of_models_that_is_not_there(attrib: Attrib, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "nowhere")
    listed = attrib("models", "list")
    assert listed.exit_code == 1
    assert "ATTRIB_MODELS names 'nowhere', which is no folder; make or correct it" in listed.stderr


def test_control_characters_of_a_card_do_not_reach_the_terminal(attrib: Attrib, own: Path) -> None:
    (own / "mine" / "README.md").write_text("# mine\n\n\x1b[31mred")
    assert "\\x1b[31mred" in attrib("models", "show", "mine").stdout


def test_no_network_is_imported() -> None:
    code = (
        "import sys; from attrib.cli.main import cli; cli(['models', 'list'], standalone_mode=False); "
        "print([name for name in ('torch', 'transformers', 'sqlalchemy') if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


@pytest.mark.parametrize("command", ["extract", "ingest"])
def test_a_missing_model_is_told_once(attrib: Attrib, pipeline: SayingPipeline, tmp_path: Path, command: str) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TALKS)
    pipeline.warnings = ("no model of kind 'antecedents'",)
    result = attrib(command, "a.txt", "b.txt")
    assert result.exit_code == 0
    assert result.stderr.count("Warning: no model of kind 'antecedents'\n") == 1
    pipeline.warnings = ()
    assert "Warning" not in attrib(command, "a.txt", "b.txt").stderr


@pytest.mark.parametrize("command", ["extract", "ingest", "evaluate"])
def test_heads_are_chosen_beside_the_model(attrib: Attrib, command: str) -> None:
    manual = " ".join(attrib(command, "--help").stdout.split())
    for option in ("--antecedents", "--word-classes"):
        assert f"{option} NAME|FOLDER|none" in manual


def test_a_head_of_another_kind_is_an_error_of_the_command(attrib: Attrib, tmp_path: Path) -> None:
    (tmp_path / "corpora").mkdir()
    result = attrib("evaluate", "--corpora", "corpora", "--antecedents", "stance")
    assert result.exit_code == 1
    assert "stance is a model of kind 'stance', expected 'antecedents'" in result.stderr


def test_a_model_is_compressed(attrib: Attrib, tmp_path: Path) -> None:
    made = attrib("models", "compress", "attribution", str(tmp_path / "small"))
    assert made.exit_code == 0
    assert made.stdout == f"{tmp_path / 'small'}\n"
    assert "45.6 MB became 23.6 MB, SHA-256 " in made.stderr
    shown = attrib("models", "show", str(tmp_path / "small"))
    assert "weights                 23.6 MB" in shown.stdout
    again = attrib("models", "compress", "attribution", str(tmp_path / "small"))
    assert again.exit_code == 1
    assert "holds something already" in again.stderr


def test_the_size_of_a_model_in_shards_is_that_of_all(attrib: Attrib, own: Path) -> None:
    model = own / "mine"
    first, second = (model / f"model-0000{number}-of-00002.safetensors" for number in (1, 2))
    (model / "model.safetensors").rename(first)
    second.write_bytes(b"w" * 1_000_000)
    index = {"weight_map": {"a": first.name, "b": second.name}}
    (model / "model.safetensors.index.json").write_text(json.dumps(index))
    (model / "metrics.json").unlink()
    assert "3.0" in next(line for line in attrib("models", "list").stdout.splitlines() if " mine " in line)
    shown = attrib("models", "show", "mine")
    assert f"weights                 3.0 MB, SHA-256 {weights_digest(model)}" in shown.stdout.splitlines()
    second.unlink()
    [row] = [row for row in rows(attrib) if row["name"] == "mine"]
    assert f"{second} are missing" in str(row["problem"])
    shown = attrib("models", "show", "mine")
    assert shown.exit_code == 1
    assert f"{second} are missing" in shown.stdout


def test_a_model_without_a_seal_is_told_and_sealed(attrib: Attrib, own: Path) -> None:
    (own / "mine" / "weights.sha256").unlink()
    shown = attrib("models", "show", "mine")
    assert shown.exit_code == 1
    assert "no weights.sha256 names the weights; attrib models seal writes it" in shown.stdout
    sealed = attrib("models", "seal", "mine")
    assert sealed.stdout == f"{weights_digest(own / 'mine')}\n"
    assert attrib("models", "show", "mine").exit_code == 0
    failed = attrib("models", "seal", "nobody")
    assert failed.exit_code == 1
    assert "no model 'nobody'" in failed.stderr
