import pytest

from attrib.data import EntityKind
from attrib.english.name_kinds import WEAK, Seen, classify
from attrib.text.tokens import tokens

UNSEEN = Seen(frozenset(), frozenset())


def kind_of(run: str, before: str = "met ", seen: Seen = UNSEEN) -> tuple[str, EntityKind, float] | None:
    """What the run of capitals behind some words names."""
    text = f"{before}{run}"
    words = tokens(text, [0])
    first = sum(token.start < len(before) for token in words)
    mention = classify(words, first, len(words), seen)
    return None if mention is None else (mention.span.of(text), mention.kind, mention.confidence)


@pytest.mark.parametrize(
    ("run", "name", "kind"),
    [
        ("Mr Quill", "Mr Quill", EntityKind.PERSON),
        ("President Orla Tasbek", "Orla Tasbek", EntityKind.PERSON),
        ("Ida Quill MP", "Ida Quill", EntityKind.PERSON),
        ("Tory Xaver Tasbek", "Xaver Tasbek", EntityKind.PERSON),
        ("Tasbek Holdings", "Tasbek Holdings", EntityKind.ORGANIZATION),
        ("BBC", "BBC", EntityKind.ORGANIZATION),
        ("Sarah Church", "Sarah Church", EntityKind.PERSON),
        ("Swimmer Femke Post", "Femke Post", EntityKind.PERSON),
        ("Norwell Church", "Norwell Church", EntityKind.ORGANIZATION),
        ("Sarah Lodge Church", "Sarah Lodge Church", EntityKind.ORGANIZATION),
        ("Superintendent of Police Ida Quill", "Ida Quill", EntityKind.PERSON),
        ("Saudi Arabia", "Saudi Arabia", EntityKind.LOCATION),
        ("Iraqi", "Iraqi", EntityKind.MISC),
    ],
)
def test_words_of_a_name_tell_its_kind(run: str, name: str, kind: EntityKind) -> None:
    found = kind_of(run)
    assert found is not None
    assert found[:2] == (name, kind)


def test_an_office_alone_is_no_name() -> None:
    assert kind_of("Home Secretary") is None


def test_a_word_behind_the_is_a_body() -> None:
    found = kind_of("Xaver Tasbek", before="saw the ")
    assert found is not None
    assert found[1] is EntityKind.ORGANIZATION


def test_a_word_that_begins_a_sentence_and_stands_in_lower_case_elsewhere_is_no_name() -> None:
    assert kind_of("Harbour", before="", seen=Seen(frozenset({"harbour"}), frozenset())) is None
    found = kind_of("Harbour", before="")
    assert found is not None
    assert found[2] == WEAK
