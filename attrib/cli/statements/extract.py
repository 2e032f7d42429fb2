"""`attrib extract`: who said what in files, without a database."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TextIO, TypeVar

import click

from attrib.cli.common.model_options import jobs_option, model_options
from attrib.cli.common.options import format_option, output_options
from attrib.cli.common.output import table_console, text_output, with_columns
from attrib.cli.common.progress import Progress, warn_all
from attrib.cli.common.reading import reading_options, tell, tell_left
from attrib.data import Document, Extraction, Problem
from attrib.data.shards import Shard, ShardRow
from attrib.errors import SettingsError
from attrib.services import models
from attrib.services.export import shard_writer
from attrib.services.extract import extractions
from attrib.services.extract_shard import extract_shard
from attrib.services.jobs import make_crew
from attrib.services.problems import Problems
from attrib.settings import ExtractSettings
from attrib.writers.extraction import COLUMNS, write_extractions
from attrib.writers.files import complete_file

Found = TypeVar("Found", Extraction, ShardRow)


class ShardType(click.ParamType[Shard]):
    """A part of the input, written I/N."""

    name = "shard"

    def convert(self, value: str | Shard, param: click.Parameter | None, ctx: click.Context | None) -> Shard:
        """The part. Fails as wrong usage for words that are none."""
        if isinstance(value, Shard):
            return value
        number, slash, count = value.partition("/")
        if not (slash and number.isdecimal() and count.isdecimal()):
            self.fail(f"{value!r} is no part of the input; give one such as 3/10.", param, ctx)
        try:
            return Shard(int(number), int(count))
        except SettingsError as error:
            self.fail(f"{error}.", param, ctx)


@click.command("extract", cls=with_columns({"--format csv": COLUMNS}))
@reading_options
@format_option("jsonl", "table", "csv", "json", "parquet")
@click.option("--shard", metavar="I/N", type=ShardType(), help="With --format parquet: part I of N of the input alone.")
@click.option("--no-vectors", is_flag=True, help="With --format parquet: leave the sentence vectors to db embed.")
@output_options
@model_options
@jobs_option
@click.pass_context
def command(
    ctx: click.Context,
    items: Iterable[Document | Problem],
    form: str,
    settings: ExtractSettings,
    jobs: int | None,
    strict: bool,
    shard: Shard | None,
    no_vectors: bool,
    output: Path | None,
    force: bool,
) -> None:
    """Print who said what in articles, without a database.

    Reads files, folders, web pages and - (standard input): plain text, HTML, JSON, JSON lines and CSV. Each article
    gives one line of JSON, in the order of the input; --format csv gives a row a statement. Offsets count Unicode
    characters of the article's text from 0, the end excluded. An article that is not in English gives a line without
    statements, and a warning.

    Many articles are shared out to processes of one thread each, one a processor; see --jobs.

    --format parquet writes all that a database needs, a row an article, for attrib load. With --shard I/N it is part I
    of N of the input alone: that of the texts whose SHA-256 leaves I - 1 when it is divided by N. So N machines that
    are given the same input do a part each. The file appears under its name when it is complete.

    Exit status 1 if an input could not be read; the others are printed anyway.

    \b
    Examples:
      attrib extract article.txt
      attrib extract --format table article.html
      attrib extract archive.jsonl > statements.jsonl
      cat article.txt | attrib extract -
      attrib extract archive.jsonl --format parquet --shard 3/10 --output part-03.parquet
    """
    if form != "parquet" and (shard is not None or no_vectors):
        raise click.UsageError("--shard and --no-vectors go with --format parquet")
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise click.UsageError("--format parquet cannot be shown on a terminal; give --output FILE.parquet")
    if form == "table" and output is not None:
        raise click.UsageError("--output goes with the other forms; a table is for the terminal")
    problems = Problems()
    progress = Progress(lines=False)
    extractor = models.open_pipeline(settings, progress.doing)
    warn_all(extractor.warnings)
    vectors = form == "parquet" and not no_vectors
    crew = make_crew(jobs, settings, vectors=vectors)
    with nullcontext(text_output()) if output is None else complete_file(output, overwrite=force) as stream:
        if form == "parquet":
            open_encoder = (lambda: models.open_encoder(settings)) if vectors else None
            part = shard or Shard()
            rows = extract_shard(items, extractor, part, strict=strict, open_encoder=open_encoder, crew=crew)
            shard_writer()(progress.over(_report_problems(rows, problems)), stream, part)
        else:
            found = extractions(items, extractor, strict=strict, crew=crew)
            _write(progress.over(_report_problems(found, problems)), form, stream)
    if problems.count:
        ctx.exit(1)


def _write(found: Iterable[Extraction], form: str, stream: TextIO) -> None:
    if form == "table":
        from attrib.writers.statements.table import print_extractions

        print_extractions(found, table_console())
    else:
        write_extractions(found, form, stream)


def _report_problems(items: Iterable[Found | Problem], problems: Problems) -> Iterator[Found]:
    """What is found; of the problems of each input the first are reported, then how many more there were."""
    try:
        for item in items:
            if not isinstance(item, Problem):
                yield item
            elif problems.met(item):
                tell(item)
    finally:
        tell_left(problems)
