"""The reader of LitBank's coreference, on small files in its format."""

import re
from pathlib import Path

import pytest

from attrib.errors import CorpusError
from attrib.training.corpora.litbank import read_litbank

WORDS = (
    ("The", "(1"), ("old", ""), ("lady", "1)"), (",", ""), ("Ida", "(1"), ("Quill", "1)"), (",", ""), ("said", ""),
    (":", ""), ('"', ""), ("My", "(2|(1)"), ("son", "2)"), ("left", ""), (".", ""), ('"', ""), ("She", "(1)"),
    ("wept", ""), (".", ""),
)  # fmt: skip


def line(word: str, chain: str, columns: int = 13) -> str:
    return "\t".join(["novel", "0", "0", word, *["_"] * (columns - 5), chain])


def write(folder: Path, *lines: str) -> Path:
    (folder / "novel.conll").write_text("#begin document (novel); part 0\n" + "\n".join(lines) + "\n#end document\n")
    return folder


def test_a_work_becomes_running_text_with_clusters(tmp_path: Path) -> None:
    lines = [line(word, chain) for word, chain in WORDS]
    (read,) = read_litbank(write(tmp_path, *lines[:9], "", *lines[9:]))
    assert read.name == "novel"
    assert read.text == 'The old lady, Ida Quill, said: "My son left." She wept.'
    assert [(item.kind, [span.of(read.text) for span in item.spans]) for item in read.clusters] == [
        ("", ["The old lady", "Ida Quill", "My", "She"]),
        ("", ["My son"]),
    ]
    assert not read.anaphors


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((line("Ida", "(1", columns=12),), "line 2: not a line of CoNLL-2012"),
        ((line("Ida", "1"),), "'1' is no bracket"),
        ((line("Ida", "(x)"),), "is no bracket"),
        ((line("Ida", "1)"),), "the chain 1 ends and has not begun"),
        ((line("Ida", "(1"),), "chain 1 never end"),
    ],
)
def test_what_is_no_litbank_is_told(tmp_path: Path, lines: tuple[str, ...], words: str) -> None:
    with pytest.raises(CorpusError, match=re.escape("no *.conll")):
        read_litbank(tmp_path)
    with pytest.raises(CorpusError, match=re.escape(words)):
        read_litbank(write(tmp_path, *lines))
