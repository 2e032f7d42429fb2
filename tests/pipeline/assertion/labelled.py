"""The statements labelled for their assertion, and how well the rules tell them.

`ATTRIB_ARTICLES=gold/train-modern python -m tests.pipeline.assertion.labelled` prints both halves of the outlets; the
rules were written with those of the part "dev" in view.
"""

import csv
import os
import sys
from collections import Counter
from pathlib import Path

from attrib.data import Assertion, Span, Spans, Statement
from attrib.pipeline.assertion.assertions import find_assertion
from attrib.pipeline.speakers.annotated import AnnotatedText, annotate
from attrib.text.quotation import statement_type

LABELS = Path(__file__).parents[3] / "scripts" / "experiments" / "assertions.csv"

Counts = Counter[tuple[str, str]]
"""How many statements have a label and were told to be something, by the two."""


def counts(texts: Path, part: str) -> Counts:
    """The counts over the labelled statements of one part, as far as their articles are in the folder `texts`."""
    found = Counts()
    documents: dict[Path, AnnotatedText] = {}
    with LABELS.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["part"] == part]
    for row in rows:
        path = texts / row["file"]
        if not path.is_file():
            continue
        if path not in documents:
            documents[path] = annotate(path.read_bytes().decode("utf-8"), ())
        doc, content = documents[path], _spans(row["content"])
        statement = Statement(statement_type(doc.text, content, doc.marked), content, _spans(row["cue"]))
        found[row["assertion"], str(find_assertion(doc, statement))] += 1
    return found


def _spans(cell: str) -> Spans:
    """Spans written as 12-34;40-52."""
    return tuple(Span(*map(int, piece.split("-"))) for piece in cell.split(";") if piece)


def accuracy(found: Counts) -> float:
    """The share of statements told as they are labelled, 0 to 1."""
    return sum(count for (wanted, told), count in found.items() if wanted == told) / max(1, found.total())


def _report(found: Counts, part: str) -> None:
    sys.stdout.write(f"{part}: {accuracy(found):.1%} of {found.total()}\n")
    for value in map(str, Assertion):
        right = found[value, value]
        told = sum(count for (_, each), count in found.items() if each == value)
        labelled = sum(count for (each, _), count in found.items() if each == value)
        precision, recall = right / max(1, told), right / max(1, labelled)
        sys.stdout.write(f"  {value:9} precision {precision:6.1%} of {told:3}, recall {recall:6.1%} of {labelled:3}\n")


if __name__ == "__main__":
    for name in ("dev", "test"):
        _report(counts(Path(os.environ["ATTRIB_ARTICLES"], "text"), name), name)
