"""Names of the world: which forms mean one person, under which name."""

import pytest

from attrib.data import EntityKind, Mention, Span
from attrib.english.gender import Gender
from attrib.english.names import person_name
from attrib.pipeline.entities.clustering import cluster_mentions
from attrib.pipeline.entities.entities import Entity
from attrib.pipeline.entities.people import is_form_of

P, BODY = EntityKind.PERSON, EntityKind.ORGANIZATION


def clustered(text: str, *names: str, kind: EntityKind = P, confidence: float = 1.0) -> tuple[Entity, ...]:
    """The entities of a text, the names marked in the order in which they stand."""
    mentions, at = [], 0
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        mentions.append(Mention(Span(start, at), kind, confidence))
    return cluster_mentions(text, mentions).all


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("Andrés Ortega", "Andrés Ortega Ruiz", True),
        ("Andrés Ruiz", "Andrés Ortega Ruiz", True),
        ("Seif Al Dawla", "Aida Seif Al Dawla", True),
        ("Zoe Muller", "Zoë Müller", True),
        ("Siobhan O'Rourke", "Siobhan O’Rourke", True),
        ("Bobby Tull", 'Robert "Bobby" Tull', True),
        ("Robert Tull", 'Robert "Bobby" Tull', True),
        ("Weimin Li", "Li Weimin", True),
        ("J. Hale", "Susan Hale", False),
        ("S. Hale", "Susan Hale", True),
        ("Frank Duval Sr.", "Frank Duval Jr.", False),
        ("Frank Duval", "Frank Duval Jr.", True),
        ("Mrs Kim Hale", "Mr Kim Hale", False),
        ("Ann Ortega", "Andrés Ortega Ruiz", False),
        ("Ruiz Ortega", "Andrés Ortega Ruiz", False),
    ],
)
def test_two_full_names_are_forms_of_one(short: str, long: str, expected: bool) -> None:
    assert is_form_of(person_name(short), person_name(long)) is expected


@pytest.mark.parametrize(
    ("full", "part"),
    [
        ("Mattar Al Tayer", "Al Tayer"),
        ("Waleed Al-Jari", "Jari"),
        ("Andrés Ortega Ruiz", "Ortega"),
        ("María del Carmen Peña Solís", "Peña"),
        ("Ti Lian Ker", "Ti"),
        ("Nguyen Van Dat", "Mr Dat"),
        ("Zhang Weimin", "Zhang"),
        ("Daw Khin Mya", "Daw Khin"),
        ("Zoran Kolar", "Mr Zoran"),
        ("Ursula von der Leyen", "von der Leyen"),
        ('Robert "Bobby" Tull', "Bobby"),
        ("James (Jim) Orde", "Orde"),
        ("Zoë Müller", "Muller"),
        ("Nadia Farouk", "FAROUK"),
        ("Joseph diGenova", "DiGenova"),
    ],
)
def test_a_part_means_the_person_of_the_full_name(full: str, part: str) -> None:
    (entity,) = clustered(f"{full} came late. Then {part} left.", full, part)
    assert entity.name == full
    assert len(entity.mentions) == 2


def test_a_part_of_no_ones_name_is_a_person_of_its_own() -> None:
    assert [entity.name for entity in clustered("Andrés Ortega Ruiz met Orteg.", "Andrés Ortega Ruiz", "Orteg")] == [
        "Andrés Ortega Ruiz",
        "Orteg",
    ]


@pytest.mark.parametrize(
    ("text", "names", "meant"),
    [
        (
            "Kim Soo-min said she came. Kim Tae-yang said he did. Mr Kim left.",
            ("Kim Soo-min", "Kim Tae-yang", "Mr Kim"),
            "Kim Tae-yang",
        ),
        (
            "Kim Tae-yang said he came. Kim Soo-min said she did. Mr Kim left.",
            ("Kim Tae-yang", "Kim Soo-min", "Mr Kim"),
            "Kim Tae-yang",
        ),
        (
            "Ivo Hale got it from his father, Frank Hale. Hale denied it.",
            ("Ivo Hale", "Frank Hale", "Hale"),
            "Ivo Hale",
        ),
        (
            "Ivo Hale got it from the mayor, Frank Hale. Hale denied it.",
            ("Ivo Hale", "Frank Hale", "Hale"),
            "Frank Hale",
        ),
    ],
)
def test_one_surname_of_several_people(text: str, names: tuple[str, ...], meant: str) -> None:
    found = {entity.name: entity for entity in clustered(text, *names)}
    assert len(found) == 2
    assert len(found[meant].mentions) == 2


