"""`attrib train`: make a model from labelled articles."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from attrib.cli.common.options import results_options
from attrib.cli.common.progress import say
from attrib.cli.learn.figures import check_results, record_results
from attrib.errors import SettingsError
from attrib.settings import ExtractSettings

if TYPE_CHECKING:
    from attrib.training.attribution.recipe import TrainingConfig
    from attrib.training.evaluation.report import Measurement


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
    help="Folder that holds the corpora the config names.",
)
@click.option(
    "--articles",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of labelled articles (labels/*.json and text/*.txt) to train on too, where articles_weight is not 0.",
)
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder of the model; runs/NAME if not given."
)
@click.option("--device", default="auto", show_default=True, help="Where to compute: auto, cpu, cuda or cuda:1.")
@results_options
def command(
    config_path: Path, corpora: Path, articles: Path | None, output: Path | None, device: str, results: Path | None,
    note: str,
) -> None:  # fmt: skip
    """Train the attribution model, the stance model, or a head for antecedents or word classes; adapt the encoder.

    Reads the settings from a TOML file (those of the shipped models are training.toml in models/attribution,
    models/stance, models/antecedents and models/word-classes; `task` in it says what it trains) and trains on the
    corpora it names. The first two are measured on dev splits after each epoch, and write to the output folder, each
    time, a model that every command takes as --model or --stance-model, and a line of figures to log.jsonl.

    With task = "masked_words" the encoder learns to tell masked words of news; an attribution training whose config
    names the folder as `start` goes on from there. models/experiments holds the configs of trials.

    For the stance model --articles is the folder that holds the folders of labelled articles which its config names.

    --results adds the dev figures of the finished model, with their intervals, to a CSV table that
    `attrib evaluate --compare` reads.

    The state is saved every two minutes: run the same command again after an interruption and it goes on where it was.

    \b
    Examples:
      attrib train --config models/attribution/training.toml --corpora corpora --articles articles/train
      attrib train --config models/stance/training.toml --corpora corpora --articles articles
      attrib train --config models/antecedents/training.toml --corpora corpora
      attrib train --config models/word-classes/training.toml --corpora corpora
      attrib train --config my.toml --corpora corpora --output runs/mine
      attrib train --config my.toml --corpora corpora --results results.csv --note "second seed"
      attrib evaluate --model runs/mine --corpora corpora
    """
    from attrib.training.attribution.loop import train
    from attrib.training.attribution.recipe import TrainingConfig
    from attrib.training.engine.recipe import task_of

    task = task_of(config_path)
    if task != "attribution":
        if results is not None:
            raise SettingsError(f"--results {results} keeps figures of attribution alone; leave it out for {task}")
        train_other = {
            "stance": _train_stance,
            "antecedents": _train_antecedents,
            "word_classes": _train_word_classes,
            "masked_words": _adapt,
        }
        train_other[task](config_path, corpora, articles, output, device)
        return
    config = TrainingConfig.read(config_path)
    if results is not None:
        check_results(results)
    folder = output or Path("runs") / config.name
    figures = train(config, corpora, articles, folder, say, device)
    say("dev F1: " + ", ".join(f"{name} {value}" for name, value in figures.items()))
    if results is not None:
        record_results(results, str(folder), [_measure(folder, config, corpora, device)], note)
    click.echo(folder)


def _train_antecedents(
    config_path: Path, corpora: Path, articles: Path | None, output: Path | None, device: str
) -> None:
    from attrib.training.antecedents.recipe import AntecedentTraining
    from attrib.training.antecedents.run import train_head

    _refuse_articles(articles, "antecedents")
    config = AntecedentTraining.read(config_path)
    folder = output or Path("runs") / config.name
    train_head(config, corpora, folder, say, device)
    click.echo(folder)


def _train_word_classes(
    config_path: Path, corpora: Path, articles: Path | None, output: Path | None, device: str
) -> None:
    from attrib.training.word_classes.recipe import WordClassTraining
    from attrib.training.word_classes.run import train_word_classes

    _refuse_articles(articles, "word classes")
    config = WordClassTraining.read(config_path)
    folder = output or Path("runs") / config.name
    train_word_classes(config, corpora, folder, say, device)
    click.echo(folder)


def _refuse_articles(articles: Path | None, what: str) -> None:
    if articles is not None:
        raise SettingsError(f"--articles {articles}: the head for {what} learns from corpora alone; leave it out")


def _train_stance(config_path: Path, corpora: Path, articles: Path | None, output: Path | None, device: str) -> None:
    from attrib.training.stance.recipe import StanceTrainingConfig
    from attrib.training.stance.train import train_stance

    config = StanceTrainingConfig.read(config_path)
    folder = output or Path("runs") / config.name
    figures = train_stance(config, corpora, articles, folder, say, device)
    say("dev: " + ", ".join(f"{name} {value}" for name, value in figures.items()))
    click.echo(folder)


def _adapt(config_path: Path, corpora: Path, articles: Path | None, output: Path | None, device: str) -> None:
    from attrib.training.masked_words.recipe import MaskedWordsTraining
    from attrib.training.masked_words.run import adapt

    config = MaskedWordsTraining.read(config_path)
    folder = output or Path("runs") / config.name
    adapt(config, corpora, articles, folder, say, device)
    click.echo(folder)


def _measure(folder: Path, config: "TrainingConfig", corpora: Path, device: str) -> "Measurement":
    """The figures of the weights as they lie in the folder, in half precision, on the dev split of the training."""
    from attrib.pipeline.build import build
    from attrib.training.corpora.polnear import read_polnear
    from attrib.training.evaluation.figures import detect_statements
    from attrib.training.evaluation.report import measure_spans

    pipeline = build(ExtractSettings(str(folder), device, config.precision, stance=False))
    texts = read_polnear(corpora / config.polnear / "dev")
    return measure_spans(f"{config.polnear}/dev", texts, detect_statements(pipeline.detector, texts))
