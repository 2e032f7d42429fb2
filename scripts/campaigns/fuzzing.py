"""Inputs of every kind of text, bent at random: each must give documents or problems, and soon."""

import gzip
import random
import tempfile
import zipfile
from contextlib import suppress
from importlib import import_module
from io import BytesIO
from pathlib import Path

from attrib.data import Document
from attrib.readers.sources import read
from scripts.campaigns.report import Report, rounds
from scripts.campaigns.watching import watched
from tests.readers.foreign.printed import column, pdf
from tests.readers.foreign.word import docx, paragraph, run

_PAGE = (
    "<!doctype html><html><head><meta charset=utf-8><title>Port</title><meta property='article:published_time' "
    "content='2025-01-02'></head><body><article><h1>Port</h1><p>“We will not open the port,” said Ann Lee, the "
    "minister, on Monday. The talks had failed a week before.</p><p>Nobody else spoke.</p></article></body></html>"
)
_SAID = "“We will not open the port,” said Ann Lee, the minister, on Monday."


def _zip() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("news/a.html", _PAGE)
        archive.writestr("b.jsonl", '{"text": "One."}\n')
    return packed.getvalue()


def _warc(coding: str = "identity", body: bytes = _PAGE.encode()) -> bytes:
    """A web archive of one page, whose body is packed in a coding."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: {coding}\r\n\r\n".encode()
    answer += body
    head = "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://gull.example/1\r\n"
    head += f"WARC-Date: 2025-01-02T00:00:00Z\r\nContent-Length: {len(answer)}\r\n\r\n"
    return head.encode() + answer + b"\r\n\r\n"


def _packed_warcs() -> dict[str, bytes]:
    """Web archives whose page is packed, in the codings that can be made here."""
    page = _PAGE.encode()
    made = {"gzip.warc": _warc("gzip", gzip.compress(page))}
    for name, coding, library in (("brotli.warc", "br", "brotli"), ("zstd.warc", "zstd", "backports.zstd")):
        with suppress(ModuleNotFoundError):
            made[name] = _warc(coding, import_module(library).compress(page))
    return made


_MAIL = (
    "From: Ann <ann@gull.example>\r\nSubject: Port\r\nDate: Wed, 5 Mar 2025 18:30:00 +0100\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
    f"{_SAID}\r\n--b\r\nContent-Disposition: attachment; filename=a.html\r\n\r\n{_PAGE}\r\n--b--\r\n"
)
_FURNITURE = _PAGE.replace(
    "Ann Lee", "<a>Ann Lee</a><span class=rollover>Ann<b class=rollover-block>Ray out</b></span>"
)
_FURNITURE = _FURNITURE.replace("</article>", "<h2>Related stories</h2><ul><li><a>Ray says no</a></li></ul></article>")
_FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Gull</title><item><title>Port</title>'
    f"<link>https://gull.example/1</link><description>&lt;p&gt;{_SAID}&lt;/p&gt;</description></item></channel></rss>"
)
_SEEDS = {
    "a.txt": "“We will not open the port,” said Ann Lee.\n\nQ: Why? A: Because.".encode(),
    "a.html": _PAGE.encode(),
    "a.jsonl": b'{"text": "One.", "date": "2025-01-02"}\n{"body": "Two.", "url": "https://gull.example/2"}\n',
    "a.json": b'[{"text": "One.", "authors": [{"name": "Ann"}]}, {"text": "Two.", "id": 7}]',
    "a.csv": b'text,date,outlet\n"One, two.",2025-01-02,Gull\nThree.,,\n',
    "a.txt.gz": gzip.compress("“One,” said Ann Lee.".encode()),
    "a.zip": _zip(),
    "a.warc": _warc(),
    **_packed_warcs(),
    "a.eml": _MAIL.encode(),
    "a.rss": _FEED.encode(),
    "a.opml": b'<opml version="2.0"><body><outline text="Gull" xmlUrl="https://gull.example/feed"/></body></opml>',
    "furniture.html": _FURNITURE.encode(),
    "a.md": f"---\ntitle: Port\ndate: 2025-01-02\n---\n# Port\n\n> {_SAID}\n\n- one\n".encode(),
    "a.rtf": rb"{\rtf1\ansi{\fonttbl\f0 Times;}\f0 The minister said \'93No,\'94 on Monday.\par More.}",
    "a.docx": docx(paragraph(run(_SAID)), paragraph(run("More."))),
    "a.pdf": pdf(column(60, 700, ["The minister said that the re-", "ports were wrong, and left."])),
}
_HOSTILE = (
    *(b"\xff", b"\x00", b"<!--", b"-->", b"<meta charset=undefined>", b"\xed\xa0\x80", b'"', b"\\ud800", b"[" * 2000),
    *(b"." * 3000, b" " * 3000, b"<b>" * 500, b"&#0;", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"9" * 5000, b"\r"),
)


def bend(data: bytes, chance: random.Random) -> bytes:
    """The data with some bytes changed, cut, doubled or strewn with what has hurt readers before."""
    bent = bytearray(data)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(bent) + 1)
        end = min(len(bent), at + chance.randrange(1, 40))
        what = chance.randrange(4)
        if what == 0:
            bent[at:end] = chance.randbytes(end - at)
        elif what == 1:
            del bent[at:end]
        elif what == 2:
            bent[at:at] = bent[at:end] * chance.randrange(1, 50)
        else:
            bent[at:at] = chance.choice(_HOSTILE)
    return bytes(bent)


def fuzz(seconds: float, seed: int = 0) -> Report:
    """Read bent inputs for a time."""
    report = Report("inputs bent")
    with tempfile.TemporaryDirectory() as folder:
        _warm_up(Path(folder))
        for number in rounds(seconds, least=len(_SEEDS)):
            chance = random.Random(f"{seed} {number}")
            name = list(_SEEDS)[number % len(_SEEDS)]
            path = Path(folder) / name
            path.write_bytes(bend(_SEEDS[name], chance))
            _try(path, f"{name}, seed {seed}, number {number}", report)
    return report


def _warm_up(folder: Path) -> None:
    """Read a sound page, so that what is loaded once counts for no input."""
    path = folder / "sound.html"
    path.write_bytes(_SEEDS["a.html"])
    for _ in read([path]):
        pass


def _try(path: Path, named: str, report: Report) -> None:
    with watched(named, report):
        try:
            found = list(read([path], following=False))
        except Exception as error:  # noqa: BLE001 - any error is what is looked for
            report.crashes.append(f"{named}: {type(error).__name__}")
            return
        if not found or any("\x00" in item.text for item in found if isinstance(item, Document)):
            report.leaks.append(f"{named}: nothing is told of it, or a NUL passed")
