"""Word documents (mammoth): tracked changes as accepted, which is told; footnotes at the end; no pictures.

python-docx loses inserted words, content controls and footnotes, so it says the opposite where a "not" was inserted.
"""

import io
import re
import zipfile

from attrib.errors import ReadError
from attrib.readers.foreign.parsed import Parsed
from attrib.readers.html_text import parse_fragment, text_of

MAIN = "word/document.xml"
_PROPERTIES = "docProps/core.xml"
_MOST = 1 << 28  # bytes of the unpacked parts
_TRACKED = re.compile(rb"<w:(ins|del|moveFrom|moveTo)[ >]")
_BOX = b"<w:txbxContent"


def parse_docx(data: bytes) -> Parsed:
    """The text of a Word document. Raises ReadError for a file that is none, is encrypted or unpacks to too much."""
    import mammoth

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            main, properties = _parts(archive)
        # Pictures may name files of this machine, so none is opened.
        result = mammoth.convert_to_html(io.BytesIO(data), convert_image=lambda _: [], include_embedded_style_map=False)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
        raise ReadError(f"the Word document is damaged ({error}); open it in its program and save it again") from error
    root = parse_fragment(result.value or "<p></p>")
    for link in root.xpath(".//a[starts-with(@href, '#footnote-ref') or starts-with(@href, '#endnote-ref')]"):
        link.text = None  # the arrow back from a note
    text = text_of(root)
    if not text:
        raise ReadError("the Word document holds no text; if its pages are pictures, run text recognition (OCR) first")
    return Parsed(text, _property(properties, "title"), _property(properties, "creator"), tuple(_notes(main)))


def _parts(archive: zipfile.ZipFile) -> tuple[bytes, bytes]:
    """The main part and the properties of a document, once its size is known to be bearable."""
    names = {entry.filename: entry for entry in archive.infolist()}
    if MAIN not in names:
        raise ReadError("no Word document is in the file (it has no word/document.xml); save it as .docx or text")
    size = sum(entry.file_size for name, entry in names.items() if name.endswith((".xml", ".rels")))
    if size > _MOST:
        raise ReadError(f"the Word document unpacks to more than {_MOST:,} bytes; save it as text")
    return archive.read(MAIN), archive.read(_PROPERTIES) if _PROPERTIES in names else b""


def _notes(main: bytes) -> list[str]:
    """What the user should know: tracked changes and text boxes."""
    tracked = [found.decode() for found in _TRACKED.findall(main)]
    added = sum(name in ("ins", "moveTo") for name in tracked)
    gone = len(tracked) - added
    notes = []
    if tracked:
        notes.append(
            f"has tracked changes (insertions {added}, deletions {gone}), read as if all were accepted; check quotes"
        )
    if _BOX in main:
        notes.append("words in its text boxes are left out; copy them into the text if they matter")
    return notes


def _property(properties: bytes, name: str) -> str | None:
    """A property of the document, without its elements being parsed any further."""
    found = re.search(rf"<dc:{name}>([^<]{{1,500}})</dc:{name}>", properties.decode("utf-8", "replace"))
    return None if found is None else text_of(parse_fragment(found[1])).strip() or None
