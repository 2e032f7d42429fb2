"""Parsers of foreign formats in a process of their own: one that hangs, eats memory or dies takes nothing with it.

The process is given the file on standard input and answers JSON in a file; it has none of the user's settings and
secrets in its environment. `child.py` is the other side.
"""

import hashlib
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import IO

from attrib.data import Document
from attrib.errors import ReadError
from attrib.readers.admission import admit
from attrib.readers.foreign.parsed import Parsed, from_json
from attrib.readers.libraries import require
from attrib.readers.source import Readings, Source

MAX_BYTES = 1 << 28
"""The largest file that a foreign parser is given."""
EXTRA = "documents"
_LIBRARIES = {
    "docx": ("mammoth", "a Word document"),
    "pdf": ("pypdfium2", "a PDF"),
    "rtf": ("striprtf", "an RTF file"),
}
_CHILD = "attrib.readers.foreign.child"
_KEPT = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP")  # of the environment; no passwords
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a parser may use: seconds, bytes of memory (where the system can hold to them) and bytes of its answer."""

    seconds: float = 60.0
    memory: int = 2 << 30
    answer: int = 1 << 28


LIMITS = Limits()

_DAMAGED = "the file may be damaged; save its text as .txt"


def read_apart(source: Source, parser: str) -> Readings:
    """The one document of a file of a foreign format, by a parser of `child.PARSERS`."""
    with tempfile.TemporaryFile() as file:
        try:
            require(*_LIBRARIES[parser], EXTRA)
            raw = _copy(source, file)
            parsed = parse_apart(parser, file)
        except ReadError as error:
            yield source.problem(str(error))
            return
    for note in parsed.notes:
        yield source.warning(note)
    document = Document(
        parsed.text,
        location=source.location,
        title=parsed.title,
        url=source.url,
        author=parsed.author,
        retrieved_at=source.retrieved_at,
        raw_sha256=raw,
        final_url=source.url,
        lines=parsed.lines,
    )
    yield admit(document, source.settings)


def parse_apart(parser: str, file: IO[bytes], limits: Limits = LIMITS) -> Parsed:
    """What a parser finds in an open file, read from its start, in a process of its own.

    Raises ReadError where the parser objects, fails, dies or takes longer than it may.
    """
    file.seek(0)
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-m", _CHILD, parser, str(limits.memory), str(int(limits.seconds) + 1)]
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaint:
        process = subprocess.Popen(
            [*command, str(limits.answer)],
            stdin=file,
            stdout=answer,
            stderr=complaint,
            env=environment,
            start_new_session=True,
        )
        try:
            process.wait(limits.seconds)
        except subprocess.TimeoutExpired as error:
            raise ReadError(
                f"not read after {limits.seconds:g} seconds, so its parser was stopped; save it as plain text"
            ) from error
        finally:
            process.kill()
            process.wait()
        answer.seek(0)
        complaint.seek(0)
        if process.returncode:
            raise ReadError(_failure(process.returncode, complaint.read(_CHUNK)))
        return from_json(answer.read())


def _copy(source: Source, file: IO[bytes]) -> str:
    """The SHA-256 of what a file holds, once it is copied. Raises ReadError for one that is too large."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.stream.read(_CHUNK):
        size += len(chunk)
        if size > MAX_BYTES:
            raise ReadError(f"larger than {MAX_BYTES:,} bytes, the most for a file of this format; split it")
        digest.update(chunk)
        file.write(chunk)
    return digest.hexdigest()


def _failure(status: int, complaint: bytes) -> str:
    """Why a parser gave no answer: its own words, or the signal that ended it."""
    lines = complaint.decode("utf-8", "replace").strip().splitlines()
    last = lines[-1] if lines else ""
    objection = last.removeprefix("attrib.errors.ReadError: ")
    if objection != last:
        return objection
    if "MemoryError" in last or "bad_alloc" in last:
        return f"its parser needs more memory than it may have; {_DAMAGED}"
    if status < 0:
        return f"its parser was ended by {signal.Signals(-status).name}; {_DAMAGED}"
    return f"its parser failed ({last[:200] or f'exit status {status}'}); {_DAMAGED}"
