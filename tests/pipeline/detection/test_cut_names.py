"""Names that the tags cut after a small word, or glue over a blank line."""

import pytest

from attrib.data import EntityKind, Mention, Span
from attrib.pipeline.detection.cut_names import mend_cut_names

PERSON, BODY, PLACE = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.LOCATION
Named = list[tuple[str, EntityKind]]


def mended(text: str, names: Named) -> Named:
    mentions, at = list[Mention](), 0
    for words, kind in names:
        at = text.index(words, at)
        mentions.append(Mention(Span(at, at + len(words)), kind, 0.9))
        at += len(words)
    return [(text[item.span.start : item.span.end], item.kind) for item in mend_cut_names(text, mentions)]


@pytest.mark.parametrize(
    ("text", "names", "right"),
    [
        ("the Bank of Norland said", [("Bank of", BODY), ("Norland", PLACE)], [("Bank of Norland", BODY)]),
        ("the Union of Brokers of the State of Bo met", [("Union of Brokers of the", BODY), ("State of Bo", PLACE)],
         [("Union of Brokers of the State of Bo", BODY)]),
        ("as The Norland Post wrote", [("The", BODY), ("Norland Post", BODY)], [("The Norland Post", BODY)]),
        ("as The Norland Post wrote", [("The", PLACE), ("Norland Post", BODY)], [("The Norland Post", BODY)]),
        ("the Isle of Bo voted", [("Isle of", PLACE)], [("Isle of Bo", PLACE)]),
        ("the Bank of it", [("Bank of", BODY)], [("Bank", BODY)]),
        ("the Bank of the", [("Bank of the", BODY)], [("Bank", BODY)]),
        ("The a", [("The", BODY)], []),
        ("Bank of\nNorland", [("Bank of", BODY), ("Norland", PLACE)], [("Bank", BODY), ("Norland", PLACE)]),
        ("Ann Bo and Cid Dee", [("Ann Bo", PERSON), ("Cid Dee", PERSON)], [("Ann Bo", PERSON), ("Cid Dee", PERSON)]),
        ("Roland Bo", [("Roland", PERSON), ("Bo", PERSON)], [("Roland", PERSON), ("Bo", PERSON)]),
        ("not Warren\n\nTrump left", [("Warren\n\nTrump", PERSON)], [("Warren", PERSON), ("Trump", PERSON)]),
        ("not Warren \t\n\nTrump left", [("Warren \t\n\nTrump", PERSON)], [("Warren", PERSON), ("Trump", PERSON)]),
        ("the Bank of\n \nNorland", [("Bank of\n \nNorland", BODY)], [("Bank", BODY), ("Norland", BODY)]),
        ("the Bank of\nNorland", [("Bank of\nNorland", BODY)], [("Bank of\nNorland", BODY)]),
        ("", [], []),
    ],
)  # fmt: skip
def test_a_name_does_not_end_in_a_small_word(text: str, names: Named, right: Named) -> None:
    assert mended(text, names) == right


@pytest.mark.parametrize(
    ("text", "names", "right"),
    [
        ("the Bo Police’s Fourth Precinct said", [("Bo Police", BODY), ("s Fourth Precinct", BODY)],
         [("Bo Police’s Fourth Precinct", BODY)]),
        ("Bo's Court of Appeals", [("Bo", PLACE), ("s Court of Appeals", BODY)], [("Bo's Court of Appeals", BODY)]),
        ("in Grimm's Washington office", [("Grimm", PERSON), ("s Washington", PLACE)],
         [("Grimm", PERSON), ("Washington", PLACE)]),
        ("the firm’s Traffic Division", [("s Traffic Division", BODY)], [("Traffic Division", BODY)]),
        ("the firm’s Ann", [("s ", PERSON)], []),
        ("the firm’s  Ann", [("s  Ann", PERSON)], [("Ann", PERSON)]),
        ("the ’s Gravenhage Post", [("s Gravenhage Post", BODY)], [("Gravenhage Post", BODY)]),
        ("Bo’s Ann Dee", [("Bo", PLACE), ("Ann Dee", PERSON)], [("Bo", PLACE), ("Ann Dee", PERSON)]),
        ("the s Bo", [("s Bo", BODY)], [("s Bo", BODY)]),
        ("Bo’s Police’s Second Court", [("Bo", PLACE), ("s Police", BODY), ("s Second Court", BODY)],
         [("Bo’s Police’s Second Court", BODY)]),
        ("Bo Inc’s Dee left", [("Bo Inc", BODY), ("s Dee", BODY)], [("Bo Inc", BODY), ("Dee", BODY)]),
    ],
)  # fmt: skip
def test_a_name_does_not_begin_in_a_genitive(text: str, names: Named, right: Named) -> None:
    assert mended(text, names) == right


@pytest.mark.parametrize(
    ("text", "names", "right"),
    [
        ("the 5th U.S. Circuit Court ruled", [("U.S. Circuit Court", BODY)], [("5th U.S. Circuit Court", BODY)]),
        ("Bo’s 3rd District Court", [("District Court", BODY)], [("3rd District Court", BODY)]),
        ("the 101st\u00a0Infantry Division", [("Infantry Division", BODY)], [("101st\u00a0Infantry Division", BODY)]),
        ("the 5th Acme phone", [("Acme", BODY)], [("Acme", BODY)]),
        ("the 5th District of Bo", [("District of Bo", PLACE)], [("District of Bo", PLACE)]),
        ("of July 5th, District Court", [("District Court", BODY)], [("District Court", BODY)]),
        ("on the 5th\nDistrict Court", [("District Court", BODY)], [("District Court", BODY)]),
        ("in 1,115th District Court", [("District Court", BODY)], [("District Court", BODY)]),
        ("of 5 District Court", [("District Court", BODY)], [("District Court", BODY)]),
    ],
)
def test_the_number_of_a_body_is_part_of_its_name(text: str, names: Named, right: Named) -> None:
    assert mended(text, names) == right


def test_the_lower_confidence_of_two_is_kept() -> None:
    text = "Bank of Bo"
    mentions = [Mention(Span(0, 7), BODY, 0.9), Mention(Span(8, 10), PLACE, 0.4)]
    assert mend_cut_names(text, mentions) == (Mention(Span(0, 10), BODY, 0.4),)
