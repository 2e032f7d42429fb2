"""Known people and organizations as CSV, JSON or JSON lines, in the form that an import reads."""

import csv
from collections.abc import Iterable
from typing import Any

from attrib.data.actors import KnownActor, KnownRole
from attrib.writers.rows import TextStream, write_rows
from attrib.writers.statements.csv import guard

COLUMNS: dict[str, str] = {
    "id": "the actor's id",
    "name": "its canonical name",
    "kind": "person, organization, group or unnamed",
    "wikidata_id": "its Wikidata id",
    "aliases": "other names, joined by ';'",
    "organization": "its affiliation; one row a role",
    "role": "its role in the affiliation",
    "since": "the first year, month or day of the role",
    "until": "the last year, month or day of the role",
}


def write_people_csv(actors: Iterable[KnownActor], stream: TextStream) -> int:
    """Write a header and one row a role, or one for an actor without roles; the number of actors."""
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    written = 0
    for actor in actors:
        for role in actor.roles or (KnownRole(),):
            cells = (
                actor.id, actor.name, str(actor.kind), actor.wikidata_id, ";".join(actor.aliases), role.organization,
                role.role, role.since, role.until,
            )  # fmt: skip
            writer.writerow([guard(cell or "") for cell in cells])
        written += 1
    return written


def write_people_objects(actors: Iterable[KnownActor], form: str, stream: TextStream) -> int:
    """Write one object an actor, as "json" or "jsonl"; the number of actors."""
    return write_rows(map(_object, actors), (), form, stream)


def _object(actor: KnownActor) -> dict[str, Any]:
    return {
        "id": actor.id, "name": actor.name, "kind": str(actor.kind), "wikidata_id": actor.wikidata_id,
        "aliases": list(actor.aliases),
        "roles": [
            {"organization": role.organization, "role": role.role, "since": role.since, "until": role.until}
            for role in actor.roles
        ],
    }  # fmt: skip
