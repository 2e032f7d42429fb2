"""Block quotations without marks: whose introduction names somebody, and whose does not."""

import pytest

from tests.pipeline.attributed import said
from tests.pipeline.detection.passes import read

WORDS = "The road was shut at six, and it stays shut."
BLOCK = f"In a statement, Chief Dara Quinn said:\n\n{{}}{WORDS}\n\n{{}}We are sorry for that."


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (BLOCK.format("", ""), WORDS),
        (BLOCK.format("    ", "    "), f"{WORDS} | We are sorry for that."),
        (BLOCK.format("> ", "> "), f"{WORDS} | We are sorry for that."),
        (BLOCK.format("- ", "- "), None),  # a list
        (BLOCK.format("14:05: ", ""), None),
        (BLOCK.replace("In a statement, Chief Dara Quinn said", "Dara Quinn left behind").format("", ""), None),
        (f"Here is Ada Blunt on the radio:\n\n{WORDS}", WORDS),
        (f"From the study:\n\n{WORDS}", WORDS),
        (f"Here is what we know:\n\n{WORDS}", None),  # nobody's
    ],
)
def test_block_quotations(text: str, content: str | None) -> None:
    found = [words for words, *_ in read(text)]
    assert found == ([] if content is None else [content])


def test_a_block_takes_in_what_detection_saw_of_it_and_keeps_its_source() -> None:
    text = BLOCK.format("", "")
    seen = said(text, "The road was shut at six", "said", "Chief Dara Quinn")
    own = said(text, "it stays shut")
    assert read(text, seen, own) == [(WORDS, ":", "Chief Dara Quinn")]
