"""`attrib train`: make a model from labelled articles."""

from pathlib import Path

import click

from attrib.cli.progress import say


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
def command(config_path: Path, corpora: Path, articles: Path | None, output: Path | None, device: str) -> None:
    """Train the attribution model.

    Reads the settings from a TOML file (the shipped model's is models/attribution/training.toml), trains on the
    corpora it names, and measures on PolNeAR's dev split after each epoch. Writes to the output folder, after each
    epoch, a model that every command takes as --model, and a line of figures to log.jsonl.

    The state is saved every two minutes: run the same command again after an interruption and it goes on where it was.

    \b
    Examples:
      attrib train --config models/attribution/training.toml --corpora corpora --articles articles/train
      attrib train --config my.toml --corpora corpora --output runs/mine
      attrib evaluate --model runs/mine --corpora corpora
    """
    from attrib.training.config import TrainingConfig
    from attrib.training.loop import train

    config = TrainingConfig.read(config_path)
    folder = output or Path("runs") / config.name
    figures = train(config, corpora, articles, folder, say, device)
    say("dev F1: " + ", ".join(f"{name} {value}" for name, value in figures.items()))
    click.echo(folder)
