"""Roles and affiliations in small inputs that were read wrong: what merely stands near is neither.

The spans are given: what is tested is who is told to be what, not detection.
"""

from pathlib import Path

import pytest

from attrib.data import Speaker
from tests.pipeline.attributed import said, speakers

PM_SPOKESMAN = "The prime minister's spokesman"
MADDOX = "The transport secretary, Fiona Maddox,"
CASES = Path(__file__).parents[2] / "fixtures" / "cases"


def speaker(case: str, content: str, cue: str, source: str) -> Speaker:
    """The speaker of one statement of a case."""
    text = (CASES / f"{case}.txt").read_text(encoding="utf-8")
    (found,) = speakers(text, said(text, content, cue, source))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("case", "statement", "role", "affiliation"),
    [
        ("26-liveblog", ("talks would resume on Friday", "said", PM_SPOKESMAN), "spokesman", "prime minister"),
        ("26-liveblog", ("the strike was avoidable", "told", MADDOX), "transport secretary", None),
        ("63-emoji-hashtag-post", ("No deal = no vote!!!", "wrote", "Deputy PM Zoran Kolar"), "Deputy PM", None),
        ("107-denies", ("one count of theft", "admits", "Kessler"), None, None),
        ("107-denies", ("There will be no more delays", "said", "Judge Reyes"), "Judge", None),
        ("140-lawyers-of", ("he would appeal", "said", "Lawyers for Dunn"), "lawyers", "Dunn"),
        ("140-lawyers-of", ("the family was tired", "said", "His brother, Neil Dunn"), "brother", None),
        ("154-timezone-aff", ("the same", "says", "A spokeswoman"), "spokeswoman", None),
        ("154-timezone-aff", ("two people were arrested", "says", "A police spokesman"), "spokesman", "police"),
    ],
)
def test_a_post_is_what_the_text_says_of_the_speaker(
    case: str, statement: tuple[str, str, str], role: str | None, affiliation: str | None
) -> None:
    found = speaker(case, *statement)
    assert (found.role, found.affiliation) == (role, affiliation)
