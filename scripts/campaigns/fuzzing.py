"""Inputs of every kind of text, bent at random: each must give documents or problems, and soon."""

import gzip
import random
import tempfile
import time
from pathlib import Path

from attrib.data import Document
from attrib.readers.sources import read
from scripts.campaigns.report import HANG, Report, rounds

_PAGE = (
    "<!doctype html><html><head><meta charset=utf-8><title>Port</title><meta property='article:published_time' "
    "content='2025-01-02'></head><body><article><h1>Port</h1><p>“We will not open the port,” said Ann Lee, the "
    "minister, on Monday. The talks had failed a week before.</p><p>Nobody else spoke.</p></article></body></html>"
)
_SEEDS = {
    "a.txt": "“We will not open the port,” said Ann Lee.\n\nQ: Why? A: Because.".encode(),
    "a.html": _PAGE.encode(),
    "a.jsonl": b'{"text": "One.", "date": "2025-01-02"}\n{"body": "Two.", "url": "https://gull.example/2"}\n',
    "a.json": b'[{"text": "One.", "authors": [{"name": "Ann"}]}, {"text": "Two.", "id": 7}]',
    "a.csv": b'text,date,outlet\n"One, two.",2025-01-02,Gull\nThree.,,\n',
    "a.txt.gz": gzip.compress("“One,” said Ann Lee.".encode()),
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
        for number in rounds(seconds, least=6):
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
    started = time.process_time()
    report.tried += 1
    try:
        found = list(read([path]))
    except Exception as error:
        report.crashes.append(f"{named}: {type(error).__name__}")
        if isinstance(error, KeyboardInterrupt):
            raise
        return
    if time.process_time() - started > HANG:
        report.hangs.append(named)
    if not found or any("\x00" in item.text for item in found if isinstance(item, Document)):
        report.leaks.append(f"{named}: nothing is told of it, or a NUL passed")
