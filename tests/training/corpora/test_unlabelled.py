"""Corpora without labels, in small files of their publishers' formats."""

import gzip
import json
from pathlib import Path

import pytest

from attrib.errors import CorpusError, SettingsError
from attrib.training.corpora.unlabelled import read_unlabelled


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    for name in ("allsides-news", "reuters-21578", "directed-sentiment", "newsmtsc"):
        (tmp_path / name).mkdir()
    with gzip.open(tmp_path / "reuters-21578" / "articles.jsonl.gz", "wt", encoding="utf-8") as stream:
        for text in ("short", "Wheat rose. " * 40):
            stream.write(json.dumps({"id": "r", "text": text}) + "\n")
    rows = [f"[Ann] told [the bank] {number}.\tAnn\tthe bank\t0" for number in range(13)]
    (tmp_path / "directed-sentiment" / "train.txt").write_text("\n".join([*rows, rows[0]]), encoding="utf-8")
    for number, text in enumerate(("Ann spoke. " * 40, "short", "Bob spoke. " * 40)):
        line = json.dumps({"id": "a", "outlet": f"Daily {number}", "text": text}) + "\n"
        (tmp_path / "allsides-news" / f"part-0{number}.jsonl").write_text(line, encoding="utf-8")
    row = json.dumps({"sentence_normalized": "Ann won.", "targets": []})
    (tmp_path / "newsmtsc" / "train.jsonl").write_text(f"{row}\n{row}\n", encoding="utf-8")
    return tmp_path


def test_stories_are_texts_and_sentences_are_joined_to_some(corpora: Path) -> None:
    texts = read_unlabelled(corpora, ["reuters-21578", "directed-sentiment", "newsmtsc"], 9, 1)
    assert [text.name for text in texts] == [
        "reuters-21578-1",
        "directed-sentiment-1",
        "directed-sentiment-2",
        "newsmtsc-1",
    ]
    assert texts[0].text == "Wheat rose. " * 40
    assert texts[1].text.split("\n\n")[:2] == ["Ann told the bank 0.", "Ann told the bank 1."]
    assert [text.text for text in texts[2:]] == ["Ann told the bank 12.", "Ann won."]


def test_articles_in_several_files_are_read_in_order(corpora: Path) -> None:
    texts = read_unlabelled(corpora, ["allsides-news"], 9, 1)
    assert [(text.name, text.text[:3]) for text in texts] == [("allsides-news-1", "Ann"), ("allsides-news-2", "Bob")]
    [other] = read_unlabelled(corpora, ["allsides-news"], 9, 1, ("Daily 0", "Weekly"))
    assert other.text[:3] == "Bob"
    for path in (corpora / "allsides-news").iterdir():
        path.unlink()
    with pytest.raises(CorpusError, match=r"no part-\*\.jsonl in .*allsides-news; fetch the corpus, or leave it out"):
        read_unlabelled(corpora, ["allsides-news"], 9, 1)


def test_of_many_texts_some_are_drawn_by_the_seed(corpora: Path) -> None:
    drawn = {
        tuple(text.name for text in read_unlabelled(corpora, ["directed-sentiment", "newsmtsc"], 1, seed))
        for seed in range(9)
    }
    assert drawn == {("directed-sentiment-1", "newsmtsc-1"), ("directed-sentiment-2", "newsmtsc-1")}
    assert read_unlabelled(corpora, ["newsmtsc"], 1, 4) == read_unlabelled(corpora, ["newsmtsc"], 1, 4)


def test_a_corpus_without_a_reader(corpora: Path) -> None:
    with pytest.raises(
        SettingsError, match="no reader for the unlabelled corpus 'gum'; known are allsides-news, reuters-21578, dir"
    ):
        read_unlabelled(corpora, ["gum"], 9, 1)


@pytest.mark.parametrize(
    ("name", "file", "content"),
    [
        ("reuters-21578", "articles.jsonl.gz", b"not gzip"),
        ("reuters-21578", "articles.jsonl.gz", gzip.compress(b'{"body": ""}\n', mtime=0)),
        ("allsides-news", "part-02.jsonl", b"{\n"),
        ("allsides-news", "part-02.jsonl", b'{"outlet": ""}\n'),
        ("allsides-news", "part-02.jsonl", b'{"text": "%s"}\n' % (b"a" * 500)),
        ("newsmtsc", "train.jsonl", b"[1]\n"),
        ("newsmtsc", "train.jsonl", b"{\n"),
    ],
)
def test_damaged_files(corpora: Path, name: str, file: str, content: bytes) -> None:
    (corpora / name / file).write_bytes(content)
    with pytest.raises(CorpusError, match=f"{file} is not .* fetch"):
        read_unlabelled(corpora, [name], 9, 1)


@pytest.mark.parametrize("name", ["reuters-21578", "directed-sentiment", "newsmtsc"])
def test_missing_files(tmp_path: Path, name: str) -> None:
    with pytest.raises(CorpusError, match="No such file"):
        read_unlabelled(tmp_path, [name], 9, 1)
