"""From bytes to text: UTF-8, byte order marks, the encodings of older news archives, and detection.

A text in UTF-8 is exactly what `bytes.decode("utf-8")` returns: line ends and a leading U+FEFF stay, because offsets
count the characters of that text. UTF-16 and UTF-32 need a byte order mark, which is removed.
"""

import codecs
import unicodedata
from dataclasses import dataclass

from attrib.errors import ReadError
from attrib.readers.charsets import CODECS, codec_of

BYTE_ORDER_MARKS = (  # UTF-32 before UTF-16, because their little-endian marks start alike
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file; give it a name that ends in .pdf"),
    (b"{\\rtf", "an RTF file; give it a name that ends in .rtf"),
    (b"PK\x03\x04", "a ZIP archive or an office document; give it a name that ends in .zip or .docx"),
    (b"\xd0\xcf\x11\xe0", "an old office document (.doc, .xls); save it as plain text first"),
    (b"\x1f\x8b", "gzip data; give the file a name that ends in .gz, or unpack it first"),
    (b"BZh", "bzip2 data; unpack it first"),
    (b"\xfd7zXZ\x00", "xz data; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data; unpack it first"),
    (b"SQLite format 3\x00", "a SQLite database; give text, HTML, JSON lines or CSV"),
    (b"\x89PNG", "a PNG image; give text, HTML, JSON lines or CSV"),
    (b"\xff\xd8\xff", "a JPEG image; give text, HTML, JSON lines or CSV"),
    (b"GIF8", "a GIF image; give text, HTML, JSON lines or CSV"),
    (b"\x7fELF", "a program; give text, HTML, JSON lines or CSV"),
)
# Non-letters of English text in Windows-1252: quotation marks, dashes, currencies, fractions.
_TYPOGRAPHY = frozenset("“”‘’‚„–—…•£€¥¢§©®™°·«»½¼¾²³±×†‡´\xa0\xad")
# From the surrogate of a stray byte to its Windows-1252 character; five undefined bytes are controls, as in browsers.
_STRAY_BYTES = {0xDC00 + byte: (bytes([byte]).decode("cp1252", "ignore") or chr(byte)) for byte in range(0x80, 0x100)}
_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, its encoding, and a note for the user where bytes of another encoding occurred."""

    text: str
    encoding: str
    note: str | None = None


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """The text of a whole file or line; `charset` is what a server or a page declares, tried after UTF-8 if
    it is a label of the WHATWG's.

    Raises ReadError for NUL bytes, for a text that ends inside a character, and where no encoding fits.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(_decode_strictly(data, encoding), encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _decode_other(data, charset, error)


def refuse_binary(data: bytes) -> None:
    """Raise ReadError, with the kind of file, where the first bytes are those of an archive, image or PDF."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(f"this is {kind}")


def _decode_strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"the file begins as {encoding.upper()} but cannot be decoded at byte {error.start} ({error.reason}); "
            "it may have been cut off: fetch it again or save it as UTF-8"
        ) from error


def _decode_other(data: bytes, charset: str | None, error: UnicodeDecodeError) -> Decoded:
    """The text of data that is not valid UTF-8."""
    if b"\x00" in data:
        raise ReadError("the file holds NUL bytes and no byte order mark, so it is binary; give text in UTF-8")
    escaped = data.decode("utf-8", "surrogateescape")
    foreign = sum("\udc80" <= character <= "\udcff" for character in escaped)
    valid = sum(character > "\x7f" for character in escaped) - foreign
    # A single foreign byte at the end of an ASCII text may be a letter of Windows-1252; more are half a character.
    cut_off = foreign == len(data) - error.start and error.reason == "unexpected end of data"
    if cut_off and (valid or foreign > 1):
        raise ReadError(
            f"the text is cut off inside the character at byte {error.start}; fetch the whole file again"
        ) from error
    if valid > foreign:
        # Some archives mix encodings; replacement characters would change quotes.
        note = f"{foreign} of its bytes are not UTF-8 and were read as Windows-1252; check names and quotation marks"
        return Decoded(escaped.translate(_STRAY_BYTES), "utf-8", note)
    for encoding in (codec_of(charset), _western(data), _detected(data)):
        text = None if encoding is None else _decoded_in(data, encoding)
        if encoding is not None and text is not None:
            return Decoded(text, encoding)
    raise ReadError("the encoding of the text is unknown; save it as UTF-8")


def _decoded_in(data: bytes, encoding: str) -> str | None:
    """The text of data in an encoding; None where it is in another, whatever somebody declares."""
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _western(data: bytes) -> str | None:
    """Windows-1252 or Mac Roman, if the text then looks like English.

    A detector of all encodings has too little evidence in a text with three pound signs, and answers Japanese.
    """
    for encoding in ("cp1252", "mac_roman"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_english(text):
            return encoding
    return None


def _looks_english(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    accented = 0
    for index, character in enumerate(text):
        if character < "\x80" or character in _TYPOGRAPHY:
            continue
        if (
            not (character.isalpha() and unicodedata.normalize("NFD", character)[0].isascii())
            and character not in "ßæœøÆŒØ"
        ):
            return False
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        if character.isupper() and (before.islower() or not (after.isalpha() or before.isupper())):
            return False  # a capital after a word is a quotation mark of another encoding
        accented += 1
    return accented <= 2 + 0.1 * letters


def _detected(data: bytes) -> str | None:
    import charset_normalizer  # most texts are UTF-8, and do without

    best = charset_normalizer.from_bytes(data[:_SAMPLE], cp_isolation=list(CODECS)).best()
    return None if best is None else best.encoding
