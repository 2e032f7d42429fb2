"""Markdown (markdown-it-py, CommonMark and tables): the text that a browser shows, and the front matter."""

import hashlib
import re
from tempfile import TemporaryFile

from attrib.errors import ReadError
from attrib.readers.admission import whole
from attrib.readers.encoding import decode
from attrib.readers.fields import document_of, field_of
from attrib.readers.foreign.apart import parse_apart
from attrib.readers.foreign.parsed import Parsed
from attrib.readers.html_text import parse_fragment, text_of
from attrib.readers.page_elements import prepare_page
from attrib.readers.source import Readings, Source

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n((?:[^\r\n]{0,2000}\r?\n){0,200}?)(?:---|\.\.\.)[ \t]*\r?\n")
_LINE = re.compile(r"([A-Za-z][\w -]{0,40}):[ \t]*(\S.*)")


def read_markdown(source: Source) -> Readings:
    """The one document of a Markdown file."""
    try:
        data = whole(source)
        decoded = decode(data, source.charset)
        front, body = front_matter(decoded.text)
        text = _rendered(body)
    except ReadError as error:
        yield source.problem(str(error))
        return
    if decoded.note is not None:
        yield source.warning(decoded.note)
    fields = {"url": source.url, **front, "text": text}
    yield from document_of(fields, source, None, hashlib.sha256(data).hexdigest())


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The known fields of a front matter of plain lines, and the text behind it."""
    found = _FRONT.match(text)
    if found is None:
        return {}, text
    lines = (_LINE.fullmatch(line.strip()) for line in found[1].splitlines())
    fields = {line[1]: line[2].strip("\"' ") for line in lines if line is not None and field_of(line[1])}
    return fields, text[found.end() :]


def _rendered(body: str) -> str:
    """The text of Markdown, rendered in a process of its own: nested brackets take the square of their length."""
    with TemporaryFile() as file:
        file.write(body.encode("utf-8", "surrogatepass"))
        return parse_apart("markdown", file).text


def parse_markdown(data: bytes) -> Parsed:
    """The text of Markdown in UTF-8. Raises ReadError for HTML in it that cannot be parsed."""
    from markdown_it import MarkdownIt  # takes a tenth of a second, and only these files need it

    html = MarkdownIt("commonmark").enable("table").render(data.decode("utf-8", "replace"))
    root = parse_fragment(html)
    prepare_page(root)
    return Parsed(text_of(root))
