"""The model card: prose that people write, with tables of figures that are made from the measurements."""

from collections.abc import Sequence
from pathlib import Path

from attrib.errors import ModelError
from attrib.training.evaluation.calibration import Reliability
from attrib.training.evaluation.measurement import Measurement

BEGIN, END = "<!-- figures: written by attrib evaluate --write -->", "<!-- end of figures -->"


def figures_tables(measurements: Sequence[Measurement]) -> str:
    """A Markdown table for each corpus: precision, recall and F1 in percent, the F1 interval, and how many labels.

    Where a model has percentages beside those of baselines, the table has a column for each.

    Where reliability was measured, two tables more: how often statements of each confidence are right, and what is left
    from a confidence on.
    """
    tables = []
    for measurement in measurements:
        tables.append(_table(measurement))
        if measurement.reliability is not None:
            tables += _reliability_tables(measurement.corpus, measurement.reliability)
    return "\n\n".join(tables)


def _table(measurement: Measurement) -> str:
    parts = [f"On {measurement.corpus}, {measurement.documents} documents (data digest {measurement.digest}):"]
    if measurement.figures:
        parts.append(_scores(measurement))
    if measurement.percentages:
        parts.append(_percentages(measurement))
    if measurement.numbers:
        parts.append("\n".join(f"{name[:1].upper()}{name[1:]}: {value:.3g}." for name, value in measurement.numbers))
    return "\n\n".join(parts)


def _scores(measurement: Measurement) -> str:
    lines = [
        "| | precision | recall | F1 | 95 % interval of F1 | labelled |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for figure in measurement.figures:
        score = figure.score
        numbers = f"{score.precision:.1f} | {score.recall:.1f} | {score.f1:.1f}"
        lines.append(f"| {figure.name} | {numbers} | {figure.low:.1f} – {figure.high:.1f} | {score.labelled} |")
    return "\n".join(lines)


def _percentages(measurement: Measurement) -> str:
    columns = {"model": measurement.percentages, **measurement.baselines}
    lines = [f"| | {' | '.join(columns)} |", f"| --- |{' ---: |' * len(columns)}"]
    for name in measurement.percentages:  # of what a baseline does not tell, its cell is empty
        cells = (f"{figures[name]:.1f}" if name in figures else "" for figures in columns.values())
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _reliability_tables(corpus: str, found: Reliability) -> tuple[str, str]:
    bins = [
        f"Confidence of statements on {corpus}, expected calibration error {found.error:.3f}:",
        "",
        "| confidence | statements | mean confidence | right | |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for item in found.bins:
        bar = "█" * round(20 * item.right)
        numbers = f"{item.statements} | {item.confidence:.2f} | {item.right:.2f}"
        bins.append(f"| {item.low:.1f} – {item.high:.1f} | {numbers} | {bar} |")
    thresholds = [
        f"What `--min-confidence` leaves on {corpus}:",
        "",
        "| from | precision | recall |",
        "| ---: | ---: | ---: |",
        *(f"| {item.confidence:.1f} | {item.precision:.1f} | {item.recall:.1f} |" for item in found.thresholds),
    ]
    return "\n".join(bins), "\n".join(thresholds)


def update_card(folder: Path, measurements: Sequence[Measurement]) -> None:
    """Put the figures into the folder's card; see `put_figures`."""
    put_figures(folder, figures_tables(measurements))


def put_figures(folder: Path, tables: str) -> None:
    """Put tables of figures between their marks in the folder's README.md; make a bare card where there is none.

    Raises ModelError where a card has not both marks in order: then nothing is written.
    """
    path = folder / "README.md"
    text = path.read_text(encoding="utf-8") if path.is_file() else f"# {folder.name}\n\n{BEGIN}\n{END}\n"
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ModelError(f"{path} has no place for figures; put the lines {BEGIN!r} and {END!r} into it")
    path.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", encoding="utf-8")
