"""The training of the judge of sides: what an article teaches, what an epoch asks, and what is written."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from attrib.data import Span, StanceLabel
from attrib.errors import SettingsError
from attrib.nn.attribution.checkpoint import load_model
from attrib.nn.judge.checkpoint import load_judge
from attrib.nn.pointer.questions import SideQuestion
from attrib.pipeline.detection.detector import Detection
from attrib.training.corpora.labels import Attribution
from attrib.training.corpora.stance import LabelledStance
from attrib.training.corpora.stance_articles import StanceArticle
from attrib.training.engine.run import train
from attrib.training.engine.task import Workplace
from attrib.training.evaluation.calibration import Floats
from attrib.training.judge.figures import given, given_figures
from attrib.training.judge.material import JudgeExample, article_examples, corpus_pairs, read_examples
from attrib.training.judge.recipe import JudgeTraining
from attrib.training.judge.task import JudgeTask
from attrib.training.pointer.stances import UNKNOWN
from tests.judge_tiny import save_tiny_mpnet
from tests.pipeline.attributed import said
from tests.pipeline.word_lists import reading
from tests.tiny import make_encoder, on_one_thread, save_mpnet

ENCODER = make_encoder()
TEXT = "Ida Quill said the ban was wrong for Britain. Ivo Hale said the ban was good. Ivo Hale welcomed the tax."
NO_DETECTOR: Any = None
SUPPORT, OPPOSE = StanceLabel.SUPPORT, StanceLabel.OPPOSE


class Read:
    """A pointer's reading that holds every side as likely as none."""

    least_side = 0.5

    def side_logits(self, question: SideQuestion) -> torch.Tensor:
        return torch.zeros(len(question.targets), 3)

    def side_probabilities(self, question: SideQuestion) -> torch.Tensor:
        return torch.full((len(question.targets), 3), 1 / 3)

    def calibrated_sides(self, logits: torch.Tensor) -> torch.Tensor:
        return logits.softmax(1)

    def side_weights(self, question: SideQuestion, target: int, side: int) -> list[tuple[int, int, float]]:
        raise AssertionError((question, target, side))


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    with on_one_thread():
        yield


def article() -> StanceArticle:
    statements = (
        said(TEXT, "the ban was wrong for Britain", "said", "Ida Quill"),
        said(TEXT, "the ban was good", "said", "Ivo Hale"),
        said(TEXT, "the tax", "welcomed", "Ivo Hale"),
    )
    labels = ((("the ban", OPPOSE),), (("the ban", SUPPORT), ("Ida Quill", OPPOSE)), (("the tax", SUPPORT),))
    return StanceArticle("a", TEXT, tuple(Attribution(s.content, s.cue, s.source) for s in statements), labels)


def examples(stances: Sequence[Any] | None = None) -> list[JudgeExample]:
    read = article() if stances is None else replace(article(), stances=tuple(stances))
    return article_examples(read, Detection((), (), replace(reading(TEXT), sides=Read())), ENCODER)


def test_an_article_teaches_each_statement_with_its_candidates_and_others() -> None:
    first, second, third = examples()
    names = [target.name for target in first.found]
    assert first.classes[names.index("Britain")] == 0
    assert first.classes[names.index("ban")] == 2
    assert first.labelled == 1
    assert first.classes[first.own] == 2
    assert first.mentions[first.own] == ()
    assert all(value == 0 for value in first.classes[first.own + 1 :])
    assert len(first.targets) == first.own + 1 + 2
    assert second.classes[second.own : second.own + 2] == (1, 2)
    assert len(third.bare) < len(third.text)
    assert len(first.question.targets) == first.own


def test_two_sides_of_one_target_teach_nothing() -> None:
    first = examples([(("the ban", OPPOSE), ("the ban", SUPPORT)), (), ()])[0]
    assert first.classes[first.own] == UNKNOWN


def test_sentences_of_corpora_are_pairs_with_their_holders() -> None:
    sentence = "Hale met Quill."
    hale, quill = said(sentence, "Hale", "met", "Quill").content, said(sentence, "Quill", "met", "Hale").content
    pairs = corpus_pairs(
        [
            LabelledStance("directed", sentence, (4,), (quill,), hale),
            LabelledStance("author", sentence, (1,), (hale,)),
            LabelledStance("topic", "Bans never work.", (2,), topic="Ban it."),
        ],
        ENCODER,
    )
    assert [side for _, side in pairs] == [0, 2, 1, 2]
    assert [bool(pair.mentions) for pair, _ in pairs] == [True, True, True, False]
    of_first, of_second = pairs[0][0], pairs[1][0]
    assert of_first.text.ids.tolist() != of_second.text.ids.tolist()
    assert of_first.target.ids.tolist() != of_second.target.ids.tolist()


