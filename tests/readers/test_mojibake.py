"""Garbled letters are told, and letters of other languages are not taken for them."""

from pathlib import Path

import pytest

from attrib.readers.mojibake import garbled
from tests.readers.reading import problems, read_bytes, texts

CASE = Path(__file__).parents[1] / "fixtures" / "cases" / "84-mojibake.txt"


def test_a_garbled_text_is_read_as_it_is_and_told(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, CASE.read_bytes(), "a.txt")
    assert texts(found) == [CASE.read_text(encoding="utf-8")]
    ((_, words),) = problems(found)
    assert words.startswith("its letters are garbled in 11 places, such as 'â€œWe' for '“We'")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It canâ€™t be.", True),
        ("ZoÃ« MÃ¼ller said no.", True),
        ("ðŸ˜€ said nobody.", True),
        ("Zoë Müller said “no” – and again…", False),
        ("L’Âge d’or, São Tomé, ÇA, “À”, Ã", False),
        ("Â£5", False),
        ("ÐœÐ¸Ñ€", True),
        ("Мир, 世界, ’’’’", False),
        ("de 8 h à\xa0\xa0 10 h", False),
        ("voilÃ\xa0 la cafÃ©", True),
        ("plain", False),
    ],
)
def test_what_is_garbled(text: str, told: bool) -> None:
    assert (garbled(text) is not None) == told
