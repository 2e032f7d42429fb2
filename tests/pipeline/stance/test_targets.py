"""Whom and what statements are about."""

import pytest

from attrib.data import Document, EntityKind, Mention, Span, Spans, Statement, StatementType
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.targets import find_targets, target_reach
from tests.pipeline.attributed import said
from tests.pipeline.word_lists import reading


def targets(text: str, statement: Statement, *earlier: Statement, kind: str | None = None) -> list[str]:
    resolved = resolve(Document(text), [*earlier, statement], (), reading(text))
    found = find_targets(resolved.doc, resolved.history, resolved.statements[-1])
    for target in found:
        assert all(0 <= span.start < span.end <= len(text) for span in target.spans)
    return [target.name for target in found if kind in (None, target.kind)]


def test_actors_are_named_in_full() -> None:
    text = "Maria Lopez, the trade minister, spoke on Friday. John Hale said Ms Lopez had misled Parliament."
    statement = said(text, "Ms Lopez had misled Parliament", "said", "John Hale")
    assert "Maria Lopez" in targets(text, statement, kind="actor")


def test_whom_the_cue_addresses_is_a_target() -> None:
    text = "Maria Lopez was in Rome. John Hale accused Ms Lopez of lying to voters."
    statement = said(text, "of lying to voters", "accused", "John Hale")
    assert "Maria Lopez" in targets(text, statement, kind="actor")


def test_a_pronoun_means_somebody_named() -> None:
    text = "Maria Lopez resigned on Friday. John Hale said she had been a good minister."
    statement = said(text, "she had been a good minister", "said", "John Hale")
    assert "Maria Lopez" in targets(text, statement, kind="actor")


def test_nobody_is_their_own_target() -> None:
    text = 'John Hale was angry. Mr Hale said he would go. "John Hale does not run," he said.'
    said_so = said(text, "he would go", "said", "Mr Hale")
    assert "John Hale" not in targets(text, said_so)


def test_an_organization_is_the_target_of_who_speaks_for_it() -> None:
    text = 'Taliban spokesperson Zabihullah Mujahid said: "The Islamic Emirate does not allow it."'
    mentions = [Mention(Span(text.index(name), text.index(name) + len(name)), kind) for name, kind in
                (("Taliban", EntityKind.ORGANIZATION), ("Zabihullah Mujahid", EntityKind.PERSON),
                 ("Islamic Emirate", EntityKind.ORGANIZATION))]  # fmt: skip
    statement = said(text, '"The Islamic Emirate does not allow it."', "said", "Zabihullah Mujahid")
    resolved = resolve(Document(text), [statement], mentions)
    names = [target.name for target in find_targets(resolved.doc, resolved.history, resolved.statements[0])]
    assert "Islamic Emirate" in names
    assert "Zabihullah Mujahid" not in names


def test_an_adjective_means_its_country() -> None:
    text = "The minister complained of raids by Pakistani aircraft."
    statement = said(text, "of raids by Pakistani aircraft", "complained", "The minister")
    assert "Pakistan" in targets(text, statement, kind="actor")


def test_topics_are_told_apart_from_actors() -> None:
    text = "John Hale said the assault weapons ban had failed Britain."
    statement = said(text, "the assault weapons ban had failed Britain", "said", "John Hale")
    assert targets(text, statement, kind="topic") == ["assault weapons ban"]
    assert targets(text, statement, kind="actor") == ["Britain"]


def test_without_classes_of_words_there_are_actors_alone() -> None:
    text = "John Hale said the assault weapons ban had failed Britain."
    resolved = resolve(Document(text), [said(text, text[15:-1], "said", "John Hale")], ())
    found = find_targets(resolved.doc, resolved.history, resolved.statements[0])
    assert [target.name for target in found] == ["Britain"]


def test_a_topic_that_ends_in_people_is_an_actor() -> None:
    text = "John Hale said he feared angry voters."
    assert targets(text, said(text, "he feared angry voters", "said", "John Hale"), kind="topic") == []
    assert "feared angry voters" in targets(text, said(text, "he feared angry voters", "said", "John Hale"))


def test_a_target_named_twice_is_one() -> None:
    text = "John Hale said Britain must stay Britain."
    statement = said(text, "Britain must stay Britain", "said", "John Hale")
    resolved = resolve(Document(text), [statement], ())
    [target] = find_targets(resolved.doc, resolved.history, resolved.statements[0])
    assert target.name == "Britain"
    assert len(target.spans) == 2


