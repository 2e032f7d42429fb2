"""The stretches in which a stance is judged."""

from attrib.data import Document, Span
from attrib.pipeline.passages import passages
from attrib.pipeline.resolve import resolve_all
from attrib.pipeline.targets import Target
from tests.pipeline.attributed import said

SHORT = "John Hale said the deal was bad for Britain."
LONG = (
    'John Hale said: "The deal is bad for Britain and everybody who has read it to the end knows as much. '
    "I have spent thirty years of my life in this trade and never met a worse piece of paper. "
    "There are days on which I wonder what anybody was thinking when they wrote it down. "
    'And France will never sign it, whatever we are told from this side of the water."'
)


def target(text: str, name: str) -> Target:
    at = text.index(name)
    return Target(name, "actor", (Span(at, at + len(name)),))


def test_a_short_statement_is_one_passage_verbatim() -> None:
    statement = said(SHORT, "the deal was bad for Britain", "said", "John Hale")
    resolved = resolve_all(Document(SHORT), [statement], ())
    [passage] = passages(resolved.scene, resolved.statements[0], [target(SHORT, "Britain")])
    assert passage.text == SHORT[:-1]
    assert [span.of(passage.text) for span in passage.holders] == ["John Hale"]
    assert [(number, spans[0].of(passage.text)) for number, spans in passage.targets] == [(0, "Britain")]
    at = passage.text.index("bad")
    assert passage.in_document(Span(at, at + 3)) == Span(SHORT.index("bad"), SHORT.index("bad") + 3)


def test_a_long_one_gives_each_sentence_with_a_target_behind_its_cue() -> None:
    statement = said(LONG, LONG[LONG.index('"') :], "said", "John Hale")
    resolved = resolve_all(Document(LONG), [statement], ())
    found = passages(resolved.scene, resolved.statements[0], [target(LONG, "Britain"), target(LONG, "France")])
    assert len(found) == 2
    assert found[1].text.startswith("John Hale said And France")
    for passage, name in zip(found, ("Britain", "France"), strict=True):
        [(_, spans)] = passage.targets
        assert spans[0].of(passage.text) == name
        assert [span.of(passage.text) for span in passage.holders] == ["John Hale"]
        place = passage.in_document(spans[0])
        assert place is not None
        assert place.of(LONG) == name


def test_a_speaker_whom_no_words_name_is_put_in_front() -> None:
    text = 'John Hale was angry. "Britain is lost."'
    first = said(text, "was angry", "was", "John Hale")
    resolved = resolve_all(Document(text), [first, said(text, '"Britain is lost."')], ())
    statement = resolved.statements[1]
    assert statement.speaker is not None
    [passage] = passages(resolved.scene, statement, [target(text, "Britain")])
    assert passage.text == f'{statement.speaker.name} said: "Britain is lost."'
    assert passage.in_document(passage.holders[0]) is None


def test_without_targets_there_is_nothing_to_read() -> None:
    statement = said(SHORT, "the deal was bad for Britain", "said", "John Hale")
    resolved = resolve_all(Document(SHORT), [statement], ())
    assert passages(resolved.scene, resolved.statements[0], []) == []
