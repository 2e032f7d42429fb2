"""What resolution reads is a value: asking twice, or in another order, gives the same answers and changes nothing."""

from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import Document, EntityKind, Mention, Span, Statement, StatementType
from attrib.pipeline.entities.descriptions import Place
from attrib.pipeline.speakers.resolver import Resolved, resolve
from attrib.pipeline.stance.targets import Target, find_targets
from tests.pipeline.attributed import said

MINISTER = (
    "Trade minister Peter Moss met reporters on Monday. Ida Quill said the minister was wrong. The trade minister said "
    "taxes would fall. Union leader Ann Hale accused the minister of lying."
)
MINISTER_STATEMENTS = (
    said(MINISTER, "the minister was wrong", "said", "Ida Quill"),
    said(MINISTER, "taxes would fall", "said", "The trade minister"),
    said(MINISTER, "the minister of lying", "accused", "Union leader Ann Hale"),
)
WORDS = (
    *(
        "He",
        "She",
        "said",
        "Mr",
        "Ida",
        "Quill",
        "Peter",
        "Moss",
        "the",
        "The",
        "trade",
        "minister",
        "spokesman",
        "his",
    ),
    *("party", "Labour", "leader", "senior", "engineer", "A", ",", ".", '"', "and", "of", "who", "We", "\n\n", "'s"),
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[Statement], list[Mention]]:
    """Texts of words that the rules look for, with statements and mentions at any places in them."""
    text = draw(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
    ends = st.integers(0, len(text))
    span = st.tuples(ends, ends).map(lambda pair: Span(min(pair), max(pair)))
    spans = st.lists(span, max_size=2).map(tuple)
    statement = st.builds(
        lambda content, cue, source: Statement(StatementType.DIRECT, (content,), cue, source), span, spans, spans
    )
    mention = st.builds(Mention, span, st.sampled_from(list(EntityKind)))
    return text, draw(st.lists(statement, max_size=5)), draw(st.lists(mention, max_size=4))


SOURCES = (
    *("Trade minister Peter Moss", "Ida Quill", "She", "He", "The minister", "The trade minister", "A senior engineer"),
    *("Labour MP Ann Hale", "The Labour MP", "Chairman Ivo Hale", "The Harbour Trust", "The chairman", "His party"),
)
CONTENTS = (
    *("the minister was wrong", "his party would win", "the chairman had left", "she was late", "it was over"),
    *("the trade minister met the Labour MP", "the company was the chairman's"),
)


@st.composite
def stories(draw: st.DrawFn) -> tuple[str, list[Statement], list[Mention]]:
    """Texts in which people, some by role, say something about each other, with the statements as labelled."""
    text, statements = "", []
    for source, content in draw(st.lists(st.tuples(st.sampled_from(SOURCES), st.sampled_from(CONTENTS)), max_size=6)):
        start = len(text)
        cue = start + len(source) + 1
        end = cue + 5 + len(content)
        spans = Span(start, cue - 1), Span(cue, cue + 4), Span(cue + 5, end)
        statements.append(Statement(StatementType.INDIRECT, spans[2:], spans[1:2], spans[:1]))
        text += f"{source} said {content}. "
    return text, statements, []


def targets(resolved: Resolved, at: int) -> tuple[Target, ...]:
    return find_targets(resolved.doc, resolved.history, resolved.statements[at])


@settings(deadline=None, max_examples=60)
@given(documents() | stories())
def test_resolving_twice_gives_equal_values(case: tuple[str, list[Statement], list[Mention]]) -> None:
    text, statements, mentions = case
    assert resolve(Document(text), statements, mentions) == resolve(Document(text), statements, mentions)


@settings(deadline=None, max_examples=60)
@given(documents() | stories(), st.data())
def test_the_order_of_the_statements_given_makes_no_difference(
    case: tuple[str, list[Statement], list[Mention]], data: st.DataObject
) -> None:
    text, statements, mentions = case
    places = {(item.start, item.end) for item in statements}
    statements = [next(item for item in statements if (item.start, item.end) == place) for place in sorted(places)]
    order = data.draw(st.permutations(range(len(statements))))
    straight = resolve(Document(text), statements, mentions)
    mixed = resolve(Document(text), [statements[at] for at in order], mentions)
    assert mixed.statements == tuple(straight.statements[at] for at in order)
    assert mixed.doc == straight.doc


@settings(deadline=None, max_examples=60)
@given(documents() | stories(), st.data())
def test_finding_targets_in_any_order_any_number_of_times_changes_nothing(
    case: tuple[str, list[Statement], list[Mention]], data: st.DataObject
) -> None:
    text, statements, mentions = case
    resolved = resolve(Document(text), statements, mentions)
    before = repr(resolved)
    straight = [targets(resolved, at) for at in range(len(statements))]
    asked = data.draw(st.lists(st.sampled_from(range(len(statements))), max_size=8)) if statements else []
    assert [targets(resolved, at) for at in asked] == [straight[at] for at in asked]
    assert repr(resolved) == before


def test_the_targets_of_statements_about_a_minister_do_not_depend_on_the_order_of_asking() -> None:
    resolved = resolve(Document(MINISTER), MINISTER_STATEMENTS, ())
    moss = next(entity for entity in resolved.doc.entities.all if entity.name == "Peter Moss")
    before = resolved.doc.affiliations.of(moss)
    assert [(fact.role, fact.organization) for fact in before] == [("Trade minister", None)]
    assert [(fact.head, fact.place) for fact in before] == [("minister", Place.BEFORE)]
    straight = [targets(resolved, at) for at in (0, 1, 2)]
    backwards = [targets(resolved, at) for at in (2, 1, 0)]
    assert straight == backwards[::-1]
    assert [[target.name for target in found] for found in straight] == [["Peter Moss"], [], ["Peter Moss"]]
    assert resolved.doc.affiliations.of(moss) == before


def test_the_history_holds_the_speakers_in_order_of_their_places() -> None:
    resolved = resolve(Document(MINISTER), MINISTER_STATEMENTS[::-1], ())
    heard = resolved.history.heard
    assert [item.referent.entity.name for item in heard if item.referent.entity] == [
        "Ida Quill",
        "Peter Moss",
        "Ann Hale",
    ]
    assert [item.offset for item in heard] == sorted(item.offset for item in heard)


def test_nothing_that_resolution_reads_can_be_set() -> None:
    resolved = resolve(Document(MINISTER), MINISTER_STATEMENTS, ())
    entity = resolved.doc.entities.all[0]
    values = (
        *(resolved, resolved.doc, resolved.doc.entities, resolved.doc.affiliations, resolved.history, entity),
        *(resolved.doc.affiliations.of(entity)[0], resolved.history.heard[0], resolved.history.heard[0].referent),
    )
    for value in values:
        assert is_dataclass(value)
        for field in fields(value):
            with pytest.raises(FrozenInstanceError):
                setattr(value, field.name, None)
            assert not isinstance(getattr(value, field.name), (list, set, dict))
