"""Packed bodies of each coding: whole, in pieces, cut off, damaged, bombs, and without the library that reads them."""

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from attrib.errors import ReadError
from attrib.readers.packing import CODINGS, PIECE, CutOffError, unpack

TEXT = b" ".join(b"The minister said that the port would stay shut on day %d." % number for number in range(9000))


def brotli() -> Any:
    return pytest.importorskip("brotli")


def zstd() -> Any:
    return pytest.importorskip("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "two gzips": ("x-gzip", lambda data: gzip.compress(data[:99]) + gzip.compress(data[99:])),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
    "brotli": ("br", lambda data: brotli().compress(data)),
    "zstd": ("zstd", lambda data: zstd().compress(data)),
    "two zstds": ("zstd", lambda data: zstd().compress(data[:99]) + zstd().compress(data[99:])),
}
packed = pytest.mark.parametrize(("coding", "pack"), PACKERS.values(), ids=PACKERS)


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))


@packed
@pytest.mark.parametrize("size", [1, 700, 1 << 20])
def test_what_is_packed_comes_unpacked(coding: str, pack: Callable[[bytes], bytes], size: int) -> None:
    assert b"".join(unpack(pieces(pack(TEXT), size), coding)) == TEXT


@pytest.mark.parametrize("coding", CODINGS)
def test_what_the_archive_has_unpacked_already_comes_as_it_is(coding: str) -> None:
    page = b"\xef\xbb\xbf <!doctype html><p>No\xc3\xabl \xe9t\xe9.</p>"
    assert b"".join(unpack(pieces(page, 3), coding)) == page
    assert b"".join(unpack(pieces(b"", 3), coding)) == b""


@packed
def test_what_is_cut_off_comes_as_far_as_it_goes(coding: str, pack: Callable[[bytes], bytes]) -> None:
    data = pack(TEXT)
    found: list[bytes] = []
    with pytest.raises(CutOffError, match="cut off"):
        found.extend(unpack(pieces(data[: len(data) // 2], 500), coding))
    assert any(found)
    assert TEXT.startswith(b"".join(found))


@packed
def test_damage_is_told(coding: str, pack: Callable[[bytes], bytes]) -> None:
    data = pack(TEXT)
    bent = data[:40] + bytes(range(256)) * 9 + data[40:]
    with pytest.raises(ReadError, match="its packed data is damaged"):
        list(unpack([bent], coding))


@packed
def test_a_bomb_comes_in_small_pieces(coding: str, pack: Callable[[bytes], bytes]) -> None:
    sizes = [len(piece) for piece in unpack([pack(bytes(30_000_000))], coding)]
    assert sum(sizes) == 30_000_000
    assert max(sizes) <= 2 * PIECE


def test_a_window_that_takes_much_memory_is_refused() -> None:
    parameter = zstd().CompressionParameter
    data = zstd().compress(b"ab" * (1 << 23), options={parameter.window_log: 27, parameter.content_size_flag: 0})
    with pytest.raises(ReadError, match=r"damaged .*memory"):
        list(unpack([data], "zstd"))


@pytest.mark.parametrize(("coding", "library"), [("br", "brotli"), ("zstd", "backports-zstd")])
def test_a_missing_library_is_told_with_the_way_out(coding: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attrib.readers.packing.find_spec", lambda _: None)
    monkeypatch.setattr("attrib.readers.packing._ZSTD", "backports.zstd")
    with pytest.raises(ReadError, match=rf"read with {library}, .* pip install 'attrib\[documents\]' adds it"):
        list(unpack([b"\x28\xb5\x2f\xfd\x00\x01"], coding))


def test_an_unknown_coding_is_named() -> None:
    with pytest.raises(ReadError, match="packed as 'lzma', which is not known"):
        list(unpack([b"x"], "lzma"))
