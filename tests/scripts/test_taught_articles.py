"""Articles that a model labelled for another."""

import json
from pathlib import Path

import pytest

from attrib.training.corpora.polnear import read_labelled_articles
from scripts.taught_articles import main, occurrence

TEXT = "“No,” Ida Quill said. Later she said: “No,” and left.\r\n"


def told(tmp_path: Path, confidence: float = 0.9) -> Path:
    at = TEXT.rindex("“No,”")
    cue = TEXT.rindex("said")
    statement = {
        "type": "direct",
        "content": [[at, at + 5]],
        "cue": [[cue, cue + 4]],
        "source": [[cue - 4, cue - 1]],
        "confidence": confidence,
        "speaker": {"name": "Ida Quill", "kind": "person"},
    }
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_bytes(TEXT.encode())
    path = tmp_path / "told.jsonl"
    path.write_text(json.dumps({"document": "far/away/a.txt", "statements": [statement]}) + "\n")
    return path


def test_what_a_model_told_is_read_as_labels(tmp_path: Path) -> None:
    main(str(told(tmp_path)), str(tmp_path / "texts"), str(tmp_path / "out"))
    (article,) = read_labelled_articles(tmp_path / "out")
    (attribution,) = article.annotations[0]
    assert attribution.content[0].start == TEXT.rindex("“No,”")
    assert (article.labels[0].speaker, article.labels[0].source) == ("Ida Quill", "she")


def test_what_it_doubts_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(str(told(tmp_path, 0.4)), str(tmp_path / "texts"), str(tmp_path / "out"))
    assert capsys.readouterr().out == "0 articles with 0 statements\n"


def test_a_folder_that_is_there_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "out" / "labels").mkdir(parents=True)
    with pytest.raises(FileExistsError):
        main(str(told(tmp_path)), str(tmp_path / "texts"), str(tmp_path / "out"))


def test_occurrences_are_counted_from_the_first() -> None:
    assert [occurrence("aaa", at, at + 2) for at in (0, 1)] == [1, 2]
