"""Plain text files: the whole file is one document, exactly as decoded; its first line is not read as a title."""

import hashlib

from attrib.data import Document
from attrib.errors import ReadError
from attrib.readers.admission import admit, whole
from attrib.readers.encoding import decode
from attrib.readers.source import Readings, Source


def read_text(source: Source) -> Readings:
    """The one document of a plain text file."""
    try:
        data = whole(source)
        decoded = decode(data, source.charset)
    except ReadError as error:
        yield source.problem(str(error))
        return
    if decoded.note is not None:
        yield source.warning(decoded.note)
    document = Document(
        decoded.text,
        location=source.location,
        url=source.url,
        retrieved_at=source.retrieved_at,
        raw_sha256=hashlib.sha256(data).hexdigest(),
        final_url=source.url,
    )
    yield admit(document, source.settings)
