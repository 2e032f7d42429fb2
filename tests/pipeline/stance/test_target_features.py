"""What is told of each target."""

import pytest

from attrib.data import Document, Span, Statement
from attrib.nn.stance.statement_head import SIZES
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.target_features import target_features
from attrib.pipeline.stance.targets import ACTOR, Target, find_targets
from tests.pipeline.attributed import said
from tests.pipeline.word_lists import reading

TEXT = (
    'Maria Lopez spoke. John Hale told reporters: "Ms Lopez wants to lift the embargo against Iraq. A ban was wrong."'
)


def told(text: str, statement: Statement) -> dict[str, dict[str, int]]:
    resolved = resolve(Document(text), [statement], (), reading(text))
    [found] = resolved.statements
    targets = find_targets(resolved.doc, resolved.history, found)
    rows = target_features(resolved.doc, found, targets)
    return {target.name: dict(zip(SIZES, row, strict=True)) for target, row in zip(targets, rows, strict=True)}


def test_features_say_where_a_target_stands_and_what_it_is() -> None:
    found = told(TEXT, said(TEXT, TEXT[TEXT.index('"') :], "told", "John Hale"))
    lopez, clause, embargo, ban = (
        found[name] for name in ("Maria Lopez", "lift the embargo against Iraq", "embargo against Iraq", "ban")
    )
    assert lopez["named"] == lopez["actor"] == lopez["start"] == lopez["quoted"] == 1
    assert (clause["clause"], clause["outside"], clause["actor"]) == (1, 1, 0)
    assert (embargo["inside"], embargo["outside"], embargo["words"]) == (1, 1, 3)
    assert (ban["sentence"], ban["indefinite"], ban["behind"]) == (1, 1, 1)
    assert found["Iraq"]["preposition"] == 4
    assert sum(row["first"] for row in found.values()) == 1


def test_whom_the_cue_addresses_stands_before_the_content() -> None:
    text = "Maria Lopez was in Rome. John Hale accused Ms Lopez of lying to voters."
    found = told(text, said(text, "of lying to voters", "accused", "John Hale"))
    assert (found["Maria Lopez"]["gap"], found["Maria Lopez"]["start"]) == (1, 0)


def test_every_number_is_one_that_the_head_knows() -> None:
    names = [
        "France",
        "Spain",
        "Italy",
        "Norway",
        "Sweden",
        "Poland",
        "Chad",
        "Peru",
        "Chile",
        "Cuba",
        "Kenya",
        "Ghana",
    ]
    content = f"{' and '.join(names)} met Britain" + " and then Britain" * 9
    rows = told(f"John Hale said {content}.", said(f"John Hale said {content}.", content, "said", "John Hale"))
    assert len(rows) > 8
    assert all(0 <= row[name] < size for row in rows.values() for name, size in SIZES.items())


@pytest.mark.parametrize(
    ("text", "content", "source", "name"),
    [
        ("Labour spokesman Jo Hale said Labour would win.", "Labour would win", "Labour spokesman Jo Hale", "Labour"),
        ('Taliban spokesman Ali Khan said: "The Islamic Emirate will not allow it."',
         '"The Islamic Emirate will not allow it."', "Taliban spokesman Ali Khan", "Islamic Emirate"),
    ],
)  # fmt: skip
def test_whom_a_speaker_speaks_for_is_marked(text: str, content: str, source: str, name: str) -> None:
    found = told(text, said(text, content, "said", source))
    assert found[name]["own"] == 1


def test_nobody_else_is_marked_as_the_speakers_own() -> None:
    text = "Labour spokesman John Hale said the Liberal Democrats would lose."
    found = told(text, said(text, "the Liberal Democrats would lose", "said", "Labour spokesman John Hale"))
    assert {row["own"] for row in found.values()} == {0}


def of(content: str, name: str) -> dict[str, int]:
    """The features of one target that are not zero."""
    text = f"It rained. John Hale said {content}."
    return {key: value for key, value in told(text, said(text, content, "said", "John Hale"))[name].items() if value}


