"""The models of a pipeline: chosen by settings, told where one is missing, refused where it is of another kind."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from attrib import resources
from attrib.errors import ModelError
from attrib.nn.catalogue import HEADS, VARIABLE, Kind, seal, weights_digest
from attrib.pipeline.build import build
from attrib.pipeline.parts import choose_parts, choose_stance, choose_topic_judge
from attrib.pipeline.runs import NO_HEAD, name_run
from attrib.settings import ACCURATE, DEFAULT_MODEL, FAST, ExtractSettings

SHIPPED = resources.folder("models")
SETTINGS = ExtractSettings(device="cpu", precision="fp32")


@pytest.fixture(autouse=True)
def no_folder_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped models that takes their place."""
    folder = shutil.copytree(SHIPPED, tmp_path / "models", copy_function=_link)
    monkeypatch.setattr(resources, "folder", lambda _name: folder)
    return folder


def _link(source: str, target: str) -> str:
    """Copy what tests change, and link weights, which are large."""
    return shutil.copy(source, target) if not source.endswith(".safetensors") else _symlink(source, target)


def _symlink(source: str, target: str) -> str:
    Path(target).symlink_to(source)
    return target


@pytest.fixture
def other_model(tmp_path: Path) -> Path:
    """An attribution model of other weights, by its files alone."""
    folder = tmp_path / "runs" / "other"
    folder.mkdir(parents=True)
    shutil.copy(SHIPPED / "attribution" / "config.json", folder)
    (folder / "model.safetensors").write_bytes(b"other weights")
    seal(folder)
    return folder


def _set(field: str, name: str) -> ExtractSettings:
    values: dict[str, Any] = {field: name}
    return replace(SETTINGS, **values)


def test_the_shipped_models_belong_together() -> None:
    parts = choose_parts(SETTINGS)
    assert parts.warnings == ()
    assert parts.digest == weights_digest(SHIPPED / "attribution")
    found = (parts.model, parts.antecedents, parts.word_classes, parts.stance)
    assert found == tuple(SHIPPED / name for name in ("attribution", "antecedents", "word-classes", "stance"))
    assert parts.second == SHIPPED / "judge-accurate"


@pytest.mark.parametrize(
    ("name", "kind", "option", "cost"),
    [
        ("antecedents", "antecedents", "--antecedents", "pronouns are resolved by rules alone"),
        ("word-classes", "word_classes", "--word-classes", "none towards topics"),
    ],
)
def test_a_head_that_is_missing_is_told_and_no_other_taken(
    models: Path, name: str, kind: str, option: str, cost: str
) -> None:
    field = option.removeprefix("--").replace("-", "_")
    shutil.rmtree(models / name)
    parts = choose_parts(SETTINGS)
    assert getattr(parts, field) is None
    [warning] = parts.warnings
    assert warning.startswith(f"no model of kind '{kind}' is for {models / 'attribution'} (weights 613a4430b5ba…), so ")
    assert cost in warning
    assert f"{option} none goes without" in warning
    assert choose_parts(_set(field, "none")).warnings == ()
    assert build(SETTINGS).warnings == parts.warnings
    assert build(SETTINGS).run.settings[field] == NO_HEAD


def test_a_head_of_another_name_serves_as_before(models: Path) -> None:
    before = build(SETTINGS).run
    (models / "antecedents").rename(models / "zz-behind-stance")
    parts = choose_parts(SETTINGS)
    assert (parts.antecedents, parts.warnings) == (models / "zz-behind-stance", ())
    assert build(SETTINGS).run == before


def test_a_head_that_cannot_be_read_is_told_with_the_reason(models: Path) -> None:
    (models / "antecedents" / "config.json").write_text("{", encoding="utf-8")
    [warning] = choose_parts(SETTINGS).warnings
    assert f"; {models / 'antecedents' / 'config.json'} is not JSON" in warning


def test_classes_of_words_are_missed_without_stances_too(models: Path) -> None:
    shutil.rmtree(models / "word-classes")
    [warning] = choose_parts(replace(SETTINGS, stance=False)).warnings
    assert "roles are read by capitals alone" in warning


def test_posts_are_of_any_attribution_model_and_may_be_missing(models: Path) -> None:
    assert choose_parts(SETTINGS).heads[Kind.POSTS] == models / "posts"
    shutil.rmtree(models / "posts")
    assert Kind.POSTS not in choose_parts(SETTINGS).heads


def test_a_model_of_the_users_own_loses_its_heads_loudly(other_model: Path) -> None:
    parts = choose_parts(replace(SETTINGS, model=str(other_model)))
    assert (parts.antecedents, parts.word_classes) == (None, None)
    antecedents, word_classes, stance = parts.warnings
    assert "kind 'antecedents'" in antecedents
    assert "kind 'word_classes'" in word_classes
    assert "stance is for attribution weights of SHA-256 613a4430b5ba…" in stance
    assert "give --no-stance" in stance


