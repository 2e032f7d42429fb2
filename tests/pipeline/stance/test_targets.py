"""Whom and what statements are about."""

from attrib.data import Document, EntityKind, Mention, Span, Statement
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.targets import find_targets
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
