"""Fitting and measuring what is worth checking, on a corpus that the test makes."""

from pathlib import Path

import numpy as np
import pytest

from attrib.errors import CorpusError
from attrib.training.claims.worth import (
    average_precision,
    by_chance,
    by_transcript,
    feature_rows,
    fit,
    read_transcripts,
)


def write(folder: Path, name: str, rows: list[tuple[str, int]]) -> None:
    lines = [f"{number}\tLEE\t{text}\t{checked}" for number, (text, checked) in enumerate(rows, 1)]
    (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_figures_are_learned_from_transcripts_with_figures(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path, name, [(f"we lost {n} jobs", 1) for n in range(3)] + [("thank you very much", 0)] * 12)
    transcripts = read_transcripts(tmp_path)
    rows = [feature_rows(each.sentences) for each in transcripts]
    vectors = [np.zeros((len(each.sentences), 4), dtype=np.float32) for each in transcripts]
    assert by_transcript(transcripts, rows, vectors) == [1.0, 1.0, 1.0]
    assert by_chance(transcripts) < 0.5


def test_a_fit_ends_where_it_ends_wherever_it_begins() -> None:
    random = np.random.default_rng(1)
    rows, vectors = random.random((60, 15)), random.standard_normal((60, 4)).astype(np.float32)
    checked = rows[:, 2] + 0.3 * random.standard_normal(60) > 0.6
    one = fit(rows, vectors, checked)
    again = fit(rows, vectors, checked, near=fit(rows[:40], vectors[:40], checked[:40]))
    assert again.weights == pytest.approx(one.weights, abs=1e-2)
    assert again.directions == pytest.approx(one.directions, abs=1e-2)


@pytest.mark.parametrize(
    ("checked", "expected"), [([1, 0, 0], 1.0), ([0, 1, 0], 0.5), ([1, 0, 1], (1 + 2 / 3) / 2), ([0, 0, 0], 0.0)]
)
def test_average_precision_counts_ranks(checked: list[int], expected: float) -> None:
    scores = np.array([3.0, 2.0, 1.0])
    assert average_precision(scores, np.array(checked, dtype=bool)) == pytest.approx(expected)


@pytest.mark.parametrize("line", ["1\tLEE\tno label", "1\tLEE\ttext\tyes", ""])
def test_a_file_of_another_form_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.tsv").write_text(f"1\tLEE\tfine\t0\n{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"a\.tsv, line 2"):
        read_transcripts(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no \*\.tsv"):
        read_transcripts(tmp_path)
