"""For whom people speak, as a reader of the whole text tells it, in place of the words beside their names."""

from dataclasses import replace

import pytest

from attrib.data import Document, EntityKind, Mention, Span, Speaker
from attrib.nn.pointer.questions import AffiliationQuestion
from attrib.pipeline.readers import TextReaders
from attrib.pipeline.speakers.resolver import resolve
from tests.pipeline.attributed import said

TEXT = "Ida Quill, a spokeswoman for Acme, said rain was near. Ms Quill left Initech. The Ministry said it was dry."
STATEMENTS = (
    said(TEXT, "rain was near", "said", "Ida Quill"),
    said(TEXT, "it was dry", "said", "The Ministry"),
)


def name(words: str, kind: EntityKind) -> Mention:
    at = TEXT.index(words)
    return Mention(Span(at, at + len(words)), kind, 0.9)


MENTIONS = (
    name("Ida Quill", EntityKind.PERSON),
    Mention(Span(TEXT.rindex("Quill"), TEXT.rindex("Quill") + 5), EntityKind.PERSON, 0.9),
    name("Acme", EntityKind.ORGANIZATION),
    name("Initech", EntityKind.ORGANIZATION),
    name("Ministry", EntityKind.ORGANIZATION),
)


class Answers:
    """Tells of each candidate the probability of its name's first mention in a table, and what it was asked."""

    least = 0.5

    def __init__(self, shares: dict[str, float]) -> None:
        self.shares = shares
        self.asked: list[AffiliationQuestion] = []

    def probabilities(self, question: AffiliationQuestion) -> list[float]:
        self.asked.append(question)
        return [self.shares.get(item.mentions[0].of(TEXT), 0.0) for item in question.candidates]


def speakers(answers: Answers | None) -> list[Speaker | None]:
    readers = replace(TextReaders(), affiliations=answers)
    return [item.speaker for item in resolve(Document(TEXT), STATEMENTS, MENTIONS, readers).statements]


def test_the_likeliest_name_is_told_with_its_probability_and_place() -> None:
    plain, told = speakers(None)[0], speakers(Answers({"Initech": 0.8, "Acme": 0.1}))[0]
    assert plain is not None
    assert told is not None
    assert (plain.affiliation, told.affiliation) == ("Acme", "Initech")
    assert told.affiliation_confidence == pytest.approx(0.8 * told.confidence)
    assert [span.of(TEXT) for span in told.evidence][-1] == "Initech"
    assert (told.role, told.role_confidence) == (plain.role, plain.role_confidence)


def test_what_is_not_likely_enough_leaves_the_affiliation_empty() -> None:
    told = speakers(Answers({"Acme": 0.45}))[0]
    assert told is not None
    assert (told.affiliation, told.affiliation_confidence) == (None, 0.0)
    assert "Acme" not in [span.of(TEXT) for span in told.evidence]


def test_only_people_are_asked_about_by_all_their_mentions() -> None:
    answers = Answers({})
    _, ministry = speakers(answers)
    [question] = answers.asked
    assert {span.of(TEXT) for span in question.mentions} == {"Ida Quill", "Ms Quill"}
    assert {item.mentions[0].of(TEXT) for item in question.candidates} == {"Acme", "Initech", "Ministry"}
    assert ministry == speakers(None)[1]


def test_a_country_s_adjective_is_told_as_the_country() -> None:
    text = "Ida Quill met the Polish guests. Ms Quill said rain was near."
    found = [
        Mention(Span(at, at + len(words)), kind, 0.9)
        for words, kind in (("Ida Quill", EntityKind.PERSON), ("Polish", EntityKind.MISC))
        for at in (text.index(words),)
    ]

    class Polish:
        least = 0.5

        def probabilities(self, question: AffiliationQuestion) -> list[float]:
            return [float(item.mentions[0].of(text) == "Polish") for item in question.candidates]

    readers = replace(TextReaders(), affiliations=Polish())
    (statement,) = resolve(Document(text), [said(text, "rain was near", "said", "Ms Quill")], found, readers).statements
    assert statement.speaker is not None
    assert statement.speaker.affiliation == "Poland"
