"""Known people and organizations as CSV or JSON lines, in the form that an import reads."""

import csv
import json
from collections.abc import Iterable

from attrib.data.actors import KnownActor, KnownRole
from attrib.writers.rows import TextStream
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


def write_people_jsonl(actors: Iterable[KnownActor], stream: TextStream) -> int:
    """Write one object an actor; the number of actors."""
    written = 0
    for actor in actors:
        result = {
            "id": actor.id, "name": actor.name, "kind": str(actor.kind), "wikidata_id": actor.wikidata_id,
            "aliases": list(actor.aliases),
            "roles": [
                {"organization": role.organization, "role": role.role, "since": role.since, "until": role.until}
                for role in actor.roles
            ],
        }  # fmt: skip
        stream.write(json.dumps(result, ensure_ascii=False) + "\n")
        written += 1
    return written
