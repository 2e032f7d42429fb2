"""One claim as each outlet gave it, as a table and as objects."""

import re
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from attrib.data.claims import ClaimComparison, ClaimVersion, Piece
from attrib.data.dates import day_text, iso_text
from attrib.text.terminal import printable
from attrib.writers.claims import claim_row, claim_sentence
from attrib.writers.rows import Row
from attrib.writers.tables import Column, line, print_table

COMPARISON_COLUMNS: dict[str, str] = {
    "claim": "the claim's id",
    "statement": "the statement's id",
    "outlet": "who published it",
    "published_at": "the date of its article",
    "speaker": "who said it",
    "form": "quoted, part quoted or paraphrased",
    "words": "its words, verbatim; {} around those that the fullest version lacks, ! behind { for a figure or negation",
    "lacks": "what the fullest version has and this one has not, parted by |",
    "copies": "the ids of statements with the same words, parted by |",
}

_WIDE = 24  # columns of the terminal for outlet, date and speaker


def write_comparison(comparison: ClaimComparison, console: Console) -> None:
    """Print a claim and a row a version: outlet and date, how it is given, its words with marks, what it lacks."""
    console.print(printable(claim_sentence(comparison.claim)), markup=False, highlight=False, soft_wrap=True)
    versions = comparison.versions
    columns = [
        Column("outlet", [line(_where(item)) for item in versions], wanted=_WIDE),
        Column("form", [line(item.form) for item in versions]),
        Column("words", [_marked(item.pieces) for item in versions], running=True),
        Column("lacks", [_listed(item.lacks) for item in versions], wanted=24),
        Column("id", [line(item.record.statement_id[:8]) for item in versions], style="dim"),
    ]
    print_table([column for column in columns if any(column.cells)], console)


def _where(item: ClaimVersion) -> str:
    """The outlet, date and speaker of a version, and how many others have the same words."""
    record = item.record
    known = (record.outlet or _end_of(record.location), day_text(record.published_at, record.published_precision),
             record.speaker or "")  # fmt: skip
    more = f"and {len(item.copies)} more with these words" if item.copies else ""
    return ", ".join(part for part in (*known, more) if part)


def _end_of(path: str) -> str:
    """The end of a path or address, of whole words, that fits the column: "…the-horizon-or-not.txt"."""
    name = path.rstrip("/").replace("\\", "/").rpartition("/")[2] or path
    starts = [0, *(found.end() for found in re.finditer(r"[-_. ]+", name))]
    fitting = [start for start in starts if len(name) - start < _WIDE and start < len(name)]
    start = min(fitting, default=starts[-1])
    return f"…{name[start:]}" if start else name


def _marked(pieces: Sequence[Piece]) -> Text:
    found = Text()
    for piece in pieces:
        words = piece.text.rstrip()
        if piece.shared:
            found.append(printable(piece.text))
            continue
        found.append(_braced(piece, words), style="bold red" if piece.figure or piece.negation else "bold")
        found.append(printable(piece.text[len(words) :]))
    return found


def _braced(piece: Piece, words: str) -> str:
    return f"{{{'!' if piece.figure or piece.negation else ''}{printable(words)}}}"


def _listed(pieces: Sequence[Piece]) -> Text:
    found = Text()
    for number, piece in enumerate(pieces):
        found.append(" | " if number else "")
        style = "bold red" if piece.figure or piece.negation else ""
        found.append(printable(piece.text.strip()), style=style)
    return found


def version_rows(comparison: ClaimComparison) -> list[Row]:
    """The versions of a claim as rows of CSV, in the order of COMPARISON_COLUMNS."""
    return [
        {
            "claim": comparison.claim.id,
            "statement": item.record.statement_id,
            "outlet": item.record.outlet,
            "published_at": iso_text(item.record.published_at, item.record.published_precision),
            "speaker": item.record.speaker,
            "form": item.form,
            "words": _marked(item.pieces).plain,
            "lacks": _listed(item.lacks).plain,
            "copies": " | ".join(copy.statement_id for copy in item.copies),
        }
        for item in comparison.versions
    ]


def comparison_object(comparison: ClaimComparison) -> Row:
    """A comparison as an object: the claim, and its versions with their pieces."""
    versions = [
        dict(row)
        | {
            "words": "".join(piece.text for piece in item.pieces),
            "lacks": [_piece(piece) for piece in item.lacks],
            "copies": [copy.statement_id for copy in item.copies],
            "pieces": [_piece(piece) for piece in item.pieces],
        }
        for row, item in zip(version_rows(comparison), comparison.versions, strict=True)
    ]
    return claim_row(comparison.claim) | {"versions": versions}


def _piece(piece: Piece) -> Row:
    return {"text": piece.text, "shared": piece.shared, "figure": piece.figure, "negation": piece.negation}
