"""Saves articles one after the other until it is killed: `python -m tests.store.crash URL`."""

import sys

from attrib.data import Extraction
from attrib.store.database.session import open_database
from attrib.store.save import save
from tests.store.newsdesk import article, person, said

ARTICLES = 400


def extraction(number: int) -> Extraction:
    """The article of that number, with five statements."""
    text = " ".join(f"“Word {number} {part},” said Ann Lee." for part in range(5))
    statements = [said(text, f"“Word {number} {part},”", "Ann Lee", by=person("Ann Lee")) for part in range(5)]
    return article(text, *statements, location=f"{number}.txt")


if __name__ == "__main__":
    with open_database(sys.argv[1]) as opened:
        for index in range(ARTICLES):
            save(opened, extraction(index))
            sys.stdout.write(f"{index}\n")
            sys.stdout.flush()