def test_a_body_nobody_names_goes_by_its_phrase() -> None:
    text = "John Hale said the government had failed."
    statement = said(text, "the government had failed", "said", "John Hale")
    assert targets(text, statement, kind="actor") == ["the government"]


def test_a_speaker_s_own_party_is_a_target_by_its_name() -> None:
    text = "Liberal Democrat leader Ida Quill spoke. The Liberal Democrats met. Ms Quill said her party was ready."
    statement = said(text, "her party was ready", "said", "Ms Quill")
    assert "Liberal Democrats" in targets(text, statement, kind="actor")


def test_a_possessive_means_both_its_owner_and_what_is_owned() -> None:
    text = "Peter Moss resigned on Friday. The mayor, Mary Quill, said his lawyer had lied."
    found = targets(text, said(text, "his lawyer had lied", "said", "The mayor, Mary Quill,"), kind="actor")
    assert "Peter Moss" in found
    assert "his lawyer" in found


ORGANIZATION, PERSON, MISC = EntityKind.ORGANIZATION, EntityKind.PERSON, EntityKind.MISC
Names = tuple[tuple[str, EntityKind], ...]


def found_in(text: str, content: str, cue: str, source: str, names: Names) -> list[tuple[str, str]]:
    """Targets with the words that name or mean them first, without classes of words: actors and named topics alone."""
    mentions = [Mention(Span(text.index(name), text.index(name) + len(name)), kind) for name, kind in names]
    resolved = resolve(Document(text), [said(text, content, cue, source)], mentions)
    found = find_targets(resolved.doc, resolved.history, resolved.statements[0])
    return [(target.name, target.spans[0].of(text)) for target in found]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("the council", "the council"),
        ("a council", None),
        ("this council", "this council"),
        ("the council of war", "the council"),
        ("the old, council", None),  # a mark ends the phrase
        ("the, council", None),
        ("the tax council", "the tax council"),
        ("the council group", "the council group"),  # two nouns for bodies in a row
        ("the council old group", "the council"),
        ("the new big good wrong council", "the new big good wrong council"),  # five words behind "the"
        ("the new big good wrong odd council", None),
        ("the old tax", None),
        ("the voters", "the voters"),
        ("his voters", "his voters"),
        ("the Labour council", "Labour"),  # a name takes its phrase
        ("the council Labour", "Labour"),
    ],
)
def test_a_description_is_an_actor_by_the_noun_it_ends_in(content: str, expected: str | None) -> None:
    text = f"It rained. John Hale said {content} had failed."
    found = found_in(text, f"{content} had failed", "said", "John Hale", ())
    assert found == ([] if expected is None else [(expected, expected)])


@pytest.mark.parametrize(
    ("before", "content", "names", "expected"),
    [
        ("Maria Lopez, the trade minister, left.", "the minister fell", (), [("Maria Lopez", "the minister")]),
        ("Maria Lopez, the trade minister, left.", "the minister Sam Moss fell", (), [("Sam Moss", "Sam Moss")]),
        ("Acme Council met.", "the council fell", (("Acme Council", ORGANIZATION),), [("Acme Council", "the council")]),
        ("Acme Council met.", "it fell", (("Acme Council", ORGANIZATION),), [("Acme Council", "it")]),
        ("Acme Council met.", "they fell", (("Acme Council", ORGANIZATION),), [("Acme Council", "they")]),
        ("Acme Council met.", "he fell", (("Acme Council", ORGANIZATION),), []),
        ("The Tories met.", "Tory plans fell", (("Tory", MISC), ("Tories", ORGANIZATION)), [("Tories", "Tory")]),
        ("It rained.", "Tory plans fell", (("Tory", MISC),), [("Tory", "Tory")]),
        ("It rained.", "the French fell", (("French", MISC),), [("France", "French")]),
        ("It rained.", "the Care Act fell", (("Care Act", MISC),), [("Care Act", "Care Act")]),
        ("Zorb is old.", "Zorb fell", (), []),  # capitals alone, and of no kind: a guess
        ("Zorb is old.", "Zorb fell", (("Zorb", ORGANIZATION),), [("Zorb", "Zorb")]),
        ("It rained.", "Brenda fell", (), [("Brenda", "Brenda")]),
        ("It rained.", "John Hale fell", (), []),
    ],
)
def test_whom_words_mean(before: str, content: str, names: Names, expected: list[tuple[str, str]]) -> None:
    assert found_in(f"{before} John Hale said {content}.", content, "said", "John Hale", names) == expected


