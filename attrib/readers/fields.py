"""Documents from the records of JSON and CSV files, by the field names of feeds and archives.

FIELDS maps each field to its other names, which are read where its own name is absent. Case, spaces and hyphens do not
matter ("Published At"). `text` is required. Other fields are ignored.
"""

from collections.abc import Iterator, Mapping

from attrib.data import Document, Problem
from attrib.errors import ReadError
from attrib.readers.admission import admit
from attrib.readers.dates import ReadDate, read_date
from attrib.readers.source import Source
from attrib.readers.unforeseen import guarded

FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("body", "content", "article", "article_text", "full_text", "maintext"),
    "title": ("headline",),
    "url": ("link", "canonical_url"),
    "outlet": ("source", "publication", "publisher", "newspaper", "site_name", "sitename"),
    "author": ("authors", "byline", "creator"),
    "published_at": ("date", "published", "publication_date", "pub_date", "pubdate", "publish_date", "date_published"),
    "id": ("external_id", "article_id", "doc_id", "guid"),
    "captured_at": ("retrieved_at", "date_download", "crawled_at", "fetched_at", "accessed_at", "scraped_at"),
    "modified_at": ("date_modified", "modified", "updated_at", "date_modify", "last_updated"),
    "archive_url": ("archived_url", "archive_link", "memento", "memento_url", "wayback_url"),
}
_FIELD_OF = {name: field for field, others in reversed(FIELDS.items()) for name in (*reversed(others), field)}
_KNOWN = frozenset(_FIELD_OF)
_OTHER_DATES = {"captured_at": "a time of capture", "modified_at": "the time of its last change"}
_SHOWN = 40  # characters of an unknown field's name


class TwiceNamed(dict[str, object]):
    """The members of a JSON object that gives one field two values: `field`, of which one would be lost."""

    field = ""


def document_of(
    fields: Mapping[str, object], source: Source, record: int | None, raw_sha256: str
) -> Iterator[Document | Problem]:
    """The document of one record after a warning for each missing part, or the Problem of a record without one.

    `raw_sha256` is of the bytes that hold the record.
    """
    yield from guarded(_document_of(fields, source, record, raw_sha256), source, record)


def _document_of(
    fields: Mapping[str, object], source: Source, record: int | None, raw_sha256: str
) -> Iterator[Document | Problem]:
    try:
        named = _by_name(fields)
        text, known = _text(named, fields), _known(named)
    except ReadError as error:
        yield source.problem(str(error), record)
        return
    original = known["published_at"]
    published: ReadDate | None = None
    if original is not None:
        try:
            published = read_date(original, now=source.retrieved_at, order=source.settings.date_order)
        except ReadError as error:
            yield source.warning(f"read without a publication date: {error}", record)
    others: dict[str, ReadDate] = {}
    for field, words in _OTHER_DATES.items():
        try:
            told = _words(_find(named, field), field)
            if told is not None:
                others[field] = read_date(told, now=source.retrieved_at, order=source.settings.date_order)
        except ReadError as error:
            yield source.warning(f"read without {words}: {error}", record)
    captured, modified = others.get("captured_at"), others.get("modified_at")
    yield admit(
        Document(
            text,
            location=source.location,
            record=record,
            title=known["title"],
            url=known["url"],
            outlet=known["outlet"],
            author=known["author"],
            published_at=published and published.moment,
            published_original=original,
            retrieved_at=captured.moment if captured else source.retrieved_at,
            external_id=known["id"],
            published_precision=published and published.precision,
            raw_sha256=raw_sha256,
            final_url=source.url if record is None else None,
            archive_url=known["archive_url"],
            modified_at=modified and modified.moment,
            modified_precision=modified and modified.precision,
        ),
        source.settings,
    )


def field_of(name: str) -> str | None:
    """The field of a column or key name; None for an unknown name."""
    return _FIELD_OF.get(plain_name(name))


def plain_name(name: str) -> str:
    """A field's name without case, hyphens and white space around it: "Published-At " is published_at."""
    return name.strip().strip("\ufeff").lower().replace(" ", "_").replace("-", "_")


def _by_name(fields: Mapping[str, object]) -> Mapping[str, object]:
    """The values of known fields by their plain names. Raises ReadError where two spellings have different values."""
    if isinstance(fields, TwiceNamed):
        raise ReadError(f"the object names {fields.field} twice, with two values; rename one of them")
    named: dict[str, object] = {}
    for name, value in fields.items():
        plain = plain_name(name)
        if plain not in _KNOWN or value is None or value == "":
            continue
        if named.setdefault(plain, value) != value:
            raise ReadError(f"two fields {plain}, which case and hyphens alone tell apart, differ; rename one of them")
    return named


def _find(named: Mapping[str, object], field: str) -> object:
    """The value of a field by its own name, else by the first of its other names with a value."""
    return next((named[name] for name in (field, *FIELDS[field]) if name in named), None)


def _text(named: Mapping[str, object], fields: Mapping[str, object]) -> str:
    text = _find(named, "text")
    if text is None:
        if any(field_of(name) == "text" for name in fields):
            raise ReadError("the field text is empty; there is nothing to read")
        there = ", ".join(name[:_SHOWN] for name in list(fields)[:12]) or "none"
        raise ReadError(f"no field text (or {', '.join(FIELDS['text'])}); its fields are: {there}")
    if not isinstance(text, str):
        raise ReadError(f"the field text holds {_kind(text)}; expected a string")
    return text


def _known(named: Mapping[str, object]) -> dict[str, str | None]:
    return {field: _words(_find(named, field), field) for field in FIELDS if field not in ("text", *_OTHER_DATES)}


def _words(value: object, field: str, depth: int = 2) -> str | None:
    """A field as text: numbers as written, several names joined, the name of an object such as {"name": …}.

    Raises ReadError for other values.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and depth:
        return ", ".join(filter(None, (_words(part, field, depth - 1) for part in value))) or None
    if isinstance(value, dict) and "name" in value and depth:
        return _words(value["name"], field, depth - 1)
    raise ReadError(f"the field {field} holds {_kind(value)}; expected a string")


def _kind(value: object) -> str:
    """JSON's word for a value's type."""
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)
