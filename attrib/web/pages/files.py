"""What is on screen as a file: the report, and tables. Each is complete before its first byte is sent.

So a slow reader holds no transaction open, and the write-ahead log of an ingest does not grow behind it.
"""

import io
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from attrib.data import StatementQuery
from attrib.errors import NotFoundError, SettingsError
from attrib.services.wording import command_line
from attrib.web.addresses import query_at, search_pairs
from attrib.web.exchange import Answer, Asked, Sent
from attrib.writers.html.environment import page_policy

MOST = 50_000
"""Statements of a table; more are for the command line, which writes them as it reads them."""
_NEAREST = 200  # statements of a topic, which is searched by nearness
_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson",
}


def report(asked: Asked) -> Answer:
    """The report of a search, to read, print and keep: the file that attrib report writes, with its own policy."""
    query = _query(asked)
    stream = io.StringIO()
    asked.desk.report(stream, replace(query, limit=_NEAREST) if query.about is not None else query)
    name = "report.html" if asked.get("keep") else None
    policy = f"{page_policy()}; frame-ancestors 'none'"
    return Sent(stream.getvalue().encode("utf-8", "backslashreplace"), "text/html", name, policy)


def table(asked: Asked) -> Answer:
    """The statements of a search as a table, as attrib export writes it."""
    form = asked.path["form"]
    if form not in _TYPES:
        raise NotFoundError(f"there is no table of the form {form!r}; there are {', '.join(_TYPES)}")
    query = _query(asked)
    fitting = asked.desk.fitting(query, most=MOST)
    if fitting is not None and fitting.more:
        command = command_line(query, "export", ["--output", f"statements.{form}"])
        raise SettingsError(
            f"there are more than {MOST} statements, doubtful ones among them; narrow the search, or run: {command}"
        )
    limited = replace(query, limit=_NEAREST if fitting is None else MOST)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"statements.{form}"
        asked.desk.export(path, limited)
        return Sent(path.read_bytes(), _TYPES[form], path.name)


def _query(asked: Asked) -> StatementQuery:
    return query_at(search_pairs(asked.pairs), asked.minima)
