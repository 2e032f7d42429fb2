"""One kind for one name of a text."""

from attrib.data import EntityKind, Mention, Span
from attrib.pipeline.detection.name_kinds import agree_on_kinds

PERSON, PLACE = EntityKind.PERSON, EntityKind.LOCATION


def kinds(text: str, told: list[tuple[str, EntityKind, float]]) -> list[EntityKind]:
    mentions, at = list[Mention](), 0
    for words, kind, confidence in told:
        at = text.index(words, at)
        mentions.append(Mention(Span(at, at + len(words)), kind, confidence))
        at += len(words)
    return [mention.kind for mention in agree_on_kinds(text, mentions)]


def test_a_name_has_the_kind_that_the_text_is_much_surer_of() -> None:
    told = [("Nicoya", PLACE, 0.9), ("Nicoya", PERSON, 0.6), ("NICOYA", PLACE, 0.8)]
    assert kinds("In Nicoya it rained. Nicoya slept. NICOYA woke.", told) == [PLACE] * 3


def test_kinds_that_are_about_as_sure_stay() -> None:
    told = [("Ford", PERSON, 0.9), ("Ford", PLACE, 0.5), ("Ford", PLACE, 0.6)]
    assert kinds("Ford came to Ford by Ford.", told) == [PERSON, PLACE, PLACE]


def test_other_words_have_no_vote() -> None:
    told = [("Ida Bo", PERSON, 0.9), ("Bo", PLACE, 0.3), ("Ida Bo", PERSON, 0.9)]
    assert kinds("Ida Bo of Bo, said Ida Bo.", told) == [PERSON, PLACE, PERSON]


def test_a_text_may_have_no_names() -> None:
    assert agree_on_kinds("It rained.", ()) == ()