def test_junior_and_senior_are_two() -> None:
    text = "Frank Duval Sr. built it. Frank Duval Jr. closed it. Frank Duval Jr. left."
    found = clustered(text, "Frank Duval Sr.", "Frank Duval Jr.", "Frank Duval Jr.")
    assert [(entity.name, len(entity.mentions)) for entity in found] == [("Frank Duval Sr.", 1), ("Frank Duval Jr.", 2)]


@pytest.mark.parametrize(
    ("text", "names", "shown"),
    [
        ("Ortega came. Andrés Ortega Ruiz left.", ("Ortega", "Andrés Ortega Ruiz"), "Andrés Ortega Ruiz"),
        ("NADIA FAROUK came. Nadia Farouk left.", ("NADIA FAROUK", "Nadia Farouk"), "Nadia Farouk"),
        ("Na\u00addia Fa\u00adrouk left.", ("Na\u00addia Fa\u00adrouk",), "Nadia Farouk"),
        ("Zoe\u0308 Mu\u0308ller left.", ("Zoe\u0308 Mu\u0308ller",), "Zoë Müller"),
        ("Councilman Ivo Hale left.", ("Councilman Ivo Hale",), "Ivo Hale"),
        ("Datuk Seri Ti Lian Ker left.", ("Datuk Seri Ti Lian Ker",), "Ti Lian Ker"),
        ("President-elect Ivo Hale left.", ("President-elect Ivo Hale",), "Ivo Hale"),
        ("Baker Hale left.", ("Baker Hale",), "Baker Hale"),
        ("Sheikh Hasina left.", ("Sheikh Hasina",), "Sheikh Hasina"),
    ],
)
def test_the_name_shown_is_the_fullest_without_titles(text: str, names: tuple[str, ...], shown: str) -> None:
    (entity,) = clustered(text, *names)
    assert entity.name == shown


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Tae-yang Moss said he left.", Gender.MALE),
        ("Tae-yang Moss said that she left.", Gender.FEMALE),
        ("Tae-yang Moss, a spokeswoman for the port, left.", Gender.FEMALE),
        ("Tae-yang Moss, an engineer, left.", None),
        ("Tae-yang Moss met her.", None),
    ],
)
def test_words_beside_a_name_tell_the_gender(text: str, gender: Gender | None) -> None:
    assert clustered(text, "Tae-yang Moss")[0].gender is gender


@pytest.mark.parametrize(
    ("text", "names", "shown"),
    [
        ("The New York Times wrote it. The Times stands by it.", ("New York Times", "Times"), ["New York Times"]),
        ("The White House said no. The House said yes.", ("White House", "House"), ["White House", "House"]),
        (
            "The Times wrote it. Times was down. New York Times rose.",
            ("Times", "Times", "New York Times"),
            ["New York Times", "Times"],
        ),
        (
            "The Ministry of Defence met. The Defence Ministry said so. The Ministry agreed.",
            ("Ministry of Defence", "Defence Ministry", "Ministry"),
            ["Ministry of Defence"],
        ),
        (
            "The Ministry of Finance met. The Defence Ministry said so.",
            ("Ministry of Finance", "Defence Ministry"),
            ["Ministry of Finance", "Defence Ministry"],
        ),
    ],
)
def test_forms_of_a_bodys_name(text: str, names: tuple[str, ...], shown: list[str]) -> None:
    assert [entity.name for entity in clustered(text, *names, kind=BODY)] == shown


@pytest.mark.parametrize(("confidence", "count"), [(0.6, 1), (0.95, 2)])
def test_a_doubtful_person_whose_name_begins_a_bodys_is_the_body(confidence: float, count: int) -> None:
    text = "The Pew Research Center asked. Pew said so."
    mentions = [Mention(Span(4, 23), BODY, 0.9), Mention(Span(31, 34), P, confidence)]
    assert len(cluster_mentions(text, mentions).all) == count
