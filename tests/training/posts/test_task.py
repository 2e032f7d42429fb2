"""The training of the weights for posts: what it learns from labelled articles, and what it refuses."""

from dataclasses import replace
from pathlib import Path

import pytest

from attrib.data import ActorKind, StatementType
from attrib.errors import SettingsError
from attrib.nn.heads.posts import load_posts
from attrib.pipeline.speakers.annotated import annotate
from attrib.training.corpora.labels import Attribution, SpeakerLabel
from attrib.training.corpora.polnear import LabelledText
from attrib.training.engine.run import train
from attrib.training.engine.task import Workplace
from attrib.training.posts.material import PostExample, examples, read_examples
from attrib.training.posts.recipe import PostTraining
from attrib.training.posts.task import PostTask
from tests.pipeline.attributed import said

RECIPE = PostTraining("posts", articles=("mine",), epochs=60, penalty=0.1, min_count=1)


def article(role: str, name: str) -> LabelledText:
    """An article with one statement of a person whose role stands before the name."""
    text = f"It rained all day. {role.capitalize()} {name} said the bridge would close. The rain went on."
    found = said(text, "the bridge would close", "said", name)
    label = SpeakerLabel(found.content, StatementType.INDIRECT, name, ActorKind.PERSON, role)
    return LabelledText("x", text, ((Attribution(found.content, found.cue, found.source),),), labels=(label,))


def learned(text: LabelledText) -> list[PostExample]:
    """The examples of a text whose source is left out, so that only what stands beside the name counts."""
    bare = replace(text, annotations=((Attribution(text.labels[0].content),),))
    return list(examples(annotate(text.text, (), None), bare))


def test_a_speaker_is_an_example_of_a_role_and_of_an_affiliation() -> None:
    text = article("mayor", "Ida Quill")
    role, affiliation = learned(text)
    assert (role.part, affiliation.part) == ("role", "affiliation")
    assert role.right == (False, True)
    assert affiliation.right[0]


def test_a_label_without_a_role_makes_nothing_told_right() -> None:
    text = article("mayor", "Ida Quill")
    label = replace(text.labels[0], role="")
    role, _ = learned(replace(text, labels=(label,)))
    assert role.right == (True, False)


def test_training_writes_weights_that_tell_the_role(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [article(role, name) for role in ("mayor", "nurse") for name in ("Ida Quill", "Ivo Hale")]
    found = [item for text in texts for item in learned(text)]
    monkeypatch.setattr("attrib.training.posts.task.read_examples", lambda *_: found)
    place = Workplace(tmp_path, tmp_path / "out")
    train(PostTask(RECIPE, place), place)
    scorer = load_posts(tmp_path / "out")
    role = next(item for item in found if item.part == "role")
    nothing, mayor = scorer.scores("role", role.answers)
    assert mayor > nothing + 1


@pytest.mark.parametrize("recipe", [replace(RECIPE, articles=()), RECIPE])
def test_without_articles_there_is_nothing_to_learn(recipe: PostTraining, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="name folders in the config and give --articles"):
        read_examples(recipe, Workplace(tmp_path, tmp_path))


def test_settings_out_of_range_are_refused() -> None:
    with pytest.raises(SettingsError, match="epochs = 0 must be above 0"):
        replace(RECIPE, epochs=0)
    with pytest.raises(SettingsError, match="penalty"):
        replace(RECIPE, penalty=-1.0)
    with pytest.raises(SettingsError, match="expected 'posts'"):
        replace(RECIPE, task="stance")
