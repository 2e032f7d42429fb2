"""Statements as a file: which writer a form has, and a file that appears only when it is complete."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, TextIO

from attrib.data import StatementQuery, StatementRecord
from attrib.data.shards import Shard, ShardRow
from attrib.data.tabular import TabularStatement
from attrib.errors import SettingsError, WriteError
from attrib.readers.libraries import require_pyarrow
from attrib.writers.files import complete_file

FORMS = ("csv", "xlsx", "json", "jsonl", "parquet", "graphml", "claimreview")
_OF_NAMES = {"jsonld": "claimreview"}

Write = Callable[[Iterable[StatementRecord], TextIO], int]


def writer(form: str, *, long: bool = False, raw: bool = False, spelling: Callable[[str], str] = str) -> Write:
    """The writer of a form, one of FORMS; it returns how many statements it wrote.

    `long` is a row a statement and target, `raw` CSV without the guard against formulas; `spelling` says how messages
    name them. Raises SettingsError for another form, or for one that knows no such rows.
    """
    if form not in FORMS:
        raise SettingsError(f"form {form!r} is none of {', '.join(FORMS)}")
    if raw and form != "csv":
        raise SettingsError(f"{spelling('raw')} is about CSV; the other forms are never guarded")
    if form == "claimreview":
        if long:
            raise SettingsError(f"{spelling('long')} is about tables and JSON lines; a ClaimReview is of one statement")
        return _write_drafts
    if form == "graphml":
        if long:
            edges = "a network has one edge a stance anyway"
            raise SettingsError(f"{spelling('long')} is about tables and JSON lines; {edges}")
        from attrib.writers.statements.graphml import write_graphml

        return write_graphml
    if form == "xlsx":
        return partial(_write_workbook, long=long)
    if form == "parquet":
        if long:
            raise SettingsError(f"{spelling('long')} is about tables and JSON lines; Parquet has stances as a list")
        return _parquet_writer()
    if form == "csv":
        from attrib.writers.statements.csv import write_csv
        from attrib.writers.statements.long import write_long_csv

        return partial(write_long_csv if long else write_csv, raw=raw)
    from attrib.writers.statements.jsonl import write_json, write_jsonl
    from attrib.writers.statements.long import write_long_json, write_long_jsonl

    if form == "json":
        return write_long_json if long else write_json
    return write_long_jsonl if long else write_jsonl


def tabular_writer(
    form: str, query: StatementQuery, *, long: bool = False, raw: bool = False
) -> Callable[[Iterable[TabularStatement], TextIO], int] | None:
    """The writer of a form that needs no whole records for a query, as `find_tabular` gives them; None for others."""
    if form != "csv" or long or query.about is not None:
        return None
    from attrib.writers.statements.csv import write_csv

    return partial(write_csv, raw=raw)


def _write_workbook(records: Iterable[StatementRecord], stream: TextIO, *, long: bool) -> int:
    """Write a workbook to the bytes below a stream of text. Raises SettingsError for text that has none."""
    from attrib.writers.statements.xlsx import write_xlsx

    return write_xlsx(records, _bytes_below(stream, "a workbook"), long=long)


def _bytes_below(stream: TextIO, what: str) -> BinaryIO:
    """The bytes below a stream of text. Raises SettingsError for text that has none."""
    if not hasattr(stream, "buffer"):
        raise SettingsError(f"{what} is bytes, and this stream takes text alone; give a path or an open file")
    return stream.buffer


def _parquet_writer() -> Write:
    """The writer of Parquet. Raises SettingsError where pyarrow is not installed."""
    require_pyarrow()
    from attrib.writers.statements.parquet import write_parquet

    def write(records: Iterable[StatementRecord], stream: TextIO) -> int:
        return write_parquet(records, _bytes_below(stream, "Parquet"))

    return write


def shard_writer() -> Callable[[Iterable[ShardRow], TextIO, Shard], int]:
    """The writer of extractions for a database elsewhere. Raises SettingsError where pyarrow is not installed."""
    require_pyarrow()
    from attrib.writers.shards import write_shard

    def write(rows: Iterable[ShardRow], stream: TextIO, shard: Shard) -> int:
        return write_shard(rows, _bytes_below(stream, "Parquet"), shard)

    return write


def _write_drafts(records: Iterable[StatementRecord], stream: TextIO) -> int:
    from attrib.writers.claim_review import draft, write_claim_reviews

    return write_claim_reviews(map(draft, records), stream)


def form_of(path: Path) -> str:
    """The form that a file's name asks for. Raises SettingsError where its end is none of FORMS."""
    suffix = path.suffix.removeprefix(".").lower()
    form = _OF_NAMES.get(suffix, suffix)
    if form not in FORMS:
        raise SettingsError(f"{path} does not say its form; name it .{', .'.join(FORMS)}, or give form")
    return form


def export_file(records: Iterable[StatementRecord], path: Path, write: Write, *, overwrite: bool = False) -> int:
    """Write statements to a file that takes its name when it is complete; how many they are. Errors as `new_file`."""
    with new_file(path, overwrite=overwrite) as stream:
        return write(records, stream)


@contextmanager
def new_file(path: Path, *, overwrite: bool = False) -> Iterator[TextIO]:
    """A stream whose text becomes the file at `path` if the block succeeds; otherwise that is as before.

    Raises WriteError where the file exists and `overwrite` is off, or cannot be written.
    """
    if path.is_file() and not overwrite:
        raise WriteError(f"{path} exists; give overwrite=True to write over it, or another name")
    try:
        with complete_file(path, overwrite=True) as stream:
            yield stream
    except OSError as error:
        raise WriteError(f"cannot write {path}: {error.strerror or error}; make room, or give another name") from error
