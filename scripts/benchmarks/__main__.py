"""Runs the benchmarks asked for and prints a line a figure."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType

import click

from scripts.benchmarks import commands, comparison, machine, memory, pages, registry, searching, startup, throughput

Lines = Iterator[str]
SAMPLE = Path(__file__).resolve().parents[1] / "sample"


@click.command(context_settings={"max_content_width": 100})
@click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=SAMPLE,
    help="Folder of articles to read, extract and store; the sample article if not given.",
)
@click.option("--model", default="attribution", show_default=True, help="Model to extract with.")
@click.option("--statements", default=100_000, show_default=True, help="Size of the database searched.")
@click.option(
    "--actors", default=20_000, show_default=True, help="Names in the registry measured, ten statements each."
)
@click.option("--documents", default=(1_000, 10_000), multiple=True, show_default=True, help="Sizes for peak memory.")
@click.option(
    "--db",
    help="URL of the database for `commands` or `pages`, filled if it is empty and kept; a SQLite file that goes if not"
    " given.",
)
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(
        ("machine", "throughput", "comparison", "search", "commands", "pages", "registry", "startup", "memory")
    ),
    help="Measure these alone.",
)
def main(
    texts: Path,
    model: str,
    statements: int,
    actors: int,
    documents: tuple[int, ...],
    db: str | None,
    only: tuple[str, ...],
) -> None:
    """Measure speed and memory of attrib on this machine.

    \b
    machine     the processor's peak in a matrix product
    throughput  reading, extracting and storing the texts
    comparison  extracting part of them, in turn with a BERT-base that tags, a parser of spaCy and textacy where they
                are installed, all of random weights; with one thread and with all
    search      latency on a database of generated statements
    commands    whole commands on such a database, their start included; with --statements 1000000 beside what is meant
    pages       each address of the web page, of such a size, with speakers and words as unequal as in life
    registry    suggesting, merging and searching among many generated actors
    startup     `attrib --help`
    memory      peak memory of ingesting many documents, made of the paragraphs of the texts
    """
    subjects: MappingProxyType[str, Callable[[], Lines]] = MappingProxyType(
        {
            "machine": machine.measure,
            "throughput": lambda: throughput.measure(texts, model),
            "comparison": lambda: comparison.measure(texts, model),
            "search": lambda: searching.measure(statements),
            "commands": lambda: commands.measure(statements, db),
            "pages": lambda: pages.measure(statements, db),
            "registry": lambda: registry.measure(actors, 10 * actors),
            "startup": startup.measure,
            "memory": lambda: memory.measure(texts, model, documents),
        }
    )
    for name, measure in subjects.items():
        if not only or name in only:
            for line in measure():
                click.echo(f"{name:<11} {line}")


if __name__ == "__main__":
    main()
