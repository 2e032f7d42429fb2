"""`attrib evaluate`: how good a model is, on labelled articles."""

from pathlib import Path

import click

from attrib.cli.common.options import format_option, model_options, results_options
from attrib.cli.common.progress import say, warn_all
from attrib.cli.learn.figures import check_results, print_comparisons, print_measurements, record_results
from attrib.errors import SettingsError
from attrib.services.evaluate import Material, measure
from attrib.services.evaluate_stance import measure_stances
from attrib.settings import ExtractSettings


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
    material = Material(corpora, articles)
    measured = measure(settings, material, errors=errors, write=write, tell=say)
    stances = measure_stances(settings, material, write=write, tell=say) if settings.stance else []
    print_measurements(measured, form, stances)
    if results is not None:
        record_results(results, settings.model, measured, note)
