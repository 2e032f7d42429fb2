"""RiQuA's passages: joined as print has them, with spans where the labels say."""

import json
from pathlib import Path

import pytest

from attrib.errors import CorpusError
from attrib.training.corpora.labels import ROLES
from attrib.training.corpora.riqua import join_tokens, read_riqua

TOKENS = ["``", "Do", "n't", "go", ",", "Mr", ".", "Lee", "!", "''", "said", "Ann", "'s", "aunt", "--", "``", "(", "I"]
LABELS = ["B-content", *["I-content"] * 9, "B-cue", "B-source", "I-source", "I-source", "O", "B-content", "I-content"]


def write(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_tokens_are_joined_as_print_has_them() -> None:
    text, places = join_tokens(TOKENS)
    assert text == "“Don't go, Mr. Lee!” said Ann's aunt--“(I"
    assert [place.of(text) for place in places] == ["“", *TOKENS[1:9], "”", *TOKENS[10:15], "“", "(", "I"]
    assert join_tokens([]) == ("", [])
    assert join_tokens(["'Pray", "sit", "'", "''", ";", "Humph", "--"])[0] == "'Pray sit'”; Humph--"


def test_spans_of_the_labels(tmp_path: Path) -> None:
    labels = [*LABELS, "I-content"]
    [found] = read_riqua(write(tmp_path / "valid.txt", {"tokens": TOKENS, "labels": labels, "id": "emma.ann"}))
    assert found.name == "emma.ann 1"
    spans = {role: [s.of(found.text) for item in found.annotations[0] for s in item.spans(role)] for role in ROLES}
    assert spans == {"content": ["“Don't go, Mr. Lee!”", "“(I"], "cue": ["said"], "source": ["Ann's aunt"]}
    assert len(found.annotations[0]) == 4


def test_neighbours_begin_anew_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    path = write(tmp_path / "valid.txt", {"tokens": ["a", "b"], "labels": ["B-cue", "B-cue"], "id": "x"})
    path.write_text("\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    [found] = read_riqua(path)
    assert [item.cue[0] for item in found.annotations[0]] == [(0, 1), (2, 3)]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([], "list indices"),
        ({"labels": [], "id": "x"}, "no 'tokens'"),
        ({"tokens": ["a"], "labels": [], "id": "x"}, "1 tokens and 0 labels"),
        ({"tokens": ["a"], "labels": ["B-verb"], "id": "x"}, "'B-verb' is neither O nor B- or I- with source, cue"),
        ({"tokens": ["a"], "labels": ["I-cue"], "id": "x"}, "'I-cue' goes on with a span that has not begun"),
        ({"tokens": ["a", "b"], "labels": ["B-cue", "I-source"], "id": "x"}, "'I-source' follows 'B-cue'"),
        ({"tokens": 3, "labels": [], "id": "x"}, "not iterable"),
    ],
)
def test_rows_of_another_shape(tmp_path: Path, row: object, reason: str) -> None:
    path = write(tmp_path / "valid.txt", {"tokens": [], "labels": [], "id": "x"}, row)
    with pytest.raises(
        CorpusError, match=rf"valid\.txt, line 2: not a passage with tokens and their labels \(.*{reason}"
    ):
        read_riqua(path)


def test_no_file_and_no_json(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"valid\.txt cannot be read \(.*No such file.*\); fetch the corpus again"):
        read_riqua(tmp_path / "valid.txt")
    (tmp_path / "valid.txt").write_bytes(b"\xff")
    with pytest.raises(CorpusError, match="cannot be read"):
        read_riqua(tmp_path / "valid.txt")
    (tmp_path / "valid.txt").write_text("{")
    with pytest.raises(CorpusError, match="line 1: not a passage"):
        read_riqua(tmp_path / "valid.txt")
