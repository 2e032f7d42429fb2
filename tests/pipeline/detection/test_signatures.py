"""Who signs a quotation behind, below or before it, and lines beside one that sign nothing."""

import pytest

from attrib.pipeline.detection.layout import read_layout
from attrib.pipeline.detection.signatures import signature
from tests.pipeline.detection.passes import read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"The road stays shut." — Ada Blunt, 43, nurse', ("—", "Ada Blunt")),
        ('"The road stays shut."\n\n-- Ada Blunt, nurse', ("--", "Ada Blunt")),
        ('"The road stays shut." (Ada Blunt, nurse)', ("", "Ada Blunt")),
        ('1. "The road stays shut." Ada Blunt, nurse', ("", "Ada Blunt")),
        ('Mayor Ada Blunt: "The road stays shut."', (":", "Mayor Ada Blunt")),
        ("'The road stays shut': Farouk on the pool", (":", "Farouk")),
    ],
)
def test_who_signs_a_quotation_that_detection_passed_over(text: str, found: tuple[str, str]) -> None:
    [(_, *parts)] = read(text)
    assert tuple(parts) == found


@pytest.mark.parametrize(
    "text",
    [
        '"The road stays shut." — Mayor Otto Grim looked up and left.',
        '"The road stays shut." Ada Blunt, who was there, left.',  # no list
        'Breaking News: "Road shut."',
    ],
)
def test_where_nobody_signs_a_quotation(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ('"Shut."\nAda Blunt, nurse', "Ada Blunt"),
        ('"Shut."\nAda Blunt, nurse.', None),  # a sentence
        ('"Shut."\nAda Blunt', None),
        ('"Shut."\nAda Blunt, Otto Grim', None),  # nothing says what she is
        ('It was "shut."\nAda Blunt, nurse', None),  # the quotation does not fill its line
        ('It was "shut."\n— Ada Blunt, nurse', "Ada Blunt"),
        (f'"Shut." — Ada Blunt, {"a" * 120}', "Ada Blunt"),
        (f'"Shut." — Ada Blunt, {"a" * 140}', None),  # too long a line
        (f'"Shut."\n— Ada Blunt, {"a" * 140}', None),
        ('"Shut." — lifeguard Ada Blunt', "lifeguard Ada Blunt"),
        ('"Shut." — when the old Ada Blunt', None),
        ('- "Shut." Ada Blunt, nurse', "Ada Blunt"),
        ('- He: "Shut." Ada Blunt, nurse', None),  # the quotation does not open the item
        ('- Ada Blunt: "Shut."', "Ada Blunt"),
        ('Ada Blunt "Shut."', None),
        ("“Shut”: Farouk on the pool.", None),  # no headline
        ("It is “shut”: Farouk on the pool", None),
        ("“Shut.”\n\nAda Blunt, The Echo\n\n“Open.”\n\nOtto Grim, Norwell News\n", "Ada Blunt"),  # a round-up
        ("“Shut.”\r\n\r\nAda Blunt, The Echo\r\n\r\n“Open.”\r\n\r\nOtto Grim, Norwell News", "Ada Blunt"),
        ("“Shut.”\n\nAda Blunt, The Echo\n\n“Open.”\n\nOtto Grim left.", None),  # one alone may be a caption
    ],
)
def test_lines_that_sign(text: str, source: str | None) -> None:
    layout = read_layout(text)
    tag = signature(layout, layout.quotations[0])
    assert (None if tag is None else tag.source.of(text)) == source