def test_a_head_over_other_weights_is_refused(other_model: Path) -> None:
    settings = replace(SETTINGS, model=str(other_model))
    for given in (replace(settings, antecedents="antecedents"), replace(settings, word_classes="word-classes")):
        with pytest.raises(ModelError, match=r"is for .* of SHA-256 613a4430b5ba…, .*/other has \w{12}…"):
            choose_parts(given)


@pytest.mark.parametrize(
    ("field", "name", "message"),
    [
        ("antecedents", "stance", "stance is a model of kind 'stance', expected 'antecedents'"),
        ("antecedents", "word-classes", "word-classes is a model of kind 'word_classes', expected 'antecedents'"),
        ("word_classes", "antecedents", "antecedents is a model of kind 'antecedents', expected 'word_classes'"),
        ("word_classes", "attribution", "attribution is a model of kind 'attribution', expected 'word_classes'"),
        ("model", "stance", "stance is a model of kind 'stance', expected 'attribution'"),
        ("model", "all-minilm-l6-v2", "all-minilm-l6-v2 is a model of kind 'encoder', expected 'attribution'"),
        ("stance_model", "attribution", "attribution is a model of kind 'attribution', expected 'stance'"),
        ("antecedents", "nope", "no model 'nope': .* kind 'antecedents' \\(antecedents, antecedents-accurate\\)"),
    ],
)
def test_a_model_of_another_kind_is_refused(field: str, name: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        choose_parts(_set(field, name))


def test_a_head_of_the_users_own_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = shutil.copytree(SHIPPED / "antecedents", tmp_path / "own" / "mine")
    assert choose_parts(replace(SETTINGS, antecedents=str(own))).antecedents == own
    monkeypatch.setenv(VARIABLE, str(own.parent))
    assert choose_parts(SETTINGS).antecedents == own
    assert choose_parts(replace(SETTINGS, antecedents="antecedents")).antecedents == SHIPPED / "antecedents"


def test_a_stance_model_without_statement_head_is_for_any_model(models: Path, other_model: Path) -> None:
    path = models / "stance" / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"for": "", "scorers": 0}), encoding="utf-8")
    settings = replace(SETTINGS, model=str(other_model), antecedents="none", word_classes="none")
    assert choose_parts(settings).warnings == ()


# Two attribution models, each with models over it.

ALONE = [kind for kind in HEADS if kind is not Kind.JUDGE]
"""The heads that serve without another; the judge has its say beside a pointer that judges."""


