"""What a statement's speaker may be for or against: its own words, those around it, and the article's names."""

from attrib.data import Document, EntityKind, Mention, Span, Statement
from attrib.pipeline.speakers.resolver import resolve
from attrib.pipeline.stance.candidates import find_candidates
from attrib.pipeline.stance.targets import Target, find_targets
from tests.pipeline.attributed import said
from tests.pipeline.word_lists import reading

TEXT = (
    "Norland began talks in May. Norland has raised the toll and Norland will keep it, said Eva Moor of Norland. "
    "Nothing more was heard of it for some months. The harbour opened in June after a long winter, and ships came from "
    "all over. Traders had asked for it for years and years, at meetings in the town and at others, and they got it "
    "in the end. The big levy was in force on Monday. Ida Quill said the answer was wrong."
)


def candidates(statement: Statement, *names: str) -> tuple[Target, ...]:
    mentions = [
        Mention(Span(at, at + len(name)), EntityKind.LOCATION if name == "Norland" else EntityKind.PERSON)
        for name in names
        for at in (TEXT.index(name),)
    ]
    resolved = resolve(Document(TEXT), [statement], mentions, reading(TEXT))
    own = find_targets(resolved.doc, resolved.history, resolved.statements[0])
    found = find_candidates(resolved.doc, resolved.statements[0], own)
    assert found[: len(own)] == own
    return found


WRONG = said(TEXT, "the answer was wrong", "said", "Ida Quill")


def test_what_stands_before_a_statement_and_what_the_article_names_most_are_candidates() -> None:
    names = [target.name for target in candidates(WRONG, "Norland", "Eva Moor")]
    assert "big levy" in names
    assert "Norland" in names
    assert "toll" not in names


def test_the_speaker_is_none_and_each_name_is_one() -> None:
    names = [target.name.lower() for target in candidates(WRONG, "Norland", "Ida Quill")]
    assert "ida quill" not in names
    assert len(set(names)) == len(names)


def test_a_candidate_of_the_article_stands_at_its_nearest_mention() -> None:
    [norland] = [target for target in candidates(WRONG, "Norland") if target.name == "Norland"]
    assert norland.spans[0].start == TEXT.rindex("Norland")
