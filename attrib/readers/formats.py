"""The formats and their readers, and detection of a format by a file's name, its media type or its first bytes."""

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from posixpath import splitext

from attrib.errors import SettingsError
from attrib.readers.csv import delimiter_of, known_names, read_csv
from attrib.readers.foreign.apart import read_apart
from attrib.readers.html import read_html
from attrib.readers.json import read_json
from attrib.readers.jsonl import read_jsonl
from attrib.readers.markdown import read_markdown
from attrib.readers.nested.feeds import read_feed
from attrib.readers.nested.mail import read_mail
from attrib.readers.nested.warc import read_warc
from attrib.readers.nested.zip import read_zip
from attrib.readers.parquet import read_parquet
from attrib.readers.plain import read_text
from attrib.readers.signatures import signed_format
from attrib.readers.source import Readings, Source

READERS: dict[str, Callable[[Source], Readings]] = {
    "text": read_text,
    "html": read_html,
    "jsonl": read_jsonl,
    "json": read_json,
    "csv": read_csv,
    "docx": partial(read_apart, parser="docx"),
    "pdf": partial(read_apart, parser="pdf"),
    "rtf": partial(read_apart, parser="rtf"),
    "zip": read_zip,
    "warc": read_warc,
    "markdown": read_markdown,
    "mail": read_mail,
    "feed": read_feed,
    "parquet": read_parquet,
}
BINARY = frozenset({"docx", "parquet", "pdf", "rtf", "zip"})
"""The formats whose first bytes are no text."""
HOLDING = frozenset({"zip", "warc", "feed"})
"""The formats whose documents are those of other files, each read by its own reader."""
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".docx": "docx",
    ".pdf": "pdf",
    ".rtf": "rtf",
    ".zip": "zip",
    ".warc": "warc",
    ".md": "markdown",
    ".markdown": "markdown",
    ".eml": "mail",
    ".rss": "feed",
    ".atom": "feed",
    ".opml": "feed",
    ".parquet": "parquet",
}
MEDIA_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "application/json": "json",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "application/vnd.apache.parquet": "parquet",
    "application/zip": "zip",
    "application/warc": "warc",
    "text/markdown": "markdown",
    "message/rfc822": "mail",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/feed+json": "json",
    "text/x-opml": "feed",
    "text/rtf": "rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_COMPRESSED = ".gz"
_COMMENTS = rb"(?:<!--(?:(?!-->).)*+-->\s*+)*+"  # takes nothing back, or many comments would take for ever
_HTML = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?" + _COMMENTS + rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


def reader_of(name: str) -> Callable[[Source], Readings]:
    """The reader of a format. Raises SettingsError for a name that is not in READERS."""
    if name not in READERS:
        raise SettingsError(f"input format {name!r} is none of {', '.join(READERS)}")
    return READERS[name]


def format_of(path: str, suffixes: Mapping[str, str] = SUFFIXES) -> str | None:
    """The format of a file name by its suffix, with or without .gz; None for an unknown one."""
    stem, suffix = splitext(path.lower().rstrip("/"))
    return suffixes.get(splitext(stem)[1] if suffix == _COMPRESSED else suffix)


def guess(head: bytes) -> str:
    """The format of a stream from its first bytes; "text" if no other fits."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    signed = signed_format(start)
    if signed is not None:
        return signed
    if _HTML.match(start):
        return "html"
    if re.match(rb"\[\s*\{", start):
        return "json"
    first, _, rest = start.partition(b"\n")
    if first.startswith(b"{"):
        return "json" if rest and not _is_json(first) else "jsonl"
    header = first.decode("utf-8", "replace")
    # A header needs two known names: prose may also start with "Text, ...".
    return "csv" if "text" in header.lower() and known_names(header, delimiter_of(header)) > 1 else "text"


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