@pytest.fixture
def two_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an accurate and a fast model, each with heads and a stance model for it, by their files alone."""
    folder = tmp_path / "models"
    monkeypatch.setattr(resources, "folder", lambda _name: folder)
    for name in ("accurate", "fast"):
        digest = make(folder / name, {"kind": "attribution"}, name)
        # Names that sort against the digest, so that nothing is found by its place.
        mark = "z" if name == "accurate" else "a"
        for kind in (*HEADS, Kind.STANCE):
            make(folder / f"{mark}-{kind}", {"kind": str(kind), "for": digest}, f"{kind} {name}")
    return folder


def make(folder: Path, config: dict[str, str], weights: str) -> str:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "model.safetensors").write_bytes(weights.encode())
    return seal(folder)


@pytest.mark.parametrize(("name", "mark"), [("accurate", "z"), ("fast", "a")])
def test_each_of_two_models_has_its_own_heads(two_models: Path, name: str, mark: str) -> None:
    parts = choose_parts(replace(SETTINGS, model=name))
    assert parts.warnings == ()
    assert (parts.model, parts.digest) == (two_models / name, weights_digest(two_models / name))
    own = [kind for kind in ALONE if kind is not Kind.AFFILIATIONS]  # that is for another pointer here
    assert parts.heads == {kind: two_models / f"{mark}-{kind}" for kind in own}
    assert parts.stance == choose_stance(replace(SETTINGS, model=name)) == two_models / f"{mark}-stance"


def test_a_pointer_that_judges_takes_the_place_of_the_stance_model(two_models: Path) -> None:
    accurate = replace(SETTINGS, model="accurate")
    config = two_models / "z-pointer" / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"judges": True}), encoding="utf-8")
    parts = choose_parts(accurate)
    assert (parts.judges, parts.stance) == (True, None)
    named = choose_parts(replace(accurate, stance_model="z-stance"))
    assert (named.judges, named.stance) == (False, two_models / "z-stance")
    for left_out in (replace(accurate, stance=False), replace(accurate, pointer="none")):
        assert not choose_parts(left_out).judges
    assert choose_parts(replace(accurate, pointer="none")).stance == two_models / "z-stance"
    assert choose_stance(accurate) == two_models / "z-stance"  # for topics that a user types
    assert name_run(parts, "float32").settings["stance"] == "pointer"
    assert "stance" not in name_run(choose_parts(replace(accurate, stance=False)), "float32").settings


def test_of_the_models_the_settings_name_the_default(two_models: Path) -> None:
    assert choose_parts(SETTINGS).model == two_models / DEFAULT_MODEL
    assert DEFAULT_MODEL in {FAST, ACCURATE} == {"fast", "accurate"}


def test_a_judge_is_a_second_opinion_on_a_pointer_that_judges(two_models: Path) -> None:
    accurate = replace(SETTINGS, model="accurate")
    assert Kind.JUDGE not in choose_parts(accurate).heads
    assert choose_topic_judge(SETTINGS) == two_models / "a-judge"  # of a topic it is asked alone
    assert choose_topic_judge(replace(SETTINGS, judge="z-judge")) == two_models / "z-judge"
    for without in (replace(SETTINGS, judge="none"), replace(SETTINGS, stance_model="a-stance")):
        assert choose_topic_judge(without) is None
    config = two_models / "z-pointer" / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"judges": True}), encoding="utf-8")
    parts = choose_parts(accurate)
    assert parts.heads[Kind.JUDGE] == two_models / "z-judge"
    assert {"stance", "judge"} <= set(name_run(parts, "float32").settings)
    for left_out in (replace(accurate, stance=False), replace(accurate, judge="none")):
        assert Kind.JUDGE not in choose_parts(left_out).heads
        assert "judge" not in name_run(choose_parts(left_out), "float32").settings
    with pytest.raises(ModelError, match="give --judge a head that was trained over that model"):
        choose_parts(replace(accurate, judge="a-judge"))


def test_a_stance_model_names_a_judge_that_is_asked_too(two_models: Path) -> None:
    fast = replace(SETTINGS, model="fast")
    assert choose_parts(fast).second is None
    config = two_models / "a-stance" / "config.json"
    terms = {"second_opinion": {"judge": weights_digest(two_models / "z-judge")}}
    config.write_text(json.dumps(json.loads(config.read_text()) | terms), encoding="utf-8")
    parts = choose_parts(fast)
    assert (parts.stance, parts.second, parts.warnings) == (config.parent, two_models / "z-judge", ())
    for left_out in (replace(fast, stance=False), replace(fast, judge="none")):
        assert choose_parts(left_out).second is None
        assert choose_parts(left_out).warnings == ()
    shutil.rmtree(two_models / "z-judge")
    without = choose_parts(fast)
    assert without.second is None
    assert "stances are judged once" in without.warnings[0]


def test_a_head_for_affiliations_serves_the_pointer_that_it_reads(two_models: Path) -> None:
    accurate = replace(SETTINGS, model="accurate")
    config = two_models / "z-affiliations" / "config.json"
    reads = {"reads": weights_digest(two_models / "z-pointer")}
    config.write_text(json.dumps(json.loads(config.read_text()) | reads), encoding="utf-8")
    assert choose_parts(accurate).heads[Kind.AFFILIATIONS] == config.parent
    assert Kind.AFFILIATIONS not in choose_parts(replace(accurate, pointer="none")).heads
    shutil.rmtree(two_models / "z-pointer")
    assert Kind.AFFILIATIONS not in choose_parts(accurate).heads


@pytest.mark.parametrize("kind", ALONE)
def test_a_head_of_each_kind_may_be_left_out_or_named(two_models: Path, kind: Kind) -> None:
    assert kind not in choose_parts(_set(str(kind), "none")).heads
    own = two_models / f"a-{kind}"
    assert choose_parts(replace(_set(str(kind), own.name), model="fast")).heads[kind] == own
    with pytest.raises(ModelError, match=rf"give --{kind.replace('_', '-')} a head that was trained over that model"):
        choose_parts(replace(_set(str(kind), own.name), model="accurate"))


@pytest.mark.parametrize(("kind", "told"), [(kind, kind in {Kind.ANTECEDENTS, Kind.WORD_CLASSES}) for kind in HEADS])
def test_a_missing_head_is_told_where_something_is_lost(two_models: Path, kind: Kind, told: bool) -> None:
    shutil.rmtree(two_models / f"z-{kind}")
    parts = choose_parts(replace(SETTINGS, model="accurate"))
    assert kind not in parts.heads
    assert len(parts.warnings) == told


def test_without_a_stance_model_of_its_own_a_model_takes_that_which_ships(two_models: Path) -> None:
    shutil.rmtree(two_models / "z-stance")
    (two_models / "a-stance").rename(two_models / "stance")
    parts = choose_parts(replace(SETTINGS, model="accurate"))
    assert parts.stance == two_models / "stance"
    [warning] = parts.warnings
    assert "judged without its states" in warning
    assert choose_parts(replace(SETTINGS, model="accurate", stance_model="stance")).stance == two_models / "stance"
    assert choose_parts(replace(SETTINGS, model="fast")).stance == two_models / "stance"
    shutil.rmtree(two_models / "stance")
    with pytest.raises(ModelError, match=r"no model 'stance': .* kind 'stance' \(none\)"):
        choose_parts(replace(SETTINGS, model="accurate"))
