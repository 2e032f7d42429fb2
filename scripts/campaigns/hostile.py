"""A folder with articles, fact checks and judgements whose every word has control characters, and the names in it."""

import json
from functools import cache
from pathlib import Path

from attrib.data import Stance, StanceLabel, StatementQuery
from attrib.services.desk import open_desk
from attrib.store.database.session import open_database
from attrib.store.save import save
from attrib.store.search.query import search
from tests.store.newsdesk import article, person, said

DATABASE = "attrib.db"
# ESC sequences that clear, retitle and ask; 8-bit CSI; bell, backspace, delete; marks of direction; separators.
MARKS = "\x1b[2J\x1b]0;owned\x07\x9b31m\x08\x7f\x0c\x85\u202e\u2066\u200b\u2028\u00ad\U000e0041"
EVA = f"eva{MARKS}"


def dirty(words: str) -> str:
    """Words with such characters before, within and behind them."""
    half = len(words) // 2
    return f"{MARKS}{words[:half]}{MARKS}{words[half:]}{MARKS}"


def fill(folder: Path) -> None:
    """Make a database and files in a folder."""
    url = f"sqlite:///{folder / DATABASE}"
    with open_database(url) as database:
        for number in range(3):
            quote, name = dirty(f"“We want peace {number},”"), f"Ann{MARKS} Lee"
            text = f"{quote} said {name}.\n\n“No{number},” {name} said.{MARKS}"
            side = StanceLabel.OPPOSE if number % 2 else StanceLabel.SUPPORT  # changes of mind
            stance = Stance(dirty("Pakistan"), "actor", side, 0.9)
            speaker = person(name, role=dirty("minister"), affiliation=dirty("Norland"))
            statements = [
                said(text, quote, name, by=speaker, stances=(stance,)),
                said(text, f"“No{number},”", name, by=person(dirty("Bo Ray"))),
            ]
            save(
                database,
                article(
                    text,
                    *statements,
                    location=f"{number}{MARKS}.txt",
                    outlet=dirty("Gull"),
                    day=f"2025-0{number + 1}-02",
                ),
            )
        first = next(search(database, StatementQuery()))
    files = {
        f"plain{MARKS.replace('/', '')}.txt": f'"Prices{MARKS} rose" said Cy Ray.',
        "bent.jsonl": json.dumps({"text": 7, "title": MARKS}) + f"\n{{{MARKS}\n",
        "checks.csv": f'claim,rating,publisher,url\n"{dirty("We want peace")}",{dirty("False")},{dirty("Checks")},x\n',
        "bent.csv": f"claim,rating\n{MARKS}\n",
        f"toml{MARKS}.toml": f"by = {MARKS}",
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    with open_desk(url, by=EVA) as desk:
        desk.documents.edit(first.document_sha256, title=dirty("Port"), author=dirty("Bea"), note=dirty("as told"))
        desk.checks.import_from([folder / "checks.csv"])
        desk.saved.add(dirty("peace"), "peace", note=dirty("for Monday"))
        desk.review(first.statement_id, reject=True, note=dirty("wrong"))
        desk.actors.add_alias(first.actor_id or "", dirty("B. Ray"))


@cache
def pool(folder: Path) -> dict[str, list[str]]:
    """Names that are there and such that are not, by the kinds of parameters that take them."""
    with open_database(f"sqlite:///{folder / DATABASE}") as database:
        records = list(search(database, StatementQuery()))
    files = [path.name for path in sorted(folder.iterdir()) if path.suffix in (".txt", ".jsonl", ".csv", ".toml")]
    speakers = sorted({record.speaker or "" for record in records})
    return {
        "statement": [record.statement_id for record in records],
        "document": [*(record.document_sha256[:12] for record in records), *(record.location for record in records)],
        "actor": [*speakers, *(record.actor_id or "" for record in records)],
        "name": [*speakers, dirty("peace"), "stance"],
        "path": files,
        "file": files,
        "output": [f"out{MARKS}.csv", "out.html"],
        "model": ["fast", dirty("fast")],
        "": [dirty("peace"), MARKS, "", "-", "2025-01-02", "peace"],
    }
