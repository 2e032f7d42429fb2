"""The process of a foreign parser: it takes its limits, reads standard input and writes what it found.

Its arguments are the parser, bytes of memory, seconds of work, and bytes of the answer. Errors go to standard error as
Python writes them, and `apart.py` tells the user the last line.
"""

import os
import sys
from collections.abc import Callable

from attrib.errors import ReadError
from attrib.readers.foreign.docx import parse_docx
from attrib.readers.foreign.parsed import Parsed
from attrib.readers.foreign.pdf import parse_pdf
from attrib.readers.foreign.rtf import parse_rtf
from attrib.readers.markdown import parse_markdown
from attrib.readers.page_extraction import parse_html

PARSERS: dict[str, Callable[[bytes], Parsed]] = {
    "docx": parse_docx,
    "pdf": parse_pdf,
    "rtf": parse_rtf,
    "markdown": parse_markdown,
    "html": parse_html,
}


def limit(memory: int, seconds: int, answer: int) -> None:
    """Hold this process to its limits, where the system has a way to."""
    try:
        import resource
    except ImportError:  # Windows: time alone is bounded, by who waits for this process
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, answer),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(kind, (most, most))


def main(arguments: list[str]) -> None:
    """Parse standard input and write the answer."""
    parser, memory, seconds, answer = arguments
    limit(int(memory), int(seconds), int(answer))
    with os.fdopen(0, "rb") as file:
        data = file.read()
    try:
        parsed = PARSERS[parser](data)
    except RecursionError as error:
        raise ReadError("nested too deeply; save it as text or HTML") from error
    with os.fdopen(1, "wb") as out:
        out.write(parsed.to_json())


if __name__ == "__main__":
    main(sys.argv[1:])
