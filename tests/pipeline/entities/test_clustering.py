"""Mentions that name one entity, and mentions that do not."""

import re

import pytest

from attrib.data import ActorKind, EntityKind, Mention, Span
from attrib.pipeline.entities.clustering import cluster_mentions
from attrib.pipeline.speakers.annotated import annotate
from tests.pipeline.attributed import body, named, names, said, speakers


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("Ms Hale", "Susan Hale"),
        ("Hale", "Susan Hale"),
        ("Mr Hale", "Mr Hale"),
        ("Ms Moss", "Ms Moss"),
        ("Susan", "Susan Hale"),
    ],
)
def test_a_part_of_a_name_means_its_bearer_of_the_same_gender(later: str, expected: str) -> None:
    text = f"Susan Hale came late. It rained, but {later} said it was over."
    assert names(text, said(text, "it was over", "said", later)) == [expected]


@pytest.mark.parametrize(
    ("short", "expected"), [("NPA", "National Port Authority"), ("NAP", "NAP"), ("National", "National Port Authority")]
)
def test_a_short_name_means_the_body_whose_letters_it_has(short: str, expected: str) -> None:
    text = f"The National Port Authority lost money. Later {short} said it was over."
    mentions = (body(text, "National Port Authority"), named(text, short, EntityKind.ORGANIZATION, after="Later"))
    assert names(text, said(text, "it was over", "said", short), mentions=mentions) == [expected]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("Sinda (Union of Customs Brokers)", "Union of Customs Brokers"),
        ("Sinda (Customs Brokers)", "Sinda"),
        ("Sinda, the Union of Customs Brokers,", "Sinda"),
    ],
)
def test_a_short_name_means_what_the_brackets_behind_it_say(first: str, expected: str) -> None:
    text = f"{first} lost money. Later Sinda said it was over."
    long = first.partition("(")[2].rstrip(")") or "Union of Customs Brokers"
    places = (named(text, "Sinda", EntityKind.ORGANIZATION), body(text, long))
    mentions = (*places, named(text, "Sinda", EntityKind.ORGANIZATION, after="Later"))
    assert names(text, said(text, "it was over", "said", "Sinda"), mentions=mentions) == [expected]


def test_a_surname_with_a_doubled_letter_is_forgiven() -> None:
    text = "Labour MP Diane Quilt spoke. Ms Quiltt said it was late."
    assert names(text, said(text, "it was late", "said", "Ms Quiltt")) == ["Diane Quilt"]
    text = "Diane Quilt and Ann Quiltt spoke. Ms Quilltt said it was late."
    assert names(text, said(text, "it was late", "said", "Ms Quilltt")) == ["Ms Quilltt"]


def test_hard_line_ends_break_no_name() -> None:
    text = (
        "The bank lost money on loans to Norland this year and last, said Ida\n"
        "Quill, the head of economic research at Melton United\nBank. She said more would follow."
    )
    (speaker,) = speakers(text, said(text, "more would follow", "said", "She"))
    assert speaker is not None
    assert (speaker.name, speaker.affiliation) == ("Ida Quill", "Melton United Bank")
    short = "Ida\nQuill said more would follow. Ida Moss left."
    assert names(short, said(short, "more would follow", "said", "Quill")) == ["Quill"]


def test_mentions_of_the_model_decide_what_capitals_cannot() -> None:
    text = "Quanta Brix opened on Monday. It said sales would double."
    statement = said(text, "sales would double", "said", "It")
    mentions = (Mention(Span(0, 11), EntityKind.ORGANIZATION),)
    assert names(text, statement, mentions=mentions) == ["Quanta Brix"]


def test_a_party_is_no_person_whatever_the_model_took_it_for() -> None:
    text = "Peter Moss met voters. Labour said taxes would fall. He said they would rise."
    at = text.index("Labour")
    mistaken = (Mention(Span(at, at + 6), EntityKind.PERSON, 0.9),)
    found = speakers(
        text,
        said(text, "taxes would fall", "said", "Labour"),
        said(text, "they would rise", "said", "He"),
        mentions=mistaken,
    )
    assert [(speaker.name, speaker.kind) for speaker in found if speaker] == [
        ("Labour", ActorKind.ORGANIZATION),
        ("Peter Moss", ActorKind.PERSON),
    ]


@pytest.mark.parametrize("native", ["the Spaniard", "The Swede", "the Italian"])
def test_a_countrys_native_is_no_name_whatever_the_model_says(native: str) -> None:
    text = f"Arsenal boss Mikel Lee spoke after the match.\n\n{native} said that he felt sick."
    at = text.index(native) + 4
    mention = Mention(Span(at, at + len(native) - 4), EntityKind.PERSON)
    found = annotate(text, (mention,)).entities.all
    assert [entity.name for entity in found if entity.kind is EntityKind.PERSON] == ["Mikel Lee"]


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("", {"Norrland Bank": 5}),
        ("Ida Norr", {"Ida Norr": 5, "Norrland Bank": 1}),
        ("Ms Norr", {"Ms Norr": 5, "Norrland Bank": 1}),
    ],
)
def test_a_word_that_mostly_names_a_body_names_no_person(person: str, expected: dict[str, int]) -> None:
    text = f"Norr chairman Ivo Hale spoke. Norr grew. Norr fell. Norr rose. The Norrland Bank is big. {person} left."
    first, *later = [match.start() for match in re.finditer(r"(?<!\w )Norr\b", text)][:4]
    mentions = [Mention(Span(first, first + 4), EntityKind.PERSON, 0.4)]
    mentions += [Mention(Span(at, at + 4), EntityKind.ORGANIZATION, 0.9) for at in later]
    mentions.append(named(text, "Norrland Bank", EntityKind.ORGANIZATION))
    if person:
        mentions.append(named(text, person, EntityKind.PERSON, after="big"))
    assert {entity.name: len(entity.mentions) for entity in cluster_mentions(text, mentions).all} == expected


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_name_in_the_genitive_means_the_body_that_it_begins(mark: str) -> None:
    text = f"Quill{mark}s Investors Service was late. Quill{mark}s said so."
    mentions = (
        body(text, f"Quill{mark}s Investors Service"),
        named(text, f"Quill{mark}s", EntityKind.ORGANIZATION, "late"),
    )
    assert names(text, said(text, "so", "said", f"Quill{mark}s"), mentions=mentions) == [
        f"Quill{mark}s Investors Service"
    ]
