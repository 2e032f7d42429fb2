"""Referring expressions: what a phrase is read as, and where it stands."""

import pytest

from attrib.data import EntityKind, Mention, Span
from attrib.english.gender import Gender
from attrib.pipeline.speakers.annotated import AnnotatedText, annotate
from attrib.pipeline.speakers.coreference.expressions import Expression, read_expression
from attrib.pipeline.speakers.coreference.words import Form, Number, Place, Sort, Word


def read(text: str, phrase: str, *names: str) -> tuple[AnnotatedText, Expression]:
    mentions = [Mention(place(text, name), EntityKind.PERSON) for name in names]
    doc = annotate(text, mentions)
    return doc, read_expression(doc, place(text, phrase))


def place(text: str, phrase: str) -> Span:
    return Span(text.index(phrase), text.index(phrase) + len(phrase))


@pytest.mark.parametrize(
    ("phrase", "form", "sort", "head"),
    [
        ("the mayor", Form.DEFINITE, Sort.ROLE, "mayor"),
        ("her lawyer", Form.OWNED, Sort.ROLE, "lawyer"),
        ("this company", Form.DEMONSTRATIVE, Sort.BODY, "company"),
        ("a report", Form.INDEFINITE, Sort.WRITING, "report"),
        ("officials", Form.BARE, Sort.PEOPLE, "official"),
        ("the lawyers for the town", Form.DEFINITE, Sort.PEOPLE, "lawyer"),
    ],
)
def test_descriptions_are_told_apart_by_determiner_and_noun(phrase: str, form: Form, sort: Sort, head: str) -> None:
    _, found = read(f"On Monday {phrase} said nothing.", phrase)
    assert (found.form, found.sort, found.head, found.word) == (form, sort, head, Word.NONE)


@pytest.mark.parametrize(
    ("pronoun", "word", "number", "gender"),
    [
        ("he", Word.HE, Number.ONE, Gender.MALE),
        ("herself", Word.HER, Number.ONE, Gender.FEMALE),
        ("its", Word.ITS, Number.ONE, None),
        ("their", Word.THEIR, Number.SEVERAL, None),
        ("who", Word.NONE, Number.ONE, None),
    ],
)
def test_pronouns_are_told_apart(pronoun: str, word: Word, number: Number, gender: Gender | None) -> None:
    _, found = read(f"On Monday {pronoun} said nothing.", pronoun)
    assert (found.form, found.word, found.number, found.gender) == (Form.PRONOUN, word, number, gender)


def test_a_phrase_whose_head_is_a_name_is_that_name() -> None:
    doc, found = read("The mayor, Ida Quill, said so.", "The mayor, Ida Quill,", "Ida Quill")
    assert (found.form, found.sort, found.entity) == (Form.NAME, Sort.PERSON, doc.entities.all[0])
    assert found.span.of(doc.text) == "Ida Quill"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("The mayor left early.", Place.OPENING),
        ("When it rained again the mayor said so.", Place.SUBJECT),
        ("It rained again and they told the mayor.", Place.OBJECT),
        ("It rained again on the roof of the mayor.", Place.OBLIQUE),
        ("It rained again in the mayor's town.", Place.OWNER),
    ],
)
def test_a_place_in_the_sentence_is_told_by_the_words_beside(text: str, where: Place) -> None:
    phrase = "The mayor" if text.startswith("The") else "the mayor"
    _, found = read(text, phrase)
    assert found.position.place is where
