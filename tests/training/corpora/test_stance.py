"""Corpora of stance as their publishers wrote them, whole and damaged."""

import json
from pathlib import Path
from typing import Any

import pytest

from attrib.errors import CorpusError
from attrib.training.corpora.stance import (
    OPPOSE,
    dev_texts,
    read_basil,
    read_directed,
    read_newsmtsc,
    read_perspectrum,
    train_texts,
)
from tests.training.stance_texts import write_stance_corpora


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_brackets_become_spans(tmp_path: Path) -> None:
    [text] = read_directed(write(tmp_path / "a.txt", "So [Ann’]s man hit [Bob] [sic].\tAnn’\tBob\t3\n"))
    assert text.text == "So Ann’s man hit Bob [sic]."
    assert [span.of(text.text) for span in text.holders] == ["Ann’"]
    assert [span.of(text.text) for spans in text.targets for span in spans] == ["Bob"]
    assert text.labels == (3,)


def test_each_target_of_a_sentence_has_a_class(tmp_path: Path) -> None:
    row = (
        '{"sentence_normalized": "Ann met Bob", "targets": [{"from": 0, "to": 3, "polarity": 2.0}, '
        '{"from": 8, "to": 11, "polarity": 6.0}]}'
    )
    [text] = read_newsmtsc(write(tmp_path / "a.jsonl", row))
    assert text.labels == (2, 1)
    assert [span.of(text.text) for spans in text.targets for span in spans] == ["Ann", "Bob"]
    assert text.holders == ()


def test_a_perspective_is_a_text_about_a_claim(tmp_path: Path) -> None:
    row = '{"claim": "It rains", "perspective": "Streets are wet", "stance": "SUPPORT"}'
    [text] = read_perspectrum(write(tmp_path / "a.jsonl", row))
    assert (text.text, text.topic, text.labels) == ("Streets are wet", "It rains", (1,))


@pytest.mark.parametrize("line", ["no brackets\ta\tb\t1", "[a] b [c]\ta\tc", "[a] b [c]\ta\tc\t7", "[a] b c\ta\tc\t1"])
def test_a_line_of_another_form_is_told(tmp_path: Path, line: str) -> None:
    with pytest.raises(CorpusError, match="line 1: no sentence"):
        read_directed(write(tmp_path / "a.txt", line))


@pytest.mark.parametrize("row", ["{", "[]", '{"claim": "a"}', '{"claim": "a", "perspective": "b", "stance": "?"}'])
def test_json_of_another_form_is_told(tmp_path: Path, row: str) -> None:
    with pytest.raises(CorpusError, match="line 1"):
        read_perspectrum(write(tmp_path / "a.jsonl", row))


@pytest.mark.parametrize("targets", ["", ', "targets": 3', ', "targets": [{"from": 0}]'])
def test_targets_of_another_form_are_told(tmp_path: Path, targets: str) -> None:
    with pytest.raises(CorpusError, match="no sentence of NewsMTSC"):
        read_newsmtsc(write(tmp_path / "a.jsonl", f'{{"sentence_normalized": "a"{targets}}}'))


def test_what_is_missing_or_empty_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be read"):
        read_directed(tmp_path / "none.txt")
    with pytest.raises(CorpusError, match="is empty"):
        read_directed(write(tmp_path / "a.txt", "\n"))


def test_all_corpora_are_read_together(tmp_path: Path) -> None:
    corpora = write_stance_corpora(tmp_path)
    assert {text.task for text in train_texts(corpora)} == {"directed", "author", "topic"}
    assert list(dev_texts(corpora)) == ["directed-sentiment/valid", "newsmtsc/devtest_mt", "perspectrum/dev"]


QUOTED = {"span": [9, 25], "speaker": "Ida Quill", "target": "Ivo Hale", "stance": "oppose", "aim": "dir"}


def article(story: str, *quoted: dict[str, Any]) -> dict[str, Any]:
    return {"story": story, "text": 'She said "Hale is no help."', "quoted": list(quoted)}


def test_basil_tells_sides_of_quotations_and_keeps_a_quarter_of_the_stories_apart(tmp_path: Path) -> None:
    crowd = QUOTED | {"speaker": "other anti"}
    allied = QUOTED | {"aim": "ind_anti"}
    rows = [article("9a", QUOTED, crowd, allied), article("3f", QUOTED)]
    path = write(tmp_path / "basil.jsonl", "\n".join(json.dumps(row) for row in rows))
    named, unnamed = read_basil(path)
    assert named.quote is not None
    assert named.quote.of(named.text) == '"Hale is no help'
    assert (named.speaker, named.topic, named.labels, named.group) == ("Ida Quill", "Ivo Hale", (OPPOSE,), "9a")
    assert unnamed.speaker == ""
    assert [text.group for text in read_basil(path, held_out=True)] == ["3f"]


def test_an_article_that_basil_has_not_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "basil.jsonl", json.dumps(article("9a", QUOTED | {"stance": "unsure"})))
    with pytest.raises(CorpusError, match=r"line 1: no article of BASIL"):
        read_basil(path)
