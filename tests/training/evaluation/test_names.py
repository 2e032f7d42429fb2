"""Names found exactly, kind by kind, on the outlets kept from training."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from attrib.data import EntityKind, Mention, Span
from attrib.pipeline.detection.detector import Detection, Detector
from attrib.training.corpora.names import held_out
from attrib.training.corpora.polnear import LabelledText
from attrib.training.evaluation.metrics import Score
from attrib.training.evaluation.names import ALL, KINDS, MERGED, name_score, score_names
from attrib.training.evaluation.report import measure_names

PERSON, BODY, PLACE, MISC = (
    EntityKind.PERSON,
    EntityKind.ORGANIZATION,
    EntityKind.LOCATION,
    EntityKind.MISC,
)
TEXT = "After it the Harbour Trust met Orhan Tasbek in Norwell, as it often did."
LABELS = (Mention(Span(13, 26), BODY), Mention(Span(31, 43), PERSON), Mention(Span(47, 54), PLACE))


class NameDetector(Detector):
    """Finds the same names in every text."""

    def __init__(self, *mentions: Mention) -> None:
        self.mentions = mentions

    def detect(self, texts: Sequence[str], *_: object, **__: object) -> list[Detection]:
        return [Detection((), self.mentions) for _ in texts]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (LABELS, Score(3, 3, 3, 3)),
        ((), Score(0, 0, 0, 3)),
        ((Mention(Span(31, 43), BODY),), Score(0, 1, 0, 3)),
        ((Mention(Span(37, 43), PERSON),), Score(0, 1, 0, 3)),
        ((Mention(Span(31, 43), PERSON, 0.1), Mention(Span(0, 5), MISC)), Score(1, 1, 1, 3)),
    ],
)
def test_a_name_is_right_in_span_and_kind(found: tuple[Mention, ...], expected: Score) -> None:
    assert name_score(found, LABELS, KINDS) == expected


def test_the_model_is_scored_alone_and_with_what_capitals_show() -> None:
    cut = (LABELS[0], Mention(Span(37, 43), PERSON, 0.9), LABELS[2])
    (scores,) = score_names(NameDetector(*cut), [LabelledText("t", TEXT, (), LABELS)])
    assert scores["person"] == Score(0, 1, 0, 1)
    assert scores["organization"] == scores["location"] == Score(1, 1, 1, 1)
    assert scores[ALL] == Score(2, 3, 2, 3)
    assert scores[MERGED] == Score(3, 3, 3, 3)


def test_the_measurement_is_of_outlets_kept_from_training(tmp_path: Path) -> None:
    outlets = [f"xx_paper{number}_1" for number in range(30)]
    rows = [f"# {name}.txt.tsv\n\nLater\tO\nAnn\tB-Person\nLee\tI-Person\nleft\tO\n" for name in outlets]
    path = tmp_path / "train.tsv"
    path.write_text("\n".join(rows), encoding="utf-8")
    found = measure_names(NameDetector(Mention(Span(6, 13), PERSON)), "names", path)
    kept = sum(map(held_out, outlets))
    assert 0 < kept < len(outlets)
    assert found.documents == kept
    told = {figure.name: figure.score for figure in found.figures}
    assert told["person"] == Score(kept, kept, kept, kept)
