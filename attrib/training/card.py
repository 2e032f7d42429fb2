"""The model card: prose that people write, with tables of figures that are made from the measurements."""

from collections.abc import Sequence
from pathlib import Path

from attrib.errors import ModelError
from attrib.training.report import Measurement

BEGIN, END = "<!-- figures: written by attrib evaluate --write -->", "<!-- end of figures -->"


def figures_tables(measurements: Sequence[Measurement]) -> str:
    """A Markdown table for each corpus: precision, recall and F1 in percent, the F1 interval, and how many labels."""
    return "\n\n".join(_table(measurement) for measurement in measurements)


def _table(measurement: Measurement) -> str:
    lines = [
        f"On {measurement.corpus}, {measurement.documents} documents (data digest {measurement.digest}):",
        "",
        "| | precision | recall | F1 | 95 % interval of F1 | labelled |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for figure in measurement.figures:
        score = figure.score
        numbers = f"{score.precision:.1f} | {score.recall:.1f} | {score.f1:.1f}"
        lines.append(f"| {figure.name} | {numbers} | {figure.low:.1f} – {figure.high:.1f} | {score.labelled} |")
    return "\n".join(lines)


def update_card(folder: Path, measurements: Sequence[Measurement]) -> None:
    """Put the figures between their marks in the folder's README.md; make a bare card where there is none.

    Raises ModelError where a card has not both marks in order: then nothing is written.
    """
    path = folder / "README.md"
    text = path.read_text(encoding="utf-8") if path.is_file() else f"# {folder.name}\n\n{BEGIN}\n{END}\n"
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ModelError(f"{path} has no place for figures; put the lines {BEGIN!r} and {END!r} into it")
    path.write_text(f"{before}{BEGIN}\n\n{figures_tables(measurements)}\n\n{END}{after}", encoding="utf-8")
