"""PDF files (pypdfium2): characters and their boxes by PDFium, the order of the lines by `page_lines.py`.

Only the text layer is read. A page of pictures has none, which is told.
"""

from collections.abc import Iterator, Sequence
from ctypes import byref
from typing import TYPE_CHECKING

from attrib.errors import ReadError
from attrib.readers.foreign.page_lines import Layout, Segment, lay_out
from attrib.readers.foreign.page_text import running_text
from attrib.readers.foreign.parsed import Parsed

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MOST_PAGES = 5_000
_GAP = 0.2  # of the height: words without a space between them stand so far apart
_WIDE = 0.8  # of the height: pieces of a line that stand so far apart may be of two columns
_STEP = 0.3  # of the height: a character that far above or below begins another line
_HYPHENS = "\x02\u00ad"


def parse_pdf(data: bytes) -> Parsed:
    """The text of a PDF file with the place of each line.

    Raises ReadError for a file that is none, is encrypted, or has no text layer.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError(_objection(str(error))) from error
    if len(document) > _MOST_PAGES:
        raise ReadError(f"the PDF has {len(document):,} pages, more than {_MOST_PAGES:,}; split it")
    layouts = [lay_out(list(_segments(page))) for page in _pages(document)]
    text = running_text([layout.columns for layout in layouts])
    if not text.length:
        pages = "its page is a picture" if len(layouts) == 1 else f"its {len(layouts)} pages are pictures"
        raise ReadError(f"the PDF has no text layer, {pages}; run OCR over it first, such as ocrmypdf")
    told = document.get_metadata_dict()
    lines = tuple(line for line in text.lines if line.start < line.end)  # a hyphen that went leaves an empty one
    title, author = (told.get(name, "").strip("\x00 ") or None for name in ("Title", "Author"))
    return Parsed("".join(text.pieces), title, author, tuple(_notes(layouts)), lines)


def _objection(words: str) -> str:
    if "password" in words.lower():
        return "the PDF is encrypted; open it with its password and save it without one"
    return f"the PDF cannot be opened ({words}); fetch it again, or open it in its program and save it again"


def _pages(document: "PdfDocument") -> Iterator["PdfPage"]:
    for index in range(len(document)):
        page = document[index]
        yield page
        page.close()


def _notes(layouts: Sequence[Layout]) -> Iterator[str]:
    """Warnings about pages without text and pages whose order is unsure."""
    empty = [number for number, layout in enumerate(layouts, start=1) if not layout.columns]
    unsure = [number for number, layout in enumerate(layouts, start=1) if layout.unsure]
    if empty:
        yield f"no text layer on {_listed(empty)}, which may be pictures; OCR, such as ocrmypdf, reads them"
    if unsure:
        yield f"the order of columns is unsure on {_listed(unsure)}; check who says what there"


def _listed(pages: Sequence[int]) -> str:
    shown = ", ".join(map(str, pages[:10])) + (", …" if len(pages) > 10 else "")
    return f"page {shown}" if len(pages) == 1 else f"{len(pages)} pages ({shown})"


def _segments(page: "PdfPage") -> Iterator[Segment]:
    """The pieces of a page's lines, as they were written: characters beside each other without a wide gap."""
    line: list[str] = []
    box = (0.0, 0.0, 0.0, 0.0)
    spaced = False
    for character, (left, bottom, right, top) in _characters(page):
        if character.isspace():
            spaced = bool(line)
            continue
        height = max(top - bottom, 0.1)
        gap = left - box[2]
        level = abs((top + bottom) - (box[1] + box[3])) / 2 <= _STEP * height
        if line and level and -height < gap <= _WIDE * height * (2 if spaced else 1):
            if spaced or gap > _GAP * height:
                line.append(" ")
            box = (box[0], min(box[1], bottom), max(box[2], right), max(box[3], top))
        else:
            if line:
                yield Segment(*box, "".join(line))
            line, box = [], (left, bottom, right, top)
        line.append("-" if character in _HYPHENS else character)
        spaced = False
    if line:
        yield Segment(*box, "".join(line))


def _characters(page: "PdfPage") -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """The characters of a page with their boxes, as PDFium has them; without those that it adds itself."""
    from pypdfium2 import raw

    textpage = page.get_textpage()
    rectangle = raw.FS_RECTF()
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if raw.FPDFText_IsGenerated(textpage, index) == 1 or not code or 0xD800 <= code < 0xE000:
            continue
        if raw.FPDFText_GetLooseCharBox(textpage, index, byref(rectangle)):
            yield chr(code), (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
    textpage.close()
