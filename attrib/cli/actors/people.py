"""`attrib actors import` and `export`: lists of known people and organizations."""

from collections.abc import Iterable
from pathlib import Path

import click

from attrib.cli.common.options import database_option, format_option, judgement_options, output_options
from attrib.cli.common.output import text_output, with_columns
from attrib.cli.common.progress import say
from attrib.data import ActorKind, Problem
from attrib.data.actors import KnownActor
from attrib.errors import ReadError
from attrib.readers.people import read_people
from attrib.store.actors.export_list import known_actors
from attrib.store.actors.import_list import import_actors
from attrib.store.database.session import open_database
from attrib.writers.actors.people import COLUMNS, write_people_csv, write_people_objects
from attrib.writers.files import complete_file
from attrib.writers.rows import TextStream

_MOST_SHOWN = 20
_LISTED = (str(ActorKind.PERSON), str(ActorKind.ORGANIZATION))


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--kind", type=click.Choice(_LISTED), help="The kind of records that do not give one.")
@click.option("--strict", is_flag=True, help="Import nothing if a record cannot be used.")
@judgement_options
@database_option
def import_command(file: Path, kind: str | None, strict: bool, by: str, note: str | None, database: str) -> None:
    """Import a list of known people and organizations.

    FILE is CSV (a row a person, or a row a role), JSON or JSON lines, in UTF-8. Columns: name, kind, aliases (joined by
    ;), wikidata_id, id, organization, role, since, until; JSON lines hold lists of aliases and roles. Exports of
    EveryPolitician, OpenSanctions (targets.simple.csv) and Wikidata queries work unchanged.

    A record joins the speaker with its Wikidata id or else its name. Speakers with a full name among its aliases join
    it too, in articles ingested before and after. Facts that are known already are skipped, and attrib actors undo
    undoes the whole import. A record that cannot be used is reported with its number; the rest is imported and the exit
    status is 1. With --strict nothing is imported then.

    \b
    Examples:
      attrib actors import people.csv
      attrib actors import query.csv --kind person --note "Wikidata, July"
    """
    people: list[KnownActor] = []
    unusable = 0
    for item in read_people(file, None if kind is None else ActorKind(kind)):
        if isinstance(item, Problem):
            unusable += not item.warning
            if unusable <= _MOST_SHOWN:
                say(f"Warning: {item}" if item.warning else str(item))
        else:
            people.append(item)
    if unusable > _MOST_SHOWN:
        say(f"… and {unusable - _MOST_SHOWN} more records that cannot be used.")
    if unusable and strict:
        raise ReadError(f"{unusable} of the records of {file} cannot be used; nothing was imported. Correct them first")
    with open_database(database) as opened:
        report = import_actors(opened, people, by, note or f"from {file.name}")
    for warning in report.warnings[:_MOST_SHOWN]:
        say(f"Warning: {warning}")
    click.echo(f"Records: {report.records}. New speakers: {report.actors}. New facts: {report.facts}.")
    if report.batch is not None:
        say(f"To undo it: attrib actors undo {report.batch}")
    if unusable:
        raise ReadError(f"{unusable} of the records of {file} cannot be used; correct them and import the file again")


@click.command("export", cls=with_columns({"the CSV file": COLUMNS}))
@click.option("--kind", type=click.Choice([str(kind) for kind in ActorKind]), help="Only speakers of this kind.")
@format_option("csv", "json", "jsonl")
@output_options
@database_option
def export_command(kind: str | None, form: str, output: Path | None, force: bool, database: str) -> None:
    """Write people's judgements of speakers as a list.

    attrib actors import reads the list: names, aliases, kinds, Wikidata ids and roles, from imports and from commands.
    Facts that only the articles give are left out.

    \b
    Examples:
      attrib actors export --output people.csv
      attrib actors export --kind organization --format jsonl
    """

    def write(people: Iterable[KnownActor], stream: TextStream) -> int:
        return write_people_csv(people, stream) if form == "csv" else write_people_objects(people, form, stream)

    with open_database(database, must_exist=True) as opened:
        people = known_actors(opened, None if kind is None else ActorKind(kind))
        if output is None or str(output) == "-":
            written, place = write(people, text_output()), "standard output"
        else:
            with complete_file(output, overwrite=force) as stream:
                written, place = write(people, stream), str(output)
    say(f"{written} {'speaker' if written == 1 else 'speakers'} written to {place}.")
