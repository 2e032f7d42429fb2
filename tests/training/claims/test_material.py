"""Learning when two statements make the same claim, from events told by several outlets."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from attrib.claims.features import FEATURES
from attrib.claims.utterance import Utterance
from attrib.data import Span
from attrib.errors import CorpusError
from attrib.training.claims.fit import fit, probabilities
from attrib.training.claims.material import Place, Told, mark_groups, read_events
from attrib.training.claims.pairs import Pairs, pairs_of
from attrib.training.evaluation.claims import PairCounts, Ranks, count_pairs, reach

TEXTS = {
    "A.txt": "The wall is high, Quill said. The tax is low, Hale said.",
    "B.txt": "“The wall is high,” said Quill. The tax was high, Hale said.",
}
HIGH = [{"file": name, "words": "The wall is high"} for name in TEXTS]
TAX = {"a": {"file": "A.txt", "words": "The tax is low"}, "b": {"file": "B.txt", "words": "The tax was high"}}
GROUPS = {"groups": [{"statements": HIGH}], "not_same": [TAX]}
FOUND = (("A.txt", 0, 16, "Quill"), ("A.txt", 30, 44, "Hale"), ("B.txt", 1, 17, "Quill"), ("B.txt", 32, 48, "Hale"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "S01").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "S01" / name).write_text(text, encoding="utf-8")
    (tmp_path / "S01" / "groups.json").write_text(json.dumps(GROUPS), encoding="utf-8")
    return tmp_path


def statements() -> list[Told]:
    spans = [(file, Span(start, end), speaker) for file, start, end, speaker in FOUND]
    return [Told(file, (span,), Utterance(span.of(TEXTS[file]), speaker)) for file, span, speaker in spans]


def pairs(folder: Path) -> Pairs:
    (event,) = read_events(folder)
    every = statements()
    mark_groups(event, every)
    vectors = {item.utterance.text: np.eye(4, dtype=np.float32)[0] for item in every}
    return pairs_of(event, every, vectors, lambda _: 1.0)


def test_groups_and_pairs_that_look_alike_are_read(folder: Path) -> None:
    (event,) = read_events(folder)
    assert event.name == "S01"
    assert event.groups == ((Place("A.txt", Span(0, 16)), Place("B.txt", Span(1, 17))),)
    assert event.unlike == ((Place("A.txt", Span(30, 44)), Place("B.txt", Span(32, 48))),)
    assert reach([event], [statements()]) == 100.0
    assert reach([event], [statements()[1:]]) == 50.0


def test_pairs_know_what_the_labels_say(folder: Path) -> None:
    found = pairs(folder)
    assert found.features.shape == (6, len(FEATURES))
    assert [bool(each) for each in found.same] == [False, True, False, False, False, False]
    assert found.labelled.tolist() == found.same.tolist()
    assert [bool(each) for each in found.unlike] == [False, False, False, False, True, False]


def test_the_fit_tells_the_same_claim_from_others(folder: Path) -> None:
    found = pairs(folder)
    weights, bias = fit([found] * 40)
    told = probabilities(weights, bias, found)
    assert int(told.argmax()) == 1
    counts = count_pairs(found, told >= told[1])
    assert counts == PairCounts(hits=1, told=1, right=1, unlike=1, apart=1, told_any=1)
    assert set((counts + counts).percentages().values()) == {100.0}


def test_ranks_make_recall_and_average_precision() -> None:
    assert Ranks((1, 2, 6, 0)).percentages() == {"R@1": 25.0, "R@5": 50.0, "MAP@5": 37.5}


def _no_words(groups: Path) -> None:
    values = json.loads(groups.read_text(encoding="utf-8"))
    values["groups"][0]["statements"][0]["words"] = "nowhere"
    groups.write_text(json.dumps(values), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda path: path.unlink(), "no */groups.json under"),
        (lambda path: path.write_text("{"), "is not of the form of events"),
        (lambda path: path.write_text('{"groups": [{}]}'), "is not of the form of events (KeyError('statements'))"),
        (_no_words, "A.txt does not have the words 'nowhere'"),
    ],
)
def test_what_is_no_event_is_refused(folder: Path, spoil: Callable[[Path], object], reason: str) -> None:
    spoil(folder / "S01" / "groups.json")
    with pytest.raises(CorpusError, match=re.escape(reason)):
        read_events(folder)