def test_a_quotation_of_a_corpus_has_its_speaker_and_the_words_before() -> None:
    text = 'Ida Quill was asked. "Hale is no help."'
    quote = Span(text.index("Hale"), len(text) - 1)
    item = LabelledStance("quoted", text, (2,), topic="Ivo Hale", quote=quote, speaker="Ida Quill")
    [(pair, side)] = corpus_pairs([item], ENCODER)
    [whole] = ENCODER.encode([f"{text[: quote.start]} | Ida Quill said: {quote.of(text)}"])
    assert (side, pair.text.ids.tolist()) == (2, whole.ids.tolist())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    folder = tmp_path_factory.mktemp("work")
    save_tiny_mpnet(folder / "models" / "accurate")
    return Workplace(folder, folder / "out", folder)


RECIPE = JudgeTraining("judge", first=1, width=8, window=58, epochs=2, corpora=1.0, batch_tokens=400, quiet=1.0)


@pytest.fixture
def task(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> JudgeTask:
    monkeypatch.setenv("ATTRIB_MODELS", str(place.corpora / "models"))
    monkeypatch.setattr("attrib.training.judge.task.read_examples", lambda *_: examples())
    claim = LabelledStance("topic", "Bans never work.", (2,), topic="Ban it.")
    monkeypatch.setattr("attrib.training.judge.task.read_perspectrum", lambda _path: [claim])
    detector: Any = SimpleNamespace()
    return JudgeTask(
        replace(RECIPE, directed="", newsmtsc="", basil="", base=str(save_mpnet(place.corpora / "base", 3))),
        place,
        detector,
    )


def test_an_epoch_is_drawn_from_the_seed_and_asks_every_side(task: JudgeTask) -> None:
    first, again, second = ([[side for _, side in batch] for batch in task.batches(epoch)] for epoch in (0, 0, 1))
    assert first == again
    lengths = [[[len(pair.text) for pair, _ in batch] for batch in task.batches(epoch)] for epoch in (0, 1)]
    assert lengths[0] != lengths[1]
    for epoch in (first, second):
        sides = [side for batch in epoch for side in batch]
        assert sum(side == 2 for side in sides) >= 3  # both labelled, and the claim
        assert sum(side == 1 for side in sides) >= 2
        assert 0 in sides


def test_a_training_writes_a_judge_that_is_calibrated_and_leaves_the_base_as_it_was(
    task: JudgeTask, place: Workplace
) -> None:
    before = load_model("accurate", torch.device("cpu")).model
    figures = train(task, place)
    assert {"sides told right", "sides found", "dev given F1", "dev wrong side"} <= set(figures)
    base = load_model("accurate", torch.device("cpu")).model
    for name, value in base.state_dict().items():
        assert torch.equal(value, before.state_dict()[name])
    kept = load_judge(place.output, base).config
    assert kept == task.model.config
    assert kept.shifts != [0.0, 0.0, 0.0]
    assert kept.factors != [0.5, 0.5]
    assert kept.joint_shifts != [0.0, 0.0, 0.0]


def rows(found: list[JudgeExample], right: bool) -> Floats:
    """Answers that give each given target its class, or support to all."""
    sure = np.eye(3) * 0.9 + 0.03
    classes = [found[at].classes[target] for at, target in given(found)]
    return np.array([sure[value if right else 1] for value in classes])


def test_figures_tell_the_right_from_the_wrong() -> None:
    found = examples()
    assert given_figures(found, rows(found, right=True), 0.5) == {
        "given F1": 100.0,
        "given precision": 100.0,
        "given recall": 100.0,
        "wrong side": 0.0,
        "side of others": 0.0,
    }
    bad = given_figures(found, rows(found, right=False), 0.5)
    assert bad["wrong side"] == 50.0
    assert bad["side of others"] == 100.0


def test_articles_are_asked_for(place: Workplace) -> None:
    with pytest.raises(SettingsError, match="--articles"):
        read_examples(RECIPE.articles, replace(place, articles=None), NO_DETECTOR, ENCODER)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"articles": ()}, "articles = \\[\\]"),
        ({"calibrated_on": ()}, "calibrated_on = \\[\\]"),
        ({"quiet": 1.5}, "quiet"),
        ({"width": 0}, "width"),
        ({"task": "stance"}, "task"),
    ],
)
def test_settings_out_of_range_are_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        JudgeTraining("judge", **settings)