@pytest.mark.parametrize(
    ("before", "content", "expected"),
    [
        ("Maria Lopez left. She sat. Peter Moss sat.", "“She and he fell.”", ["Maria Lopez", "Peter Moss"]),
        ("Peter Moss sat. Maria Lopez left.", "“He fell. They fell. It fell.”", ["Peter Moss"]),
        ("Maria Lopez left.", "“He fell.”", []),
        ("Sam Moss left.", "“Himself he likes.”", ["Sam Moss"]),  # of a name that is a man's and a woman's
        ("John Hale left.", "“He fell.”", []),  # who speaks would say "I"
        ("Acme left.", "“He fell.”", []),
        ("Peter Moss left. It rained. It rained. It rained.", "“He fell.”", ["Peter Moss"]),
        ("Peter Moss left. It rained. It rained. It rained. It rained.", "“He fell.”", []),
    ],
)
def test_a_pronoun_in_a_quotation_means_somebody_else_nearby(before: str, content: str, expected: list[str]) -> None:
    found = found_in(f"{before} John Hale said: {content}", content, "said", "John Hale", ())
    assert (
        sorted({name for name, words in found if words.lower() in {"he", "she", "himself", "they", "it"}}) == expected
    )


@pytest.mark.parametrize(
    ("content", "cue", "source", "expected"),
    [
        ("Acme fell", "said", "Acme", [("Acme", "Acme")]),  # it calls itself by name
        ("it fell", "said", "Acme", []),
        ("Acme fell", "", "", [("Acme", "Acme")]),
    ],
)
def test_an_organization_that_speaks_is_a_target_by_name_alone(
    content: str, cue: str, source: str, expected: list[tuple[str, str]]
) -> None:
    text = f"Acme met. {source} {cue} {content}."
    assert found_in(text, content, cue, source, (("Acme", ORGANIZATION),)) == expected


@pytest.mark.parametrize(
    ("cue", "source", "content", "expected"),
    [
        ((Span(0, 3),), (), (Span(10, 20),), (Span(3, 10), Span(10, 20))),
        ((), (), (Span(10, 20),), (Span(10, 20),)),
        ((Span(0, 10),), (), (Span(10, 20),), (Span(10, 20),)),  # nothing between
        ((Span(30, 33),), (), (Span(10, 20),), (Span(10, 20),)),  # the cue behind
        ((Span(0, 3),), (Span(4, 8),), (Span(10, 20),), (Span(10, 20),)),  # the source between
        ((Span(0, 3),), (Span(21, 28),), (Span(10, 20),), (Span(3, 10), Span(10, 20))),
        ((Span(0, 3), Span(5, 7)), (), (Span(30, 40), Span(10, 20)), (Span(7, 10), Span(30, 40), Span(10, 20))),
        ((Span(0, 3),), (), (Span(123, 130),), (Span(3, 123), Span(123, 130))),  # 120 characters between
        ((Span(0, 3),), (), (Span(124, 130),), (Span(124, 130),)),
    ],
)
def test_what_stands_between_cue_and_content_is_read_too(
    cue: Spans, source: Spans, content: Spans, expected: Spans
) -> None:
    assert target_reach(Statement(StatementType.INDIRECT, content, cue, source)) == expected


def test_a_name_is_cut_at_the_ends_of_the_content() -> None:
    text = "It rained. John Hale said Maria Lopez fell."
    resolved = resolve(Document(text), [said(text, "Lopez fell", "said", "John Hale")], ())
    [target] = find_targets(resolved.doc, resolved.history, resolved.statements[0])
    assert [span.of(text) for span in target.spans] == ["Maria ", "Lopez"]


@pytest.mark.parametrize(("content", "kind"), [("the Care Act fell", "topic"), ("the Chad Act fell", "topic")])
def test_a_name_of_a_thing_is_a_topic(content: str, kind: str) -> None:
    text = f"John Hale said {content}."
    name = content[4:-5]
    mention = Mention(Span(text.index(name), text.index(name) + len(name)), MISC, 0.9)
    resolved = resolve(Document(text), [said(text, content, "said", "John Hale")], [mention])
    [target] = find_targets(resolved.doc, resolved.history, resolved.statements[0])
    assert (target.name, target.kind) == (name, kind)
