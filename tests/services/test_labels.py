"""Writing labelled articles: what the folder holds, and what is said where it cannot be written."""

import json
from pathlib import Path

import pytest

from attrib.errors import SettingsError, WriteError
from attrib.services.labels import write_labels
from attrib.store.reviews.export import ReviewedArticle
from tests.writers.records import RECORD, TEXT

ARTICLE = ReviewedArticle(TEXT, "ab" * 32, "news/port shut.txt", (RECORD,), {"a1": ("A. Okoye",)})


def test_each_article_is_a_text_and_its_labels(tmp_path: Path) -> None:
    written = write_labels([ARTICLE, ARTICLE], tmp_path / "new")
    assert (written.articles, written.statements) == (2, 2)
    assert (tmp_path / "new" / "text" / "02_port_shut.txt").read_bytes().decode() == TEXT
    labels = json.loads((tmp_path / "new" / "labels" / "01.json").read_text(encoding="utf-8"))
    assert labels["file"] == "01_port_shut.txt"
    assert labels["statements"][0]["content"] == ['"We will go,"', '"It is time."']
    assert labels["statements"][0]["speaker_aliases"] == ["A. Okoye"]


def test_a_folder_with_labels_is_left_alone(tmp_path: Path) -> None:
    write_labels([ARTICLE], tmp_path)
    with pytest.raises(SettingsError, match="holds labels already; give a new folder"):
        write_labels([ARTICLE], tmp_path)


def test_a_folder_that_cannot_be_written_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WriteError, match=r"cannot write .*file.*; give a folder of yours"):
        write_labels([ARTICLE], tmp_path / "file")


def test_a_full_disk_is_an_error_of_attrib(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_more: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(WriteError, match="No space left on device"):
        write_labels([ARTICLE], tmp_path)
