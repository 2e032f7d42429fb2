"""Which agencies an article says it is from."""

import pytest

from attrib.copies.agencies import agencies

FILL = "\n\nNothing else was said about it that day, and nobody asked.\n\n" * 30


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("PARIS (AP) — Rain fell on Monday.", "Associated Press"),
        ("WASHINGTON, March 3 (Reuters) - Rain fell.", "Reuters"),
        ("(AFP) — Rain fell.", "Agence France-Presse"),
        ("By Ann Lee and Bo Diaz, Associated Press\n\nRain fell.", "Associated Press"),
        ("Rain fell." + FILL + "The Associated Press contributed to this report.", "Associated Press"),
        ("Rain fell." + FILL + "Copyright 2019 The Associated Press. All rights reserved.", "Associated Press"),
        ("Rain fell." + FILL + "© 2020 AFP", "Agence France-Presse"),
        ("Rain fell." + FILL + "(Reporting by Ann Lee for Reuters; editing by Bo Diaz)", "Reuters"),
        ("Rain fell." + FILL + "— IANS", "Indo-Asian News Service"),
    ],
)
def test_an_agency_is_found(text: str, agency: str) -> None:
    assert agencies(text) == {agency}


@pytest.mark.parametrize(
    "text",
    [
        "Image copyright AP\n\nRain fell on Monday.",
        "The mayor told Reuters on Monday that rain fell (AP was not there).",
        "Bloomberg, who was mayor, said by Monday it would rain.",
        FILL + "(AP) — Rain fell." + FILL,
        "PARIS (CNN) — Rain fell.",
        "",
    ],
)
def test_none_is_found(text: str) -> None:
    assert agencies(text) == frozenset()


def test_author_and_outlet_tell_too() -> None:
    assert agencies("Rain fell.", author="Ann Lee, AP") == {"Associated Press"}
    assert agencies("Rain fell.", outlet="Reuters") == {"Reuters"}
    assert agencies("Rain fell.", author="Apple Reutersson") == frozenset()
