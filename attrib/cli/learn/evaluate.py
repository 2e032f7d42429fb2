"""`attrib evaluate`: the quality of a model on labelled articles."""

from pathlib import Path

import click

from attrib.cli.common.model_options import model_options
from attrib.cli.common.options import format_option, results_options
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
    help="Folder with polnear/dev and, if you have them, riqua/valid.txt and the stance corpora.",
)
@click.option(
    "--articles",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    envvar="ATTRIB_ARTICLES",
    show_envvar=True,
    help="Folder of labelled articles: labels/*.json and text/*.txt.",
)
@click.option(
    "--claims",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of events told by several outlets (*/groups.json), or of known claims (verified-claims.tsv).",
)
@click.option("--write", is_flag=True, help="Write the figures to the model's metrics.json and card.")
@click.option(
    "--errors",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Markdown file for the commonest kinds of errors on polnear/dev.",
)
@results_options
@click.option("--compare", is_flag=True, help="Measure nothing; print the mean and spread over seeds of --results.")
@format_option()
@model_options
def command(
    *, corpora: Path | None, articles: Path | None, claims: Path | None, write: bool, errors: Path | None,
    results: Path | None, note: str, compare: bool, form: str, settings: ExtractSettings,
) -> None:  # fmt: skip
    """Measure a model on labelled articles.

    On PolNeAR's dev split: precision, recall and F1 of source, cue and content spans (exact, and overlapping by half)
    and of linked statements, and the share of right statements for each confidence. With polnear-silver/dev.jsonl.gz:
    the same again on the texts in other house styles, and the agreement of word classes with CoreNLP's. On RiQuA, which
    is fiction: spans only. On GAP (gap/gap-validation.tsv): antecedents of pronouns. On GUM (gum/dev): coreference
    within a text. On Worldwide Newswire (worldwide-ner/train.tsv): names of persons, organizations and locations, in
    the articles of outlets kept from training. On labelled articles: statements detected, and detected with the right
    speaker; and the shares of detected statements with the right type, speaker (also by kind of source: name, nominal,
    pronoun or none), kind of speaker, affiliation and role; and, of the labelled statements, when, to whom and where
    they were made, by overlap and exact, and the times that mean dates. Each F1 has its bootstrap 95 % interval over
    documents.

    The stance model is measured unless --no-stance is given: on the development splits of directed-sentiment, NewsMTSC
    and Perspectrum where the corpora have them (each with its training split, for a bag-of-words baseline), and on the
    stances of labelled articles. --write writes its figures into its own folder.

    With --claims, what tells repeated claims is measured, and nothing else. On events told by several outlets: the
    share of labelled statements that the model finds, F1 of pairs of statements that make the same claim, and the share
    of pairs that only look alike and are told apart; what is learned is learned without the event. On known claims:
    R@1, R@5 and MAP@5 of the claim that a text repeats.

    CSV and JSON lines have a row a figure and measure; how far confidence can be trusted is in the other forms.

    --results adds the figures to a CSV table; --compare prints the table's figures for each recipe: trainings whose
    settings differ only in name and seed.

    \b
    Examples:
      attrib evaluate --corpora corpora
      attrib evaluate --corpora corpora --articles articles/dev --format json
      attrib evaluate --corpora corpora --errors errors.md
      attrib evaluate --model runs/attribution --corpora corpora --write
      attrib evaluate --model runs/mine --corpora corpora --results results.csv --note "more dropout"
      attrib evaluate --results results.csv --compare
      attrib evaluate --claims claims
    """
    from attrib.pipeline.parts import choose_parts

    if compare:
        if results is None:
            raise SettingsError("nothing to compare: give the table of figures as --results")
        print_comparisons(results, form)
        return
    if claims is not None:
        _measure_claims(settings, claims, form, corpora or articles or errors or results or write or None)
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


def _measure_claims(settings: ExtractSettings, folder: Path, form: str, other: object) -> None:
    """Measure and print the figures of repeated claims. Raises SettingsError where something else is asked for too."""
    from attrib.services.evaluate_claims import measure_claims

    if other is not None:
        raise SettingsError(
            "--claims is measured on its own; leave out --corpora, --articles, --errors, --results, --write"
        )
    print_measurements(measure_claims(settings, folder), form)
