"""What is told of each target."""

import pytest

from attrib.data import Document, Statement
from attrib.nn.stance.statement_head import SIZES
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.target_features import target_features
from attrib.pipeline.stance.targets import find_targets
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
