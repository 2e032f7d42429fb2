"""`attrib evaluate`: how good a model is, on labelled articles."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from attrib.cli.options import format_option, model_options
from attrib.cli.output import table_console
from attrib.cli.progress import say
from attrib.errors import SettingsError
from attrib.settings import ExtractSettings

if TYPE_CHECKING:
    from attrib.training.report import Measurement


@click.command("evaluate")
@click.option(
    "--corpora",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    envvar="ATTRIB_CORPORA",
    show_envvar=True,
    help="Folder that holds polnear/dev.",
)
@click.option(
    "--articles",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    envvar="ATTRIB_ARTICLES",
    show_envvar=True,
    help="Folder of labelled articles: labels/*.json and text/*.txt.",
)
@click.option("--write", is_flag=True, help="Write the figures to the model's metrics.json and card.")
@format_option("table", "json")
@model_options
def command(corpora: Path | None, articles: Path | None, write: bool, form: str, settings: ExtractSettings) -> None:
    """Measure a model on labelled articles.

    On PolNeAR's dev split: precision, recall and F1 of source, cue and content spans (exact, and overlapping by half)
    and of linked statements. On labelled articles: statements detected, and given to the right speaker; and of the
    detected ones, how many have the right type, speaker, kind of speaker and affiliation. Each F1 comes with its
    bootstrap 95 % interval over documents.

    \b
    Examples:
      attrib evaluate --corpora corpora
      attrib evaluate --corpora corpora --articles articles/dev --format json
      attrib evaluate --model runs/attribution --corpora corpora --write
    """
    if corpora is None and articles is None:
        raise SettingsError("nothing to measure on: give --corpora (with polnear/dev in it), --articles, or both")
    from attrib.nn.folder import model_folder
    from attrib.pipeline.build import build
    from attrib.training.card import update_card
    from attrib.training.corpora import read_labelled_articles, read_polnear
    from attrib.training.report import measure_spans, measure_speakers, write_metrics

    pipeline = build(settings)
    measured: list[Measurement] = []
    if corpora is not None:
        measured.append(measure_spans(pipeline, "polnear/dev", read_polnear(corpora / "polnear" / "dev")))
    if articles is not None:
        name = f"articles/{articles.resolve().name}"
        measured.append(measure_speakers(pipeline, name, read_labelled_articles(articles)))
    if form == "json":
        click.echo(json.dumps({item.corpus: item.to_json() for item in measured}, indent=2))
    else:
        for item in measured:
            _print(item)
    if write:
        folder = model_folder(settings.model)
        update_card(folder, measured)
        write_metrics(folder, pipeline, measured)
        say(f"wrote {folder / 'metrics.json'} and the figures in {folder / 'README.md'}")


def _print(measurement: "Measurement") -> None:
    from rich.table import Table

    table = Table(title=f"{measurement.corpus}, {measurement.documents} documents", title_justify="left")
    table.add_column("")
    for name in ("precision", "recall", "F1", "95 % interval", "labelled"):
        table.add_column(name, justify="right")
    for figure in measurement.figures:
        score = figure.score
        numbers = (f"{value:.1f}" for value in (score.precision, score.recall, score.f1))
        table.add_row(figure.name, *numbers, f"{figure.low:.1f} - {figure.high:.1f}", str(score.labelled))
    table_console().print(table)
