"""`attrib extract`: who said what in files, without a database."""

from collections import deque
from collections.abc import Iterable, Iterator

import click

from attrib.cli.common.options import format_option, model_options
from attrib.cli.common.output import table_console, text_output
from attrib.cli.common.progress import with_bar
from attrib.cli.common.reading import is_english, reading_options, tell, tell_language
from attrib.data import Document, Extraction, Problem, Run
from attrib.errors import ReadError
from attrib.services import models
from attrib.settings import ExtractSettings
from attrib.writers.extraction import extraction_json


@click.command("extract")
@reading_options
@format_option("jsonl", "table")
@model_options
@click.pass_context
def command(
    ctx: click.Context, items: Iterable[Document | Problem], form: str, settings: ExtractSettings, strict: bool
) -> None:
    """Print who said what in articles, without a database.

    Reads files, folders, web pages and - (standard input): plain text, HTML, JSON, JSON lines and CSV. Each article
    gives one line of JSON, in the order of the input. Offsets count Unicode characters of the article's text from 0,
    the end excluded. An article that is not in English gives a line without statements, and a warning.

    Exit status 1 if an input could not be read; the others are printed all the same.

    \b
    Examples:
      attrib extract article.txt
      attrib extract --format table article.html
      attrib extract archive.jsonl > statements.jsonl
      cat article.txt | attrib extract -
    """
    lane = _Lane(items, strict)
    extractions = with_bar(lane.extractions(settings), "articles")
    if form == "table":
        from attrib.writers.statements.table import write_extractions

        write_extractions(extractions, table_console())
    else:
        output = text_output()
        for extraction in extractions:
            output.write(extraction_json(extraction) + "\n")
    if lane.failed:
        ctx.exit(1)


class _Lane:
    """Keeps the order of the input while the pipeline reads ahead and some documents pass it by."""

    def __init__(self, items: Iterable[Document | Problem], strict: bool) -> None:
        self.items = items
        self.strict = strict
        self.failed: list[Problem] = []
        self._passed: deque[Document] = deque()

    def extractions(self, settings: ExtractSettings) -> Iterator[Extraction]:
        """One extraction a document, in order. With `strict`, raises ReadError at a problem, when the rest is out."""
        pipeline = models.open_pipeline(settings)
        for extraction in pipeline.extract(self._readable()):
            yield from self._passed_by(pipeline.run)
            self._passed.popleft()
            yield extraction
        yield from self._passed_by(pipeline.run)
        if self.strict and self.failed:
            raise ReadError(str(self.failed[0]))

    def _readable(self) -> Iterator[Document]:
        for item in self.items:
            if isinstance(item, Document):
                self._passed.append(item)
                if is_english(item):
                    yield item
                else:
                    tell_language(item)
                continue
            if not item.warning:
                self.failed.append(item)
                if self.strict:
                    return
            tell(item)

    def _passed_by(self, run: Run) -> Iterator[Extraction]:
        while self._passed and not is_english(self._passed[0]):
            yield Extraction(self._passed.popleft(), run, ())
