"""Known people and organizations as CSV or JSON lines, as an import takes them."""

import csv
import json
from collections.abc import Iterable

from attrib.data.actors import KnownActor, KnownRole
from attrib.writers.statements.csv import TextStream, guard

COLUMNS: dict[str, str] = {
    "id": "the actor's id",
    "name": "the name it is shown under",
    "kind": "person, organization, group or unnamed",
    "wikidata_id": "its item in Wikidata",
    "aliases": "other names, joined by ';'",
    "organization": "whom it speaks for or belongs to; one row a role",
    "role": "the role it has there",
    "since": "from this year, month or day on",
    "until": "to the end of this year, month or day",
}


def write_people_csv(actors: Iterable[KnownActor], stream: TextStream) -> int:
    """Write a header and one row a role, one for an actor without roles; the number of actors."""
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
        found = {
            "id": actor.id, "name": actor.name, "kind": str(actor.kind), "wikidata_id": actor.wikidata_id,
            "aliases": list(actor.aliases),
            "roles": [
                {"organization": role.organization, "role": role.role, "since": role.since, "until": role.until}
                for role in actor.roles
            ],
        }  # fmt: skip
        stream.write(json.dumps(found, ensure_ascii=False) + "\n")
        written += 1
    return written
