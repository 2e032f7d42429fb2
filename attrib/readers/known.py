"""One record of a list of known people and organizations, by the field names of usual exports."""

import re
from collections.abc import Iterator, Mapping

from attrib.data import ActorKind
from attrib.data.actors import KnownActor, KnownRole
from attrib.errors import ReadError
from attrib.text.cells import unguard
from attrib.text.periods import period
from attrib.text.wikidata import wikidata_id

FIELDS: dict[str, tuple[str, ...]] = {
    "name": ("itemlabel", "label", "full_name", "personlabel"),
    "kind": ("schema", "type"),
    "aliases": ("alias", "itemaltlabel", "altlabels", "also_known_as", "other_names"),
    "wikidata_id": ("wikidata", "qid", "item", "person"),
    "id": ("identifier",),
    "organization": ("affiliation", "group", "party", "partylabel", "organizationlabel", "employerlabel"),
    "role": ("position", "positionlabel", "office", "officelabel"),
    "since": ("start_date", "start", "startdate", "from"),
    "until": ("end_date", "end", "enddate", "to"),
    "chamber": (),
    "roles": (),
}
_KINDS = {"person": ActorKind.PERSON} | dict.fromkeys(
    ("organization", "organisation", "company", "publicbody", "legalentity"), ActorKind.ORGANIZATION
)
_POLITICIANS = {"sort_name", "group_id", "term"}  # columns of EveryPolitician, whose records are all people
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)
_CLOCK = re.compile(r"T[\d:.]+(?:Z|[+-][\d:]+)?")
_UNWRITABLE = re.compile(r"[\0\ud800-\udfff]")
_LONGEST = 200  # maximum characters of a name

Record = Mapping[str, object]


def plain(name: str) -> str:
    """The name of a column or key in the form that is compared."""
    return name.strip().lower().replace(" ", "_").replace("-", "_")


def known_actor(record: Record, number: int, kind: ActorKind | None) -> KnownActor | None:
    """The actor of a record; None for one that is neither person nor organization.

    Raises ReadError, with the reason, for a record that cannot be used.
    """
    if "problem" in record:
        raise ReadError(str(record["problem"]))
    name = " ".join(_text(record, "name").split())
    if not any(character.isalnum() for character in name) or len(name) > _LONGEST:
        raise ReadError(f"the name {name[:40]!r} cannot be used; expected 1 to {_LONGEST} characters with a letter")
    identity, item = _text(record, "id") or None, _text(record, "wikidata_id")
    found_kind = _kind(record, kind)
    if found_kind is None:
        return None
    item = item or (identity if identity and re.fullmatch(r"Q\d+", identity) else "")
    found = KnownActor(
        name=name,
        kind=found_kind,
        aliases=tuple(alias for alias in _aliases(record) if alias != name),
        wikidata_id=_item(item) if item else None,
        roles=tuple(_roles(record)),
        id=identity,
        record=number,
    )
    roles = (text for role in found.roles for text in (role.organization, role.role))
    for text in (name, identity, *found.aliases, *roles):
        if text is not None and _UNWRITABLE.search(text):
            raise ReadError(f"{text[:40]!r} has characters that are not allowed in a text; remove them")
    return found


def _kind(record: Record, default: ActorKind | None) -> ActorKind | None:
    given = _text(record, "kind")
    if given:
        return _KINDS.get(given.lower())
    if record.keys() & _POLITICIANS:
        return ActorKind.PERSON
    if default is None:
        raise ReadError("nothing says whether this is a person or an organization; add a column kind, or give --kind")
    return default


def _item(text: str) -> str:
    try:
        return wikidata_id(text)
    except ValueError as error:
        raise ReadError(str(error)) from error


def _aliases(record: Record) -> Iterator[str]:
    """Other names, from a JSON list or a text with semicolons or bars between them; commas in Wikidata's column."""
    value = _value(record, "aliases")
    if isinstance(value, list):
        parts = [str(part) for part in value]
    else:
        text = unguard(str(value or ""))
        mark = "," if "itemaltlabel" in record and not re.search(r"[;|]", text) else r"[;|]"
        parts = re.split(mark, text)
    for part in dict.fromkeys(" ".join(part.split()) for part in parts):
        if any(character.isalnum() for character in part) and len(part) <= _LONGEST:
            yield part


def _roles(record: Record) -> Iterator[KnownRole]:
    listed = _value(record, "roles")
    if isinstance(listed, list):
        for item in listed:
            if not isinstance(item, dict):
                raise ReadError(f"a role holds {str(item)[:40]!r}; expected an object with organization and role")
            yield from _roles({plain(str(name)): value for name, value in item.items()})
    organization, role, chamber = (_text(record, name) or None for name in ("organization", "role", "chamber"))
    since, until = _date(record, "since"), _date(record, "until")
    if since and until and period(since)[0] >= period(until)[1]:
        raise ReadError(f"a role begins {since} and ends earlier, {until}; give the earlier date first")
    if organization or role:
        yield KnownRole(organization, role, since, until)
    if chamber:
        yield KnownRole(chamber, "member", since, until)


def _date(record: Record, name: str) -> str | None:
    text = _CLOCK.sub("", _text(record, name))
    if not text:
        return None
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        period(text)
    except (ValueError, OverflowError) as error:
        raise ReadError(f"{name} is {text!r}, no date; write a year, month or day such as 2025-01-31") from error
    return text


def _value(record: Record, field: str) -> object:
    """The value of a field by its own name, else by the first of its other names with a value."""
    values = (record.get(name) for name in (field, *FIELDS[field]))
    return next((value for value in values if value not in (None, "")), None)


def _text(record: Record, field: str) -> str:
    value = _value(record, field)
    if value is not None and not isinstance(value, (str, int)):
        raise ReadError(f"the field {field} holds {str(value)[:40]!r}; expected a text")
    return unguard(str(value or "")).strip()
