"""Word documents: what was inserted is read, what was deleted is not, and both are told."""

from pathlib import Path

import pytest

from attrib.data import Document
from attrib.errors import ReadError
from attrib.readers.foreign import docx as reader
from attrib.readers.foreign.docx import parse_docx
from tests.readers.foreign.word import docx, paragraph, run
from tests.readers.reading import NOW, only_document, only_problem, problems, read_bytes

WORDS = paragraph(run("“We will wait,” said Amina Okoye, who leads the dockers’ union."))
INSERTED = '<w:ins w:id="1" w:author="B">' + run("not ") + "</w:ins>"
DELETED = '<w:del w:id="2" w:author="B"><w:r><w:delText>gladly </w:delText></w:r></w:del>'
BOX = "<w:r><w:pict><w:txbxContent>" + paragraph(run("Boxed")) + "</w:txbxContent></w:pict></w:r>"


def test_a_word_document_is_an_article_with_title_and_author(tmp_path: Path) -> None:
    data = docx(WORDS, paragraph(run("The owners said no.")))
    document = only_document(read_bytes(tmp_path, data, "a.docx"))
    assert document.text == ("“We will wait,” said Amina Okoye, who leads the dockers’ union.\n\nThe owners said no.")
    assert (document.title, document.author, document.retrieved_at) == ("Port & strike", "Bea Writer", NOW)


def test_tracked_changes_are_read_as_accepted_and_told(tmp_path: Path) -> None:
    data = docx(paragraph(run("She said she would "), INSERTED, DELETED, run("sign.")))
    warning, document = read_bytes(tmp_path, data, "a.docx")
    assert isinstance(document, Document)
    assert document.text == "She said she would not sign."
    assert problems([warning])[0][1].startswith("has tracked changes (insertions 1, deletions 1)")


def test_line_breaks_part_words_and_marks_stay_as_they_are() -> None:
    broken = paragraph(run("One,"), "<w:r><w:br/></w:r>", run("wait‑and‑see"))
    assert parse_docx(docx(broken)).text == "One,\nwait‑and‑see"


def test_cells_of_a_table_stand_apart() -> None:
    cells = "".join(f"<w:tc>{paragraph(run(words))}</w:tc>" for words in ("Ann", "Lee"))
    assert parse_docx(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).text.split() == ["Ann", "Lee"]


def test_words_in_text_boxes_are_missed_and_told() -> None:
    assert "text boxes" in parse_docx(docx(WORDS, paragraph(BOX))).notes[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 word/ and nothing else", "damaged"),
        (docx(WORDS)[:-200], "damaged"),
        (docx(""), "no text"),
        (docx(WORDS, parts={"word/document.xml": "<w:document"}), "failed"),
    ],
    ids=["signature", "cut off", "empty", "broken xml"],
)
def test_what_is_no_word_document_is_told(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in only_problem(read_bytes(tmp_path, data, "a.docx")).message


def test_a_document_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_MOST", 1 << 20)
    with pytest.raises(ReadError, match="unpacks to more than"):
        parse_docx(docx(WORDS, parts={"word/comments.xml": " " * (1 << 20)}))


def test_an_entity_bomb_is_refused_without_harm(tmp_path: Path) -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 12))
    bomb = f"<!DOCTYPE x [{entities}]><x>&a11;</x>"
    assert only_problem(read_bytes(tmp_path, docx(WORDS, parts={"word/document.xml": bomb}), "a.docx"))
