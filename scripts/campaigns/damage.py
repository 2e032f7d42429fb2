"""Databases with random damage in pages that are used: each must be told, without a traceback."""

import random
import sqlite3
import tempfile
from pathlib import Path

from attrib.errors import AttribError
from attrib.store.database.check import check
from attrib.store.database.session import open_database
from attrib.store.documents.evidence import evidence_problems
from attrib.store.save import save
from scripts.campaigns.report import Report, rounds
from scripts.campaigns.watching import watched
from tests.store.newsdesk import talks

_BYTES = 16


def damage(seconds: float, seed: int = 0) -> Report:
    """Check damaged copies of a database for a time."""
    report = Report("databases damaged")
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "sound.db"
        with open_database(f"sqlite:///{sound}") as database:
            save(database, talks())
        with sqlite3.connect(sound) as connection:
            connection.execute("VACUUM")
            (size,) = connection.execute("PRAGMA page_size").fetchone()
        data = sound.read_bytes()
        for number in rounds(seconds):
            chance = random.Random(f"{seed} {number}")
            page = chance.randrange(len(data) // size) * size
            at = chance.choice([place for place in range(page, page + size) if data[place]])
            bent = bytearray(data)
            for place in range(at, min(at + _BYTES, len(bent))):
                bent[place] ^= 1 + chance.randrange(255)
            _try(Path(folder) / f"{number}.db", bytes(bent), f"seed {seed}, number {number}, byte {at}", report)
    return report


def _try(path: Path, data: bytes, named: str, report: Report) -> None:
    path.write_bytes(data)
    with watched(named, report):
        try:
            with open_database(f"sqlite:///{path}", upgrade=False, must_exist=True) as database:
                problems = [*check(database), *evidence_problems(database)]
        except AttribError as error:
            problems = [str(error)]
        except Exception as error:  # noqa: BLE001 - any error is what is looked for
            report.crashes.append(f"{named}: {type(error).__name__}: {error}")
            return
        if not problems:
            report.leaks.append(f"{named}: not told")
    for rest in path.parent.glob(f"{path.name}*"):
        rest.unlink()
