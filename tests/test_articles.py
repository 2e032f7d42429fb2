"""The labels of the invented articles: each says of its text what the text bears out."""

from pathlib import Path
from typing import Any

import pytest

from attrib.data import ActorKind, StanceLabel, StatementType
from attrib.text.quotation import quotations, statement_type
from attrib.training.corpora.labels import Attribution
from attrib.training.corpora.polnear import LabelledText
from attrib.training.corpora.stance_articles import read_stance_articles
from tests.articles import FOLDER, articles, read_json

ARTICLES = articles()
NAMES = [article.name for article in ARTICLES]
PRONOUNS = {"he", "she", "it", "they", "we", "i", "who", "one of them", "some of them"}


def rows(article: LabelledText) -> list[dict[str, Any]]:
    return list(read_json(FOLDER / "labels" / f"{article.name[:2]}.json")["statements"])


def pairs(article: LabelledText) -> list[tuple[dict[str, Any], Attribution]]:
    return list(zip(rows(article), article.annotations[0], strict=True))


def paragraph(text: str, at: int) -> tuple[int, int]:
    """Where the paragraph around an offset starts and ends: blank lines divide them."""
    start, end = text.rfind("\n\n", 0, at), text.find("\n\n", at)
    return 0 if start < 0 else start + 2, len(text.rstrip()) if end < 0 else end


def is_turn(text: str, label: Attribution) -> bool:
    """Whether content is all of a paragraph behind a speaker's name and a colon: "CRISP: Why?"; headlines are none."""
    if len(label.content) != 1 or label.cue or not label.source:
        return False
    start, end = paragraph(text, label.source[0].start)
    content = label.content[0]
    before = text[label.source[0].end : content.start]
    return label.source[0].start == start > 0 and content.end == end and before.endswith(": ") and "\n" not in before


def test_files_and_labels_match_one_to_one() -> None:
    texts = {path.name for path in (FOLDER / "text").iterdir()}
    named = {path.stem: read_json(path)["file"] for path in (FOLDER / "labels").iterdir()}
    assert set(named.values()) == texts
    assert len(named) == len(texts) == 30
    assert all(file.startswith(f"{stem}_") and Path(file).suffix == ".txt" for stem, file in named.items())


def test_a_title_is_the_first_line_of_its_text() -> None:
    for article in ARTICLES:
        title = read_json(FOLDER / "labels" / f"{article.name[:2]}.json")["title"]
        assert not title or article.text.startswith(f"{title}\n"), article.name


@pytest.mark.parametrize("article", ARTICLES, ids=NAMES)
def test_every_piece_stands_where_the_label_says(article: LabelledText) -> None:
    for row, label in pairs(article):
        assert [span.of(article.text) for span in label.content] == row["content"]
        assert all(one.end <= other.start for one, other in zip(label.content, label.content[1:], strict=False))
        where = paragraph(article.text, label.content[0].start)
        for role in ("cue", "source"):
            spans = label.spans(role)
            assert [span.of(article.text) for span in spans] == ([row[role]] if row[role] else []), row
            assert all(paragraph(article.text, span.start) == where for span in spans), row
        for field in ("addressee", "place", "time"):
            assert row.get(field, "") in article.text, row


@pytest.mark.parametrize("article", ARTICLES, ids=NAMES)
def test_types_agree_with_the_quotation_marks(article: LabelledText) -> None:
    quoted = quotations(article.text)
    for row, label in pairs(article):
        told = statement_type(article.text, label.content, quoted)
        if is_turn(article.text, label):
            told = StatementType.DIRECT
        assert StatementType(row["type"]) is told, row


@pytest.mark.parametrize("article", ARTICLES, ids=NAMES)
def test_speakers_are_named_by_kind_and_never_by_a_pronoun(article: LabelledText) -> None:
    kinds: dict[str, set[str]] = {}
    for row in rows(article):
        assert row["speaker_kind"] in {kind.value for kind in ActorKind}, row
        assert row["speaker"].lower() not in PRONOUNS, row
        assert row["speaker"] or (row["speaker_kind"], row["role"], row["affiliation"]) == ("unnamed", "", ""), row
        assert row["speaker_aliases"] == [] or row["speaker"], row
        kinds.setdefault(row["speaker"], set()).add(row["speaker_kind"])
    assert all(len(found) == 1 for found in kinds.values())


@pytest.mark.parametrize("article", ARTICLES, ids=NAMES)
def test_the_words_of_a_person_s_name_stand_in_the_text(article: LabelledText) -> None:
    for row in rows(article):
        if row["speaker_kind"] == "person":
            assert all(word in article.text for word in row["speaker"].split()), row


@pytest.mark.parametrize("article", ARTICLES, ids=NAMES)
def test_no_statement_is_labelled_twice(article: LabelledText) -> None:
    contents = [label.content for label in article.annotations[0]]
    assert len(set(contents)) == len(contents)
    assert contents == sorted(contents, key=lambda spans: (spans[0].start, -spans[-1].end))


def test_stances_take_a_side_once_for_each_target() -> None:
    for article in read_stance_articles(FOLDER, ARTICLES):
        for stances in article.stances:
            targets = [target for target, _ in stances]
            assert all(targets), article.name
            assert len(set(targets)) == len(targets), article.name
            assert {label for _, label in stances} <= {StanceLabel.SUPPORT, StanceLabel.OPPOSE}, article.name


def test_two_thirds_of_the_articles_take_sides_for_and_against() -> None:
    sides = [
        {label for stances in article.stances for _, label in stances}
        for article in read_stance_articles(FOLDER, ARTICLES)
    ]
    assert sum(len(found) == 2 for found in sides) >= 20
