"""Symbolic links in folders of strangers."""

from pathlib import Path

import pytest

from attrib.readers.sources import read
from tests.readers.reading import NOW, problems, texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a text, links within it, and links to a file and a folder outside of it."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text("A secret.")
    given = tmp_path / "given"
    (given / "inner").mkdir(parents=True)
    (given / "inner" / "a.txt").write_text("One.")
    (given / "b.txt").symlink_to(given / "inner" / "a.txt")
    (given / "again").symlink_to(given / "inner")
    (given / "c.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (given / "d").symlink_to(tmp_path / "outside")
    (given / "e.txt").symlink_to("../outside/secret.txt")
    return given


def test_links_that_lead_out_are_told_and_left(folder: Path) -> None:
    found = list(read([folder], now=NOW))
    assert set(texts(found)) == {"One."}
    assert [words for _, words in problems(found) if "out of the folder" in words] == [
        "3 symbolic links lead out of the folder and are not followed; use --follow-links"
    ]


def test_links_that_lead_out_are_followed_where_that_is_asked(folder: Path) -> None:
    found = list(read([folder], now=NOW, follow_links=True))
    assert set(texts(found)) == {"One.", "A secret."}
    assert problems(found) == []


def test_a_folder_that_is_a_link_itself_is_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    assert "One." in texts(list(read([tmp_path / "link"], now=NOW)))


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "up").symlink_to(tmp_path)
    assert texts(list(read([tmp_path], now=NOW))) == ["One."]