ALONE = {"often": 1, "words": 1, "mentions": 1}


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        ("the ban was new", "ban", {"first": 1, "start": 1, "before": 2, "behind": 1}),
        ("a ban was new", "ban", {"first": 1, "start": 1, "before": 2, "behind": 1, "indefinite": 1}),
        ("“a ban was new”", "ban", {"first": 1, "start": 1, "behind": 1, "indefinite": 1, "quoted": 1}),
        ("the ban of the ban", "ban", {"order": 1, "inside": 1, "before": 4, "preposition": 1}),
        ("raise taxes", "raise taxes", {"first": 1, "start": 1, "words": 2, "outside": 1, "before": 2, "clause": 1}),
        ("lifting bans", "lifting bans", {"first": 1, "start": 1, "words": 2, "before": 2, "clause": 1}),
        ("to raise taxes", "taxes", {"order": 1, "inside": 1, "before": 1}),
        ("was not. It was. A ban", "ban", {"first": 1, "indefinite": 1, "sentence": 2}),
    ],
)
def test_features_of_topics(content: str, name: str, expected: dict[str, int]) -> None:
    assert of(content, name) == ALONE | expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Iraq", {"start": 1, "before": 2}),
        ("he hits Iraq", {"start": 0}),  # seven characters in
        ("he met Iraq", {"start": 0}),
        ("he is Iraq", {"start": 1}),  # six
        ("we lift Iraq", {"before": 1}),
        ("that was Iraq", {"before": 2}),
        ("all lifting Iraq", {"before": 3}),
        ("all imposed Iraq", {"before": 3}),
        ("that on Iraq", {"before": 4, "preposition": 2}),
        ("Bob Ray’s Iraq", {"before": 5}),
        ("we lied and Iraq", {"before": 6}),
        ("we lied to Iraq", {"before": 7, "preposition": 11}),
        ("we lied the Iraq", {"before": 3}),  # the word before the determiner
        ("that Iraq was it", {"before": 4, "behind": 1}),
        ("that Iraq imposed it", {"before": 4, "behind": 2}),
        ("that Iraq against it", {"before": 4, "behind": 3}),
        ("that Iraq's was it", {"before": 4, "behind": 4}),
        ("that Iraq to it", {"before": 4, "behind": 5}),
        ("that Iraq and it", {"before": 4, "behind": 6}),
    ],
)
def test_words_around_a_name(content: str, expected: dict[str, int]) -> None:
    found = of(content, "Iraq")
    assert {name: found.get(name, 0) for name in expected} == expected


@pytest.mark.parametrize(
    ("preposition", "number"),
    [
        *(("of", 1), ("on", 2), ("for", 3), ("against", 4), ("over", 5), ("about", 6), ("in", 7), ("at", 7)),
        *(("with", 8), ("from", 9), ("by", 10), ("to", 11), ("near", 0)),
    ],
)
def test_each_preposition_has_its_number(preposition: str, number: int) -> None:
    assert of(f"all were {preposition} Iraq", "Iraq").get("preposition", 0) == number


@pytest.mark.parametrize(("more", "often"), [(0, 1), (1, 1), (2, 2), (5, 2), (6, 3), (14, 4), (40, 5)])
def test_how_often_a_target_is_named_is_told_by_powers_of_two(more: int, often: int) -> None:
    text = "The iraq is old. " * more + "John Hale said Iraq fell."
    assert told(text, said(text, "Iraq fell", "said", "John Hale"))["Iraq"]["often"] == often


def test_a_pronoun_is_no_name() -> None:
    text = "Maria Lopez left. John Hale said she and Ann Lee fell."
    found = told(text, said(text, "she and Ann Lee fell", "said", "John Hale"))
    assert (found["Maria Lopez"]["pronoun"], found["Maria Lopez"]["named"]) == (1, 0)
    assert (found["Ann Lee"]["pronoun"], found["Ann Lee"]["named"], found["Ann Lee"]["words"]) == (0, 1, 2)


def test_at_the_edges_of_a_text_nothing_stands_around() -> None:
    text = "Iraq fell"
    first = told(text, said(text, "Iraq fell"))["Iraq"]
    assert (first["before"], first["preposition"], first["indefinite"]) == (0, 0, 0)
    last = told("the Iraq", said("the Iraq", "the Iraq"))["Iraq"]
    assert (last["before"], last["behind"]) == (0, 0)


def test_without_classes_only_words_are_told() -> None:
    text = "It rained. John Hale said against Iraq was a."
    resolved = resolve(Document(text), [said(text, "against Iraq was a", "said", "John Hale")], ())
    targets = find_targets(resolved.doc, resolved.history, resolved.statements[0])
    [row] = target_features(resolved.doc, resolved.statements[0], targets)
    found = dict(zip(SIZES, row, strict=True))
    assert (found["before"], found["behind"], found["clause"], found["preposition"]) == (0, 0, 0, 4)


def test_the_first_word_of_a_text_stands_in_front() -> None:
    ban = told("a ban", said("a ban", "a ban"))["ban"]
    assert (ban["indefinite"], ban["before"]) == (1, 0)
    iraq = told("against Iraq", said("against Iraq", "against Iraq"))["Iraq"]
    assert (iraq["before"], iraq["preposition"]) == (4, 4)


def test_a_target_that_is_part_of_a_word_goes_by_its_name() -> None:
    text = "the tax they fell. Rome, Rome and Rome."
    resolved = resolve(Document(text), [said(text, "tax they fell")], (), reading(text))
    [row] = target_features(resolved.doc, resolved.statements[0], [Target("old Rome", ACTOR, (Span(5, 7),))])
    found = dict(zip(SIZES, row, strict=True))
    assert (found["often"], found["words"], found["clause"], found["pronoun"]) == (2, 0, 0, 0)


def test_a_pronoun_counts_itself_and_not_its_name() -> None:
    text = "Maria Lopez left. John Hale said she fell. She sat. She is she."
    assert told(text, said(text, "she fell", "said", "John Hale"))["Maria Lopez"]["often"] == 2


def test_before_the_first_word_stands_not_the_last() -> None:
    found = told("Iraq is against", said("Iraq is against", "Iraq is against"))["Iraq"]
    assert (found["before"], found["preposition"]) == (0, 0)
