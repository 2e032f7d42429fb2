"""Mails (`.eml`): subject, sender, date and text as one article, then each attachment as a file of its own.

The plain text is read where there is one, else that of the HTML. Lines that quote an earlier mail stay, with their ">".
"""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr
from pathlib import PurePosixPath
from typing import Any, cast

from attrib.errors import ReadError
from attrib.readers.encoding import decode
from attrib.readers.fields import document_of
from attrib.readers.html_text import parse_fragment, text_of
from attrib.readers.nested.parts import WITHIN, Part, read_part
from attrib.readers.source import Readings, Source

_MOST = 1 << 27  # bytes of a mail with its attachments
_HEADER = 2_000  # characters that are read of a header
_MOST_KINDS, _MOST_PARTS = 50, 2_000  # boundaries that a mail declares, and parts that these make
_BOUNDARY = re.compile(rb"""boundary\*?\d?\*?\s*=\s*["']?([^"'\s;]{1,80})""", re.IGNORECASE)
_FAILURES = (MessageError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_SOFT = re.compile(r"(?m)^(?!-- \r?$)(.*) \r?\n(?!>)")
_MESSAGE = "message/rfc822"


class _Bounded(EmailPolicy):
    """Headers are read as far as a header goes: parsing long ones takes more than linear time."""

    def header_fetch_parse(self, name: str, value: str) -> Any:  # noqa: ANN401 - as in its base
        return super().header_fetch_parse(name, str(value)[:_HEADER])


_POLICY = _Bounded()


def read_mail(source: Source) -> Readings:
    """The documents of a mail: its own text, if it has one, and those of its attachments."""
    data = source.stream.read(_MOST + 1)
    if len(data) > _MOST:
        yield source.problem(f"the mail is larger than {_MOST:,} bytes; save its parts as files")
        return
    try:
        _refuse_many_parts(data)
        mail = cast(EmailMessage, message_from_bytes(data, _class=EmailMessage, policy=_POLICY))
        attached = list(mail.iter_attachments()) if mail.is_multipart() else []
        text, note = _text(mail)
        fields = {"text": text, **_told(mail)}
    except ReadError as error:
        yield source.problem(str(error))
        return
    except _FAILURES as error:
        yield source.problem(f"the mail is damaged ({type(error).__name__}); save its text as .txt")
        return
    if note is not None:
        yield source.warning(note)
    if text.strip() or not attached:
        yield from document_of(fields, source, None, hashlib.sha256(data).hexdigest())
    yield from _attachments(source, attached)


def _refuse_many_parts(data: bytes) -> None:
    """Raise ReadError for a mail of more parts than anybody sends: each is parsed, and looked through by others."""
    boundaries = {found[1] for found, _ in zip(_BOUNDARY.finditer(data), range(20 * _MOST_KINDS), strict=False)}
    parts = 0
    for boundary in boundaries if len(boundaries) <= _MOST_KINDS else ():
        parts += data.count(b"--" + boundary)
    if parts > _MOST_PARTS or len(boundaries) > _MOST_KINDS:
        raise ReadError(f"the mail has more than {_MOST_PARTS:,} parts; save those that matter as files")


def _told(mail: EmailMessage) -> dict[str, object]:
    """What the headers tell of the article."""
    name, address = parseaddr(_header(mail, "from"))
    told = {"title": _header(mail, "subject"), "author": name or address, "published_at": _header(mail, "date")}
    return {**told, "id": _header(mail, "message-id")}


def _header(mail: EmailMessage, name: str) -> str:
    """A header as text, no more of it than a header holds: parsing long ones takes more than linear time."""
    for each, value in mail.raw_items():
        if each.lower() == name:
            return " ".join(str(_POLICY.header_fetch_parse(name, value)).split())
    return ""


def _text(mail: EmailMessage) -> tuple[str, str | None]:
    """The text of a mail, and a note on odd bytes; "" where it has none."""
    body = mail.get_body(("plain", "html"))
    if body is None:
        return "", None
    payload = body.get_payload(decode=True)
    decoded = decode(payload if isinstance(payload, bytes) else b"", body.get_content_charset())
    if body.get_content_type() == "text/html":
        return (text_of(parse_fragment(decoded.text)) if decoded.text.strip() else ""), decoded.note
    flowed = body.get_param("format", "") == "flowed"
    return (_SOFT.sub(r"\1 ", decoded.text) if flowed else decoded.text), decoded.note


def _attachments(source: Source, attached: list[EmailMessage]) -> Readings:
    from attrib.readers.formats import MEDIA_TYPES, format_of  # which names this reader too

    skipped: Counter[str] = Counter()
    for number, part in enumerate(attached, start=1):
        try:
            name, data = _file(part, number)
        except _FAILURES as error:
            yield source.problem(f"attachment {number} is damaged ({type(error).__name__}); save it as a file")
            continue
        known = format_of(name) or MEDIA_TYPES.get(part.get_content_type())
        if known is None:
            skipped[PurePosixPath(name.lower()).suffix or part.get_content_type()] += 1
            continue
        try:
            source.nest.spent.open_file()
            source.nest.spent.unpack(len(data))
        except ReadError as error:
            yield source.problem(str(error))
            return
        yield from read_part(source, Part(f"{source.location}{WITHIN}{name}", io.BytesIO(data), known))
    if skipped:
        kinds = ", ".join(f"{kind} {count}" for kind, count in skipped.most_common(8))
        files = "1 attachment" if skipped.total() == 1 else f"{skipped.total()} attachments"
        yield source.warning(f"{files} skipped because of an unknown suffix ({kinds})")


def _file(part: EmailMessage, number: int) -> tuple[str, bytes]:
    """The name and the bytes of an attachment."""
    name = part.get_filename()
    if part.get_content_type() == _MESSAGE:
        return name or f"{number}.eml", b"".join(each.as_bytes() for each in _inner(part))
    data = part.get_payload(decode=True)
    return name or str(number), data if isinstance(data, bytes) else b""


def _inner(part: EmailMessage) -> Iterator[EmailMessage]:
    payload = part.get_payload()
    for each in payload if isinstance(payload, list) else []:
        if isinstance(each, EmailMessage):
            yield each
