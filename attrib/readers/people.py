"""Lists of known people and organizations, CSV, JSON or JSON lines, with the column names of usual exports.

These are attrib's own names and those of EveryPolitician, OpenSanctions (targets.simple.csv) and Wikidata queries. Rows
about the same actor (by id, Wikidata id or else name) are one record with several roles.
"""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from attrib.data import ActorKind, Problem
from attrib.data.actors import KnownActor
from attrib.errors import ReadError
from attrib.readers.known import FIELDS, Record, known_actor, plain


def read_people(path: Path, kind: ActorKind | None = None) -> Iterator[KnownActor | Problem]:
    """The people and organizations of a file, in its order; `kind` is for records without one.

    A record that cannot be used is a Problem, and a warning where it is neither a person nor an organization (a ship).
    Raises ReadError for a file that is not UTF-8 or has no column for names.
    """
    merged: dict[tuple[str, str], KnownActor] = {}
    problems = []
    for number, record in _records(path):
        try:
            actor = known_actor(record, number, kind)
        except ReadError as error:
            problems.append(Problem(str(path), number, str(error)))
            continue
        if actor is None:
            words = f"{record.get('schema') or record.get('kind')} is neither a person nor an organization; left out"
            problems.append(Problem(str(path), number, words, warning=True))
            continue
        key = _identity(actor)
        merged[key] = merged[key].joined(actor) if key in merged else actor
    yield from problems
    yield from merged.values()


def _identity(actor: KnownActor) -> tuple[str, str]:
    if actor.id or actor.wikidata_id:
        return "id", actor.id or actor.wikidata_id or ""
    return str(actor.kind), actor.name.casefold()


def _records(path: Path) -> Iterator[tuple[int, Record]]:
    """The rows or objects of a file with their numbers; field names are in the form of `plain`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    if path.suffix.lower() in (".jsonl", ".ndjson", ".json"):
        yield from _objects(text)
        return
    mark = "\t" if path.suffix.lower() == ".tsv" else ","
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        columns = [plain(name) for name in reader.fieldnames or ()]
        if not {"name", *FIELDS["name"]} & set(columns):
            raise ReadError(_nameless(path, columns, "tabs" if mark == "\t" else "commas"))
        for row in reader:
            yield reader.line_num, {plain(name): value for name, value in row.items() if name is not None}
    except csv.Error as error:
        place = reader.reader.line_num
        raise ReadError(f"{path}, line {place}: not valid CSV ({error}); save it again as CSV") from error


def _nameless(path: Path, columns: list[str], marks: str) -> str:
    found = ", ".join(columns[:12]) or "none"
    return (
        f"{path} has no column name (or {', '.join(FIELDS['name'])}); its columns, divided by {marks}: {found}; "
        "name the column in the first line"
    )


def _objects(text: str) -> Iterator[tuple[int, Record]]:
    """The objects of a JSON array with their places in it, else those of JSON lines with their lines."""
    for number, value in _values(text):
        if isinstance(value, dict):
            yield number, {plain(str(name)): item for name, item in value.items()}
        else:
            yield number, {"problem": 'expected a JSON object such as {"name": "…"}'}


def _values(text: str) -> Iterator[tuple[int, object]]:
    if text.lstrip().startswith("["):
        try:
            yield from enumerate(json.loads(text), start=1)
        except (ValueError, RecursionError) as error:
            yield 1, {"problem": f"not valid JSON ({error})"}
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, {"problem": f"not valid JSON ({error})"}
