"""Who is who on GUM's format: which labelled mentions count, and how links are told right."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from attrib.errors import CorpusError
from attrib.pipeline.detection.detector import Detection, Detector
from attrib.training.evaluation.coreference import score_gum
from attrib.training.evaluation.metrics import Score


class FindsNothing(Detector):
    """Leaves the names to capitalisation."""

    def __init__(self) -> None:
        pass

    def detect(self, texts: Sequence[str], *_: object, **__: object) -> list[Detection]:
        return [Detection((), ()) for _ in texts]


def token(number: int, word: str, entity: str = "_", link: str = "_") -> str:
    """One line of WebAnno; the link joins the token's entity to one in an earlier token, as "1-1[2_1]"."""
    blank = ("_",) * 4
    return "\t".join((f"1-{number}", "0-0", word, entity, *blank, "coref" if link != "_" else "_", link, ""))


def write(folder: Path, *lines: str) -> Path:
    (folder / "GUM_news_one.tsv").write_text("\n".join(("#FORMAT=WebAnno TSV 3.2", *lines, "")), encoding="utf-8")
    return folder


NAMED = (
    token(1, "I", "person[1]"), token(2, "saw"), token(3, "Ida", "person[2]"), token(4, "Quill", "person[2]"),
    token(5, "and"), token(6, "I", "person[3]", "1-1[1_3]"), token(7, "know"), token(8, "she", "person[4]", "1-3[2_4]"),
    token(9, "left"), token(10, "Quill", "person[5]", "1-3[2_5]"), token(11, "there"), token(12, "."),
)  # fmt: skip


def test_names_and_third_person_pronouns_are_linked_and_i_is_no_name(tmp_path: Path) -> None:
    scores = score_gum(FindsNothing(), write(tmp_path, *NAMED))
    assert sum(scores.names, Score()) == Score(1, 1, 1, 1)
    assert sum(scores.pronouns, Score()) == Score(1, 1, 1, 1)
    assert scores.conll == pytest.approx(100)


def test_what_the_pipeline_does_not_see_counts_as_missed(tmp_path: Path) -> None:
    lower = (*NAMED[:9], token(10, "PMQ", "person[5]", "1-3[2_5]"), *NAMED[10:])
    scores = score_gum(FindsNothing(), write(tmp_path, *lower))
    assert sum(scores.names, Score()).recall == 0
    assert scores.conll < 100


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no \*\.tsv under"):
        score_gum(FindsNothing(), tmp_path)
