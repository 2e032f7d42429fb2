"""Web archives: recorded pages with their address and time, and archives that are cut off, damaged or hostile."""

import gzip
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from attrib.data import Document
from tests.readers.reading import problems, read_bytes, texts
from tests.readers.test_html import page

PAGE = page(head="").encode()


def record(kind: str, address: str, block: bytes, media_type: str = "application/http; msgtype=response") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-03-05T18:30:00Z\r\n"
    return f"{head}Content-Type: {media_type}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes = PAGE, *, status: int = 200, headers: str = "") -> bytes:
    head = f"HTTP/1.1 {status} OK\r\n{headers or 'Content-Type: text/html; charset=utf-8'}\r\n\r\n"
    return head.encode() + body


def response(number: int, body: bytes = PAGE, status: int = 200, headers: str = "") -> bytes:
    return record("response", f"https://gull.example/{number}", answer(body, status=status, headers=headers))


INFO = record("warcinfo", "", b"software: x", "application/warc-fields")


@pytest.mark.parametrize(
    "pack", [lambda *all: b"".join(all), lambda *all: b"".join(map(gzip.compress, all))], ids=["plain", "gzip"]
)
def test_recorded_pages_have_address_time_and_number(tmp_path: Path, pack: Callable[..., bytes]) -> None:
    name = "a.warc" if pack(b"x") == b"x" else "a.warc.gz"
    first, second = read_bytes(tmp_path, pack(INFO, response(1), response(2)), name)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert "“We will not open the port,” said Amina Okoye" in first.text
    assert (first.url, first.final_url, first.record) == ("https://gull.example/1", "https://gull.example/1", 2)
    assert first.retrieved_at is not None
    assert first.retrieved_at.isoformat() == "2025-03-05T18:30:00+00:00"
    assert (second.record, second.location) == (3, f"{tmp_path}/{name}")


def chunked(body: bytes) -> bytes:
    return (
        b"".join(b"%x\r\n%b\r\n" % (len(body[i : i + 50]), body[i : i + 50]) for i in range(0, len(body), 50))
        + b"0\r\n\r\n"
    )


RAW_DEFLATE = zlib.compressobj(wbits=-15)
PACKED = "Content-Type: text/html\r\nContent-Encoding: "


BROTLI = PACKED + "br"
ZSTD = PACKED + "zstd"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (PACKED + "gzip", gzip.compress(PAGE)),
        (PACKED + "gzip", PAGE),
        (PACKED + "deflate", zlib.compress(PAGE)),
        (PACKED + "deflate", RAW_DEFLATE.compress(PAGE) + RAW_DEFLATE.flush()),
        (PACKED + "deflate", PAGE),
        (BROTLI, PAGE),
        (ZSTD, PAGE),
        ("Content-Type: text/html\r\nTransfer-Encoding: chunked", chunked(PAGE)),
        ("Content-Type: text/html\r\nTransfer-Encoding: chunked", PAGE),
    ],
    ids=[
        *("gzip", "gzip undone", "zlib", "raw deflate", "deflate undone", "brotli undone", "zstd undone"),
        *("chunked", "joined already"),
    ],
)
def test_packed_and_chunked_pages(tmp_path: Path, headers: str, body: bytes) -> None:
    (document,) = read_bytes(tmp_path, response(1, body, headers=headers), "a.warc")
    assert "said Amina Okoye" in texts([document])[0]


def test_what_is_no_page_is_passed_by_and_counted(tmp_path: Path) -> None:
    found = read_bytes(
        tmp_path,
        response(1, status=404)
        + response(2, headers="Content-Type: image/png")
        + record("revisit", "https://gull.example/3", b"HTTP/1.1 200 OK\r\n\r\n")
        + record("request", "https://gull.example/3", b"GET / HTTP/1.1\r\n\r\n")
        + record(
            "response", "https://gull.example/robots.txt", answer(b"User-agent: *", headers="Content-Type: text/plain")
        )
        + record("conversion", "https://gull.example/4", b"The minister said no.", "text/plain"),
        "a.warc",
    )
    assert texts(found) == ["The minister said no."]
    words = problems(found)[-1][1]
    assert all(part in words for part in ("status 404 1", "image/png 1", "refer to an earlier one 1", "text/plain 1"))


def test_an_archive_that_is_cut_off_gives_what_it_has(tmp_path: Path) -> None:
    data = response(1) + response(2)[:-200]
    found = read_bytes(tmp_path, data, "a.warc")
    assert len(texts(found)) >= 1
    assert "cut off in this record" in problems(found)[-1][1]
    packed = gzip.compress(response(1)) + gzip.compress(response(2))[:-20]
    assert "cut off" in problems(read_bytes(tmp_path, packed, "b.warc.gz"))[-1][1]


def test_records_after_a_damaged_one_are_read(tmp_path: Path) -> None:
    no_length = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nsome bytes\r\n"
    found = read_bytes(tmp_path, no_length + b"rubbish\n" * 3 + response(1), "a.warc")
    assert len(texts(found)) == 1
    assert "does not tell its length" in problems(found)[0][1]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"WARC/1.0\r\n" + b"A: b\r\n" * 2000 + b"\r\n", "headers are too long or too many"),
        (record("response", "https://gull.example/1", b"no answer at all"), "holds no HTTP answer"),
        (response(1, b"\x1f\x8bno gzip", headers=PACKED + "gzip"), "its packed data is damaged"),
        (response(1, b"x", headers=PACKED + "lzma"), "packed as 'lzma'"),
        (b"no web archive", "no record of a web archive"),
        (INFO, "no page that can be read"),
    ],
    ids=["headers", "answer", "gzip", "unknown packing", "something else", "no page"],
)
def test_damage_is_told(tmp_path: Path, data: bytes, words: str) -> None:
    assert any(words in message for _, message in problems(read_bytes(tmp_path, data, "a.warc")))


def test_a_page_that_is_not_recorded_to_its_end_is_read_with_a_warning(tmp_path: Path) -> None:
    tail = b"<!-- " + random.Random(0).randbytes(3000).hex().encode()
    cut = response(1, gzip.compress(PAGE + tail)[:-1000], headers=PACKED + "gzip")
    told = response(2).replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date")
    found = read_bytes(tmp_path, cut + told, "a.warc")
    assert len(texts(found)) == 2
    warnings = dict(problems(found))
    assert "https://gull.example/1: its packed data is cut off" in warnings[1]
    assert "its capture was cut off (length), so the end of the page may be missing" in warnings[2]


def test_a_bomb_among_the_pages_is_stopped(tmp_path: Path) -> None:
    bomb = response(1, gzip.compress(bytes(5 << 20)), headers=PACKED + "gzip")
    found = read_bytes(tmp_path, bomb + response(2), "a.warc")
    assert "unpacks to more than 200 times its size" in problems(found)[0][1]
    assert len(texts(found)) == 1


def test_a_page_that_unpacks_to_too_much_is_stopped(tmp_path: Path) -> None:
    bomb = response(1, gzip.compress(b" " * (1 << 20)), headers=PACKED + "gzip")
    found = read_bytes(tmp_path, bomb + response(2, PAGE), "a.warc", max_characters=10_000)
    assert "longer than 10,000 characters" in problems(found)[0][1]
    assert len(texts(found)) == 1
