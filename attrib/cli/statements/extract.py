"""`attrib extract`: who said what in files, without a database."""

from collections.abc import Iterable, Iterator

import click

from attrib.cli.common.model_options import jobs_option, model_options
from attrib.cli.common.options import format_option
from attrib.cli.common.output import table_console, text_output
from attrib.cli.common.progress import warn_all, with_bar
from attrib.cli.common.reading import reading_options, tell
from attrib.data import Document, Extraction, Problem
from attrib.services import models
from attrib.services.extract import extractions
from attrib.services.jobs import make_crew
from attrib.settings import ExtractSettings
from attrib.writers.extraction import extraction_json


@click.command("extract")
@reading_options
@format_option("jsonl", "table")
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
) -> None:
    """Print who said what in articles, without a database.

    Reads files, folders, web pages and - (standard input): plain text, HTML, JSON, JSON lines and CSV. Each article
    gives one line of JSON, in the order of the input. Offsets count Unicode characters of the article's text from 0,
    the end excluded. An article that is not in English gives a line without statements, and a warning.

    Many articles are shared out to processes of one thread each, one a processor; see --jobs.

    Exit status 1 if an input could not be read; the others are printed anyway.

    \b
    Examples:
      attrib extract article.txt
      attrib extract --format table article.html
      attrib extract archive.jsonl > statements.jsonl
      cat article.txt | attrib extract -
    """
    failed: list[Problem] = []
    extractor = models.open_pipeline(settings)
    warn_all(extractor.warnings)
    crew = make_crew(jobs, settings, vectors=False)
    found = _report_problems(extractions(items, extractor, strict=strict, crew=crew), failed)
    shown = with_bar(found, "articles")
    if form == "table":
        from attrib.writers.statements.table import write_extractions

        write_extractions(shown, table_console())
    else:
        output = text_output()
        for extraction in shown:
            output.write(extraction_json(extraction) + "\n")
    if failed:
        ctx.exit(1)


def _report_problems(items: Iterable[Extraction | Problem], failed: list[Problem]) -> Iterator[Extraction]:
    """The extractions; problems are reported, and those that are not warnings are added to `failed`."""
    for item in items:
        if isinstance(item, Extraction):
            yield item
            continue
        tell(item)
        if not item.warning:
            failed.append(item)
