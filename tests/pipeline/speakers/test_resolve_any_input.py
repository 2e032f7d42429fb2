import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import Document, EntityKind, Mention, Reason, Span, Statement, StatementType
from attrib.pipeline.speakers.resolver import resolve
from tests.pipeline.attributed import said

SAMPLE = Path(__file__).parents[3] / "scripts" / "sample" / "istanbul_talks.txt"


def test_the_sample_names_its_spokesperson_throughout() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    statements = [
        said(text, "that Pakistan should not blame Afghanistan for its own security failures", "emphasized", "Mujahid"),
        said(text, "a direct warning to Pakistani authorities", "issued", "Taliban spokesperson Zabihullah Mujahid"),
        said(text, "recent statements from Pakistani officials", "addressed", "The Taliban spokesperson"),
        said(text, "providing shelter to militants", "accused", "Pakistani officials"),
    ]
    found = [statement.speaker for statement in resolve(Document(text), statements, ()).statements]
    described = [(speaker.name, speaker.role, speaker.affiliation) for speaker in found if speaker]
    assert described == [("Zabihullah Mujahid", "spokesperson", "Taliban")] * 3 + [
        ("Pakistani officials", None, "Pakistan")
    ]


def test_order_of_the_input_is_kept() -> None:
    text = '"One," said Ida Quill. "Two."'
    statements = [said(text, '"Two."'), said(text, '"One,"', "said", "Ida Quill")]
    resolved = resolve(Document(text), statements, ()).statements
    assert [statement.content for statement in resolved] == [statement.content for statement in statements]
    assert [statement.speaker.name for statement in resolved if statement.speaker] == ["Ida Quill", "Ida Quill"]


def test_nothing_to_resolve() -> None:
    assert resolve(Document(""), [], ()).statements == ()
    (alone,) = resolve(Document("x"), [Statement(StatementType.DIRECT, (Span(0, 1),))], ()).statements
    assert (alone.type, alone.speaker, alone.silence) == (StatementType.INDIRECT, None, Reason.NO_SOURCE)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_spans_in_any_text_resolve(data: st.DataObject) -> None:
    words = st.sampled_from(
        [
            "He",
            "said",
            "Mr",
            "Quill",
            "the",
            "minister",
            ",",
            ".",
            '"',
            "and",
            "of",
            "who",
            "We",
            "\n\n",
            "'s",
            "BBC",
            "-",
        ]
    )
    text = data.draw(st.lists(words, max_size=30).map(" ".join))
    end = len(text)
    span = st.tuples(st.integers(0, end), st.integers(0, end)).map(lambda pair: Span(min(pair), max(pair)))
    spans = st.lists(span, max_size=2).map(tuple)
    statement = st.builds(
        lambda content, cue, source: Statement(StatementType.DIRECT, (content,), cue, source), span, spans, spans
    )
    statements = data.draw(st.lists(statement, max_size=4))
    mentions = data.draw(st.lists(st.builds(Mention, span, st.sampled_from(list(EntityKind))), max_size=4))
    resolved = resolve(Document(text), statements, mentions).statements
    assert [statement.content for statement in resolved] == [statement.content for statement in statements]
    for statement_found in resolved:
        assert (statement_found.speaker is None) is (statement_found.silence is not None)
        if statement_found.speaker and statement_found.speaker.mention:
            assert statement_found.speaker.mention.end <= end


SENTENCE = "Peter Moss and Ida Quill met Norwell Council, and he said it was late, "


def seconds(sentences: int) -> float:
    """The processor time of resolving a text of so many statements."""
    starts = range(0, sentences * len(SENTENCE), len(SENTENCE))
    statements = [
        Statement(
            StatementType.DIRECT,
            (Span(start + 58, start + 69),),
            (Span(start + 53, start + 57),),
            (Span(start + 50, start + 52),),
        )
        for start in starts
    ]
    started = time.process_time()
    resolve(Document(SENTENCE * sentences), statements, ())
    return time.process_time() - started


@pytest.mark.linear
def test_the_time_grows_no_faster_than_the_text() -> None:
    small = min(seconds(250), seconds(250))
    assert seconds(1000) < 9 * small  # four times the text: 9 is between linear, 4 times as long, and quadratic, 16
