"""Whom pronouns and descriptions may mean, and what the text tells of each pair."""

from math import exp

import pytest

from attrib.data import EntityKind, Mention, Span
from attrib.nn.heads.antecedents import SIZES
from attrib.pipeline.speakers.annotated import AnnotatedText, annotate
from attrib.pipeline.speakers.coreference.candidates import Candidate, Expressions, shares
from attrib.pipeline.speakers.source_phrases import parse_source

TEXT = (
    "The mayor of Norland, Susan Quill, left with engineer Peter Moss of the Ministry of Trade. "
    "An inspector came too. The ministry waited. {} said it was late. Paul Hale left."
)
PEOPLE = ("Susan Quill", "Peter Moss", "Paul Hale")


def place(text: str, words: str, after: int = 0) -> Span:
    start = text.index(words, after)
    return Span(start, start + len(words))


def read(anaphor: str) -> tuple[AnnotatedText, list[Candidate]]:
    text = TEXT.format(anaphor)
    mentions = [Mention(place(text, name), EntityKind.PERSON) for name in PEOPLE]
    mentions.append(Mention(place(text, "Ministry of Trade"), EntityKind.ORGANIZATION))
    mentions.append(Mention(place(text, "Norland"), EntityKind.LOCATION))
    doc = annotate(text, mentions)
    inspector = parse_source(place(text, "An inspector"), doc.tokens, doc.entities)
    start = text.index(f"{anaphor} said")
    return doc, Expressions(doc, [inspector]).candidates(Span(start, start + len(anaphor)))


def feature(text: str, found: list[Candidate], words: str, name: str) -> int:
    (item,) = (item for item in found if item.span.of(text) == words)
    return item.features[list(SIZES).index(name)]


@pytest.mark.parametrize(
    ("anaphor", "wanted"),
    [
        ("She", {"Susan Quill", "Peter Moss", "An inspector", "Paul Hale"}),
        ("It", {"Norland", "Ministry of Trade"}),
        ("The mayor", {"Susan Quill", "Peter Moss", "An inspector", "Paul Hale"}),
        ("The ministry", {"Norland", "Ministry of Trade"}),
        ("The report", {"Norland", "Ministry of Trade"}),
        ("Peter Moss", set()),  # a name needs no antecedent
        ("Who", set()),
    ],
)
def test_candidates_are_what_the_anaphor_can_mean(anaphor: str, wanted: set[str]) -> None:
    doc, found = read(anaphor)
    assert {item.span.of(doc.text) for item in found} == wanted
    assert [item.span for item in found] == sorted(item.span for item in found)
    for item in found:
        assert len(item.features) == len(SIZES)
        assert all(0 <= value < size for value, size in zip(item.features, SIZES.values(), strict=True))


@pytest.mark.parametrize(
    ("anaphor", "candidate", "name", "value"),
    [
        ("She", "Susan Quill", "gender", 0),
        ("She", "Peter Moss", "gender", 2),
        ("She", "An inspector", "gender", 1),
        ("They", "An inspector", "number", 2),
        ("They", "Ministry of Trade", "number", 1),
        ("The engineer", "Peter Moss", "head", 2),  # told of him
        ("The engineer", "Susan Quill", "head", 3),  # of her something else is
        ("The engineer", "Paul Hale", "head", 4),  # of him nothing
        ("The inspector", "An inspector", "head", 1),
        ("He", "Peter Moss", "head", 0),
        ("The ministry", "Ministry of Trade", "head", 2),
        ("The trade ministry", "Ministry of Trade", "rest", 1),
        ("The trade and health ministry", "Ministry of Trade", "rest", 2),
        ("The health ministry", "Ministry of Trade", "rest", 3),
        ("The ministry", "Ministry of Trade", "rest", 0),
        ("He", "Peter Moss", "turns", 3),
        ("He", "Paul Hale", "turns", 8),
        ("He", "An inspector", "rank", 0),
        ("He", "Susan Quill", "rank", 2),
        ("He", "Paul Hale", "rank", 0),
        ("He", "Susan Quill", "standing", 3),
        ("He", "Paul Hale", "standing", 0),
    ],
)
def test_what_the_text_tells_of_a_pair(anaphor: str, candidate: str, name: str, value: int) -> None:
    doc, found = read(anaphor)
    assert feature(doc.text, found, candidate, name) == value


def test_words_that_others_find_beside_a_name_count_as_told() -> None:
    text = "Peter Moss came. The striker said so."
    doc = annotate(text, [Mention(Span(0, 10), EntityKind.PERSON)])
    known = Expressions(doc, told={doc.entities.all[0]: frozenset({"striker"})})
    assert feature(text, known.candidates(place(text, "The striker")), "Peter Moss", "head") == 2
    assert feature(text, Expressions(doc).candidates(place(text, "The striker")), "Peter Moss", "head") == 4


def test_a_pronoun_looks_near_and_a_description_at_the_whole_text() -> None:
    text = "Peter Moss came. " + "It rained all day. " * 20 + "{} said so."
    for anaphor, wanted in (("He", []), ("The engineer", ["Peter Moss"])):
        doc = annotate(text.format(anaphor), [Mention(Span(0, 10), EntityKind.PERSON)])
        found = Expressions(doc).candidates(place(doc.text, anaphor))
        assert [item.span.of(doc.text) for item in found] == wanted


def test_of_an_entity_a_description_sees_the_first_two_latest_and_next_mentions() -> None:
    text = "Ida Quill came. " * 5 + "The engineer said so. " + "Ida Quill left. " * 2
    starts = [at for at in range(len(text)) if text.startswith("Ida Quill", at)]
    doc = annotate(text, [Mention(Span(at, at + 9), EntityKind.PERSON) for at in starts])
    found = Expressions(doc).candidates(place(text, "The engineer"))
    assert [item.span.start for item in found] == [starts[0], starts[3], starts[4], starts[5]]


def test_shares_are_of_entities_and_of_nobody() -> None:
    doc, found = read("He")
    scores = [2.0 if item.entity is not None and item.entity.name == "Peter Moss" else 0.0 for item in found]
    likely = shares(found, scores)
    assert sum(likely.values()) == pytest.approx(1)
    total = exp(2.0) + 4  # two other people, the inspector, whom the text never names, and nobody
    assert {None if entity is None else entity.name: share for entity, share in likely.items()} == pytest.approx(
        {"Peter Moss": exp(2.0) / total, "Susan Quill": 1 / total, "Paul Hale": 1 / total, None: 2 / total}
    )
    assert shares([], []) == {None: 1.0}
    assert doc.entities.all
