"""Texts of other encodings than UTF-8."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.errors import ReadError
from attrib.readers.encoding import decode
from tests.readers.reading import only_document, problems, read_bytes, texts

BRITISH = "“We’ve lost £3m,” said the café’s owner in Düsseldorf – a “disaster” for him, he said."


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-32", "mac_roman"])
def test_english_of_any_age_is_read(tmp_path: Path, encoding: str) -> None:
    assert only_document(read_bytes(tmp_path, BRITISH.encode(encoding))).text == BRITISH


@pytest.mark.parametrize(
    "text", ["It cost £3m.", "“We are,” he said.", "Le café", "Beyoncé – £5", "THE ÉMIGRÉ WAY", "½ of it"]
)
def test_a_single_mark_is_enough_for_windows_1252(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


def test_other_languages_are_detected() -> None:
    russian = "Премьер-министр заявил во вторник, что налоги вырастут и что никто не должен этому удивляться. " * 5
    assert decode(russian.encode("cp1251")).text == russian


def test_a_declared_charset_is_believed_where_utf_8_fails() -> None:
    assert decode("Łódź żal".encode("iso-8859-2"), "ISO-8859-2").text == "Łódź żal"
    assert decode("Премьер".encode("cp1251"), "windows-1251").text == "Премьер"
    assert decode("“so” é".encode("cp1252"), "windows-1255").text
    assert decode("“so”".encode("cp1252"), "iso-8859-1").text == "“so”"
    assert decode("“so”".encode(), "iso-8859-1").text == "“so”"
    assert decode("“so”".encode("cp1252"), "no-such-charset").text == "“so”"
    assert decode("“so”".encode("cp1252"), "base64").text == "“so”"


def test_stray_bytes_in_utf_8_are_read_and_reported(tmp_path: Path) -> None:
    data = "“One,” he said. “Two,” she said. ".encode() + "It’s £3".encode("cp1252")
    found = read_bytes(tmp_path, data)
    assert texts(found) == ["“One,” he said. “Two,” she said. It’s £3"]
    assert problems(found) == [
        (None, "2 of its bytes are not UTF-8 and were read as Windows-1252; check names and quotation marks")
    ]


def test_a_text_cut_inside_a_character_is_refused() -> None:
    with pytest.raises(ReadError, match="cut off inside the character at byte 11"):
        decode("café “so”".encode()[:-1])
    with pytest.raises(ReadError, match="cut off inside the character at byte 3"):
        decode("so “".encode()[:-1])
    with pytest.raises(ReadError, match="UTF-16"):
        decode("so".encode("utf-16")[:-1])


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf_8_is_always_exact(text: str) -> None:
    assert decode(text.encode("utf-8")).text == text or text.encode().startswith((b"\xff\xfe", b"\xfe\xff"))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_an_error(data: bytes) -> None:
    try:
        text = decode(data).text
    except ReadError:
        return
    assert len(text) <= len(data)
