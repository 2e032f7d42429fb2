"""How many articles there will be, told before they are read."""

import gzip
import json
from pathlib import Path

import pytest

from attrib.readers.counting import count_articles

_FILES = [
    ("one.txt", "words\n\nmore", 1),
    ("page.html", "<p>words</p>", 1),
    ("two.jsonl", '{"text": "a"}\n\n{"text": "b"}\n', 2),
    ("one.json", '{"text": "a"}', 1),
    ("three.json", '\ufeff [{"text": "a"}, {"text": "b"}, {"text": "c"}]', 3),
    ("broken.json", '[{"text": "a"', 0),
    ("two.csv", 'title;text\nA;"one\nline; more"\n\nB;two\n', 2),
    ("two.tsv", "title\ttext\nA\tone\nB\ttwo\n", 2),
    ("empty.csv", "", 0),
]


@pytest.mark.parametrize(("name", "text", "articles"), _FILES)
def test_articles_of_a_file(tmp_path: Path, name: str, text: str, articles: int) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert count_articles([str(tmp_path / name)]) == articles


def test_a_folder_counts_whatever_it_holds(tmp_path: Path) -> None:
    for name, text, _ in _FILES:
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "packed.json.gz").write_bytes(gzip.compress(json.dumps([{"text": "a"}] * 5).encode()))
    assert count_articles([str(tmp_path)]) == sum(articles for _, _, articles in _FILES) + 5


def test_a_format_given_counts_before_the_name(tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_text('{"text": "a"}\n{"text": "b"}\n')
    assert count_articles([str(tmp_path / "lines.txt")], "jsonl") == 2


def test_a_cell_too_large_to_count_leaves_the_number_open(tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text(f"title,text\nA,{'x' * 200_000}\n")
    assert count_articles([str(tmp_path / "long.csv")]) is None


@pytest.mark.parametrize("path", ["-", "file.unknown", "https://example.org/feed.json"])
def test_only_reading_tells(path: str) -> None:
    assert count_articles([path]) is None
