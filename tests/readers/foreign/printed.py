"""PDF files for tests: words at places of a page, written in the order given."""

from collections.abc import Sequence

Placed = tuple[float, float, str]
"""Points from the left and from the bottom, and words."""


def pdf(*pages: Sequence[Placed], size: int = 10, info: str = "/Title (Port news) /Author (Bea Writer)") -> bytes:
    """A PDF file of pages in Helvetica, in Windows-1252."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, page in enumerate(pages):
        content = b"".join(_words(*placed, size) for placed in page)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
    objects.append(f"<< {info} >>".encode())
    return _file(objects)


def _words(left: float, bottom: float, words: str, size: int) -> bytes:
    escaped = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %d Tf %.1f %.1f Td (%b) Tj ET\n" % (size, left, bottom, escaped)


def _file(objects: Sequence[bytes]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    ending = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF"
    count = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table) + ending % (count, len(objects), len(data))


def column(left: float, top: float, lines: Sequence[str]) -> list[Placed]:
    """Lines one below the other."""
    return [(left, top - 12 * index, line) for index, line in enumerate(lines)]
