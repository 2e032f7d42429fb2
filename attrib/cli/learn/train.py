"""`attrib train`: training a model from labelled texts."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from attrib.cli.common.options import results_options
from attrib.cli.common.progress import say
from attrib.cli.learn.bars import Bars
from attrib.cli.learn.figures import check_results, record_results
from attrib.errors import SettingsError
from attrib.settings import ExtractSettings

if TYPE_CHECKING:
    from attrib.training.attribution.recipe import AttributionTraining
    from attrib.training.engine.task import Workplace
    from attrib.training.evaluation.measurement import Measurement


@click.command("train")
@click.option(
    "--config",
    "config_path",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="TOML file with the settings of the run.",
)
@click.option(
    "--corpora",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    envvar="ATTRIB_CORPORA",
    show_envvar=True,
    help="Folder with the corpora that the config names.",
)
@click.option(
    "--articles",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of labelled articles (labels/*.json and text/*.txt) if the config has articles_weight, or the "
    "folder of such folders if the config names them as articles.",
)
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder of the model; default: runs/NAME."
)
@click.option("--device", default="auto", show_default=True, help="Where to compute: auto, cpu, cuda or cuda:1.")
@click.option(
    "--save-every",
    type=click.FloatRange(min=0),
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="Interval of saving the state, from which an interrupted training continues.",
)
@results_options
def command(
    *,
    config_path: Path,
    corpora: Path,
    articles: Path | None,
    output: Path | None,
    device: str,
    save_every: float,
    results: Path | None,
    note: str,
) -> None:
    """Train a model: attribution, stance, a head for antecedents or word classes, or adapt an encoder to news.

    Reads the settings from a TOML file and trains on the corpora that it names; its `task` says what to train. The
    settings of the shipped models are training.toml in models/attribution, models/stance, models/antecedents and
    models/word-classes; scripts/experiments has those of experiments.

    Each epoch ends with a complete model in the output folder, which every command accepts as --model or
    --stance-model, and a line in log.jsonl there: the loss and, if the task is measured in training, figures on its
    development split. training.json keeps the settings and the duration.

    With task = "masked_words" the encoder learns to predict masked words of news; an attribution training whose config
    names the folder as `start` continues from there.

    --results adds the dev figures of the finished attribution model, with their intervals, to a CSV table that `attrib
    evaluate --compare` reads.

    The state of every task is saved every two minutes (--save-every changes that). After an interruption, run the same
    command again: it continues and ends with the same weights.

    \b
    Examples:
      attrib train --config models/attribution/training.toml --corpora corpora --articles articles/train
      attrib train --config models/stance/training.toml --corpora corpora --articles articles
      attrib train --config models/antecedents/training.toml --corpora corpora
      attrib train --config models/word-classes/training.toml --corpora corpora
      attrib train --config my.toml --corpora corpora --output runs/mine --save-every 600
      attrib train --config my.toml --corpora corpora --results results.csv --note "second seed"
      attrib evaluate --model runs/mine --corpora corpora
    """
    from attrib.nn.encoder.device import choose_device
    from attrib.training.attribution.recipe import AttributionTraining
    from attrib.training.engine.task import Workplace
    from attrib.training.tasks import task_class, task_of, train_recipe

    recipe = task_class(task_of(config_path)).recipe_class.read(config_path)
    attribution = recipe if isinstance(recipe, AttributionTraining) else None
    if results is not None:
        if attribution is None:
            raise SettingsError(
                f"--results {results} keeps figures of attribution alone; leave it out for {recipe.task}"
            )
        check_results(results)
    folder = output or Path("runs") / recipe.name
    with Bars() as bars:
        place = Workplace(corpora, folder, articles, choose_device(device), say, bars.show, save_every)
        figures = train_recipe(recipe, place)
    if figures:
        say("figures: " + ", ".join(f"{name} {value}" for name, value in figures.items()))
    if results is not None and attribution is not None:
        record_results(results, str(folder), [_measure(place, attribution)], note)
    click.echo(folder)


def _measure(place: "Workplace", recipe: "AttributionTraining") -> "Measurement":
    """The figures on the dev split of the training, with the weights in the folder, in half precision."""
    from attrib.pipeline.build import build
    from attrib.training.corpora.polnear import read_polnear
    from attrib.training.evaluation.figures import detect_statements
    from attrib.training.evaluation.report import measure_spans

    pipeline = build(ExtractSettings(str(place.output), str(place.device), recipe.precision, stance=False))
    texts = read_polnear(place.corpora / recipe.polnear / "dev")
    return measure_spans(f"{recipe.polnear}/dev", texts, detect_statements(pipeline.detector, texts))
