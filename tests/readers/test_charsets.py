"""Which encodings a page may declare."""

import pytest

from attrib.readers.charsets import CODECS, codec_of


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("ISO-8859-1", "cp1252"),
        (' "Windows-1251" ', "cp1251"),
        ("gb2312", "gb18030"),
        ("shift_jis", "cp932"),
        ("euc-kr", "cp949"),
        ("latin2", "iso8859_2"),
    ],
)
def test_labels_of_the_web_are_known(label: str, codec: str) -> None:
    assert codec_of(label) == codec


@pytest.mark.parametrize(
    "label",
    [
        *("undefined", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "utf-7", "utf-8-sig", "base64"),
        *("rot13", "zlib", "mbcs", "hz", "cp037", "utf-16", "replacement", "x-user-defined", "", "\x00", "u\udcff"),
    ],
)
def test_what_is_no_encoding_of_pages_is_none(label: str) -> None:
    assert codec_of(label) is None


@pytest.mark.parametrize("codec", CODECS)
def test_every_codec_is_one_of_this_python(codec: str) -> None:
    assert "a".encode(codec).decode(codec) == "a"
