"""`attrib evaluate`: how good a model is, on labelled articles."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from attrib.cli.common.options import format_option, model_options, results_options
from attrib.cli.common.progress import say, warn_all
from attrib.cli.learn.figures import check_results, print_comparisons, print_measurements, record_results
from attrib.cli.learn.stance_figures import measure_stances
from attrib.errors import SettingsError
from attrib.settings import ExtractSettings
from attrib.writers.files import complete_file

if TYPE_CHECKING:
    from attrib.data import Statement
    from attrib.pipeline.detection.detector import Detector
    from attrib.training.corpora.polnear import LabelledText
    from attrib.training.evaluation.measurement import Measurement


@click.command("evaluate")
@click.option(
    "--corpora",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    envvar="ATTRIB_CORPORA",
    show_envvar=True,
    help="Folder that holds polnear/dev, and riqua/valid.txt and the corpora of stance if you have them.",
)
@click.option(
    "--articles",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    envvar="ATTRIB_ARTICLES",
    show_envvar=True,
    help="Folder of labelled articles: labels/*.json and text/*.txt.",
)
@click.option("--write", is_flag=True, help="Write the figures to the model's metrics.json and card.")
@click.option(
    "--errors",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Markdown file to write the commonest kinds of errors on polnear/dev to.",
)
@results_options
@click.option("--compare", is_flag=True, help="Measure nothing; print the mean and spread over seeds of --results.")
@format_option("table", "json")
@model_options
def command(
    *, corpora: Path | None, articles: Path | None, write: bool, errors: Path | None, results: Path | None, note: str,
    compare: bool, form: str, settings: ExtractSettings,
) -> None:  # fmt: skip
    """Measure a model on labelled articles.

    On PolNeAR's dev split: precision, recall and F1 of source, cue and content spans (exact, and overlapping by half)
    and of linked statements, and how often statements of each confidence are right; where polnear-silver/dev.jsonl.gz
    is there, the same again with the texts turned into other house styles, and how often word classes agree with
    CoreNLP's. On RiQuA, which is fiction, spans alone. On GAP (gap/gap-validation.tsv): whom pronouns mean; on GUM
    (gum/dev): who is who within a text. On labelled articles: statements detected, and given to the right speaker; and
    of the detected ones, how many have the right type, speaker (also by how the text points at it: by name, nominal,
    pronoun or nothing), kind of speaker, affiliation and role. Each F1 comes with its bootstrap 95 % interval over
    documents.

    The stance model is measured unless --no-stance is given: on the development splits of directed-sentiment, NewsMTSC
    and Perspectrum where the corpora have them (each with its training split, from which a bag of words learns to stand
    beside it), and on the stances of labelled articles. --write writes its figures into its own folder.

    --results keeps the figures in a CSV table; --compare prints what it says of each recipe: trainings whose settings
    differ in name and seed alone.

    \b
    Examples:
      attrib evaluate --corpora corpora
      attrib evaluate --corpora corpora --articles articles/dev --format json
      attrib evaluate --corpora corpora --errors errors.md
      attrib evaluate --model runs/attribution --corpora corpora --write
      attrib evaluate --model runs/mine --corpora corpora --results results.csv --note "more dropout"
      attrib evaluate --results results.csv --compare
    """
    from attrib.pipeline.parts import choose_parts

    if compare:
        if results is None:
            raise SettingsError("nothing to compare: give the table of figures as --results")
        print_comparisons(results, form)
        return
    if corpora is None and (articles is None or errors is not None):
        what = "--corpora (with polnear/dev in it)"
        raise SettingsError(
            f"nothing to measure on: give {what}, --articles, or both" if errors is None else f"--errors needs {what}"
        )
    if results is not None:
        check_results(results)
    warn_all(choose_parts(settings).warnings)
    measured = _measure(settings, corpora, articles, errors, write)
    stances = measure_stances(settings, corpora, articles, write) if settings.stance else []
    print_measurements(measured, form, stances)
    if results is not None:
        record_results(results, settings.model, measured, note)


def _measure(
    settings: ExtractSettings, corpora: Path | None, articles: Path | None, errors: Path | None, write: bool
) -> list["Measurement"]:
    from attrib.nn.catalogue import Kind, find_model
    from attrib.pipeline.build import build
    from attrib.training.corpora.polnear import read_labelled_articles
    from attrib.training.evaluation.card import update_card
    from attrib.training.evaluation.measurement import write_metrics
    from attrib.training.evaluation.report import measure_speakers

    pipeline = build(replace(settings, stance=False))
    measured = [] if corpora is None else _measure_corpora(pipeline.detector, corpora, errors)
    if articles is not None:
        name = f"articles/{articles.resolve().name}"
        measured.append(measure_speakers(pipeline, name, read_labelled_articles(articles)))
    if write:
        folder = find_model(settings.model, Kind.ATTRIBUTION)
        update_card(folder, measured)
        write_metrics(folder, measured, str(pipeline.run.settings["precision"]))
        say(f"wrote {folder / 'metrics.json'} and the figures in {folder / 'README.md'}")
    return measured


def _measure_corpora(detector: "Detector", corpora: Path, errors: Path | None) -> list["Measurement"]:
    from attrib.training.attribution.augment import restyle_all
    from attrib.training.corpora.polnear import read_polnear
    from attrib.training.corpora.riqua import read_riqua
    from attrib.training.evaluation.figures import detect_statements
    from attrib.training.evaluation.report import measure_spans

    silver = corpora / "polnear-silver" / "dev.jsonl.gz"
    texts = read_polnear(corpora / "polnear" / "dev", silver if silver.is_file() else None)
    found = detect_statements(detector, texts)
    measured = [measure_spans("polnear/dev", texts, found)]
    if errors is not None:
        _write_errors(errors, texts, found)
    if silver.is_file():
        texts = restyle_all(texts)
        measured.append(measure_spans("polnear/dev restyled", texts, detect_statements(detector, texts)))
    measured += _measure_coreference(detector, corpora)
    measured += _measure_words(detector, corpora)
    fiction = corpora / "riqua" / "valid.txt"
    if fiction.is_file():
        texts = read_riqua(fiction)
        measured.append(measure_spans("riqua/valid", texts, detect_statements(detector, texts), linked=False))
    return measured


def _measure_coreference(detector: "Detector", corpora: Path) -> list["Measurement"]:
    """Pronouns on GAP and who is who on GUM, each where it is there."""
    from attrib.training.evaluation.report import measure_gap, measure_gum

    measured = []
    gap, gum = corpora / "gap" / "gap-validation.tsv", corpora / "gum" / "dev"
    if gap.is_file():
        measured.append(measure_gap(detector, "gap/validation", gap))
    if any(gum.glob("*.tsv")):
        measured.append(measure_gum(detector, "gum/dev", gum))
    return measured


def _measure_words(detector: "Detector", corpora: Path) -> list["Measurement"]:
    """Word classes on PolNeAR's dev split, where CoreNLP's tags of it are there and the model has a head for them."""
    from attrib.training.evaluation.report import measure_word_classes

    silver = corpora / "polnear-silver" / "dev.jsonl.gz"
    if detector.word_classes is None or not silver.is_file():
        return []
    return [measure_word_classes(detector, "polnear-silver/dev", silver, corpora / "polnear" / "dev")]


def _write_errors(path: Path, texts: Sequence["LabelledText"], found: Sequence[Sequence["Statement"]]) -> None:
    from attrib.training.evaluation.error_kinds import find_errors
    from attrib.training.evaluation.error_table import error_table
    from attrib.training.evaluation.figures import as_attribution

    errors = [
        (text.text, error)
        for text, statements in zip(texts, found, strict=True)
        for error in find_errors(text.text, text.annotations[0], [as_attribution(item) for item in statements])
    ]
    with complete_file(path, overwrite=True) as stream:
        stream.write(error_table(errors, len(texts)))
    say(f"wrote {path}")
