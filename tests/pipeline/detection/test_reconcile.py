"""The passes over detected statements, each with minimal pairs; whole cases stand in test_cases."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.data import Span, Spans, Statement, StatementType
from attrib.pipeline.detection.reconcile import reconcile
from tests.pipeline.attributed import said

Found = list[tuple[str, str, str]]


def read(text: str, *statements: Statement) -> Found:
    """The statements of a text after all passes: content, cue and source."""

    def words(spans: Spans) -> str:
        return " | ".join(span.of(text) for span in spans)

    return [(words(item.content), words(item.cue), words(item.source)) for item in reconcile(text, statements)]


def glued(text: str, cue: str, source: str, *pieces: str) -> Statement:
    """A statement of several pieces of content; cue and source are the first of their words."""
    places = [Span(text.index(piece), text.index(piece) + len(piece)) for piece in (*pieces, cue, source)]
    content, ends = tuple(places[: len(pieces)]), places[len(pieces) :]
    parts = [(span,) if span.end > span.start else () for span in ends]
    return Statement(StatementType.INDIRECT, content, parts[0], parts[1], 0.9)


@pytest.mark.parametrize(
    ("text", "source", "cut"),
    [
        ('"No," said Otto Grim. Item 4 was postponed.', "Otto Grim. Item 4 was postponed", "Otto Grim"),
        ('"No," said Tom Beale Jr. Deputy Ann Lee stayed.', "Tom Beale Jr. Deputy Ann Lee stayed", "Tom Beale Jr."),
        ('"No," said Rear Adm. Nora Castell, 50.', "Rear Adm. Nora Castell", "Rear Adm. Nora Castell"),
        ('"No," said Otto Grim of the U.S. Senate.', "Otto Grim of the U.S. Senate", "Otto Grim of the U.S. Senate"),
    ],
)
def test_a_source_ends_with_its_sentence(text: str, source: str, cut: str) -> None:
    assert read(text, said(text, '"No,"', "said", source)) == [('"No,"', "said", cut)]


def test_before_the_cue_the_source_is_in_the_cues_sentence() -> None:
    text = 'He met Otto Grim. The mayor said: "No."'
    assert read(text, said(text, '"No."', "said", "Otto Grim. The mayor")) == [('"No."', "said", "The mayor")]


def test_a_source_of_two_clauses_is_cut_for_each_cue() -> None:
    text = '"A sad day," said Hilda Bauer, while her coach, Piet Smit, said "it had to come".'
    both = "Hilda Bauer, while her coach, Piet Smit,"
    one = said(text, '"A sad day,"', "said", both)
    second = text.rindex("said")
    two = Statement(
        StatementType.INDIRECT, said(text, '"it had to come"').content, (Span(second, second + 4),), one.source
    )
    assert [source for *_, source in read(text, one, two)] == ["Hilda Bauer", "her coach, Piet Smit,"]


POOL = 'They voted to close the pool. The pool is old. "We will not pay," said Otto Grim.'


@pytest.mark.parametrize(
    ("pieces", "left"),
    [
        (("to close the pool", '"We will not pay,"'), ['"We will not pay,"']),
        (("The pool is old", '"We will not pay,"'), ['"We will not pay,"']),
        (('"We will not pay,"',), ['"We will not pay,"']),
        (("to close the pool",), ['"We will not pay,"']),  # the quotation gets its own cue
    ],
)
def test_words_of_another_sentence_are_no_piece_of_a_content(pieces: tuple[str, ...], left: list[str]) -> None:
    assert [content for content, *_ in read(POOL, glued(POOL, "said", "Otto Grim", *pieces))] == left


def test_items_of_a_list_stay_in_the_content_that_opens_it() -> None:
    text = "The state said the firms\n\n- lied about smoke\n- hid what they knew\n"
    pieces = ("the firms", "lied about smoke", "hid what they knew")
    assert read(text, glued(text, "said", "The state", *pieces)) == [(" | ".join(pieces), "said", "The state")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("»The road stays shut«, said her deputy, Olaf Brink.", ("said", "her deputy, Olaf Brink")),
        ('"The road stays shut," the mayor told reporters.', ("told", "the mayor")),
        ('"The road stays shut," Otto Grim, 50, later said.', ("said", "Otto Grim")),
        ('The clerk answered: "The road stays shut."', ("answered", "The clerk")),
        ('Ada Holm called it "the road of shame".', ("called", "Ada Holm")),
        ('The council\'s answer: "The road stays shut."', ("answer", "The council's")),
        ('"The road stays shut." — Ada Blunt, 43, nurse', ("—", "Ada Blunt")),
        ('"The road stays shut."\n\n-- Ada Blunt, nurse', ("--", "Ada Blunt")),
        ('"The road stays shut." (Ada Blunt, nurse)', ("", "Ada Blunt")),
        ('1. "The road stays shut." Ada Blunt, nurse', ("", "Ada Blunt")),
        ('Mayor Ada Blunt: "The road stays shut."', (":", "Mayor Ada Blunt")),
        ("'The road stays shut': Farouk on the pool", (":", "Farouk")),
        ('Ada Blunt shook her head. "The road stays shut."', ("", "Ada Blunt")),
        ('His deputy, Sol Arango, laughed. "The road stays shut."', ("", "His deputy")),
    ],
)
def test_who_stands_beside_a_quotation_that_detection_passed_over(text: str, found: tuple[str, str]) -> None:
    [(_, *parts)] = read(text)
    assert tuple(parts) == found


@pytest.mark.parametrize(
    "text",
    [
        'They saw "The road" and left.',
        'On "The Morning Show," Ann Lee said nobody knew.',  # a title
        'It is a plan called "the road of shame".',
        '"The road stays shut." He said nobody knew.',  # a sentence of its own
        '"The road stays shut." — Mayor Otto Grim looked up and left.',
        '"The road stays shut." Ada Blunt, who was there, left.',  # no list
        'The road was closed by Otto Grim. "Shut now."',  # a passive acts on nobody
        'Breaking News: "Road shut."',
        'Rain fell. "Shut now."',  # a word that is a name nowhere else
    ],
)
def test_where_nobody_stands_beside_a_quotation(text: str) -> None:
    assert read(text) == []


def test_a_quotation_under_anothers_cue_goes_to_its_own() -> None:
    text = 'Mr Dunn asked: "Who signed this?" and the clerk answered: "You did."'
    whole = text[text.index('"') :]
    assert read(text, said(text, whole, "asked:", "Mr Dunn")) == [
        ('"Who signed this?"', "asked:", "Mr Dunn"),
        ('"You did."', "answered", "the clerk"),
    ]


def test_words_that_a_speaker_quotes_stay_in_the_content() -> None:
    text = 'Comey wrote that Ann Lee said "it is over" and Tom Orr said "it is not".'
    content = text[text.index("that") : -1]
    assert read(text, said(text, content, "wrote", "Comey"))[0] == (content, "wrote", "Comey")


def test_a_source_beside_the_cue_goes_before_one_of_another_clause() -> None:
    text = '"He was mine," Lena Roth said, as her lawyer, Max Stern, added: "No accident."'
    one = said(text, '"He was mine,"', "said", "Lena Roth")
    two = said(text, '"No accident."', "added:", "Lena Roth")
    assert [source for *_, source in read(text, one, two)] == ["Lena Roth", "her lawyer, Max Stern"]


DIALOGUE = '"Who paid?" Nadia Farouk asked. "You did," said Otto Grim. "With whose money?" "Yours."'


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (DIALOGUE, ["Nadia Farouk", "Otto Grim", "Nadia Farouk", "Otto Grim"]),
        (DIALOGUE.replace(". ", ".\n\n").replace('?" "', '?"\n\n"'), ["Nadia Farouk", "Otto Grim"] * 2),
        (DIALOGUE.removesuffix(' "Yours."'), ["Nadia Farouk", "Otto Grim"]),  # one more goes on with the last
        (DIALOGUE.replace("Otto Grim", "Nadia Farouk"), ["Nadia Farouk"] * 2),
        (DIALOGUE.replace('?" "', f'{" it is" * 7}?" "'), ["Nadia Farouk", "Otto Grim"]),  # too long for a dialogue
    ],
)
def test_two_who_answer_each_other(text: str, sources: list[str]) -> None:
    assert [source for *_, source in read(text) if source] == sources


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("“I never asked for the medal.”", 1),
        ("“I never asked for the medal.”\nDolores Vance, fire captain", 1),
        ("“I never asked for the prize.”", 2),
        ("“The medal.”", 2),  # too short to be a copy
    ],
)
def test_a_line_that_repeats_a_quotation_is_no_statement(line: str, count: int) -> None:
    text = f"{line}\n\nDolores Vance left. “I never asked for the medal,” she said."
    quoted = line[: line.index("”") + 1]
    assert len(read(text, said(text, quoted))) == count


WORDS = "The road was shut at six, and it stays shut."
BLOCK = f"In a statement, Chief Dara Quinn said:\n\n{{}}{WORDS}\n\n{{}}We are sorry for that."


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (BLOCK.format("", ""), WORDS),
        (BLOCK.format("    ", "    "), f"{WORDS} | We are sorry for that."),
        (BLOCK.format("> ", "> "), f"{WORDS} | We are sorry for that."),
        (BLOCK.format("- ", "- "), None),  # a list
        (BLOCK.format("14:05: ", ""), None),
        (BLOCK.replace("In a statement, Chief Dara Quinn said", "Dara Quinn left behind").format("", ""), None),
        (f"Here is Ada Blunt on the radio:\n\n{WORDS}", WORDS),
        (f"From the study:\n\n{WORDS}", WORDS),
        (f"Here is what we know:\n\n{WORDS}", None),  # nobody's
    ],
)
def test_block_quotations(text: str, content: str | None) -> None:
    found = [words for words, *_ in read(text)]
    assert found == ([] if content is None else [content])


def test_a_block_takes_in_what_detection_saw_of_it_and_keeps_its_source() -> None:
    text = BLOCK.format("", "")
    seen = said(text, "The road was shut at six", "said", "Chief Dara Quinn")
    own = said(text, "it stays shut")
    assert read(text, seen, own) == [(WORDS, ":", "Chief Dara Quinn")]


@pytest.mark.parametrize(
    ("text", "content", "cue", "kept"),
    [
        ("The council approved a loan.", "a loan", "approved", False),
        ("The council approved of a loan.", "of a loan", "approved", True),
        ("The council has ignored demands for a vote.", "demands for a vote", "has ignored", False),
        ("The builder said nothing.", "nothing", "said", False),
        ("The builder said nothing was wrong.", "nothing was wrong", "said", True),
        ("The airline declined to comment.", "to comment", "declined", False),
        ("The union did not respond to a request for comment.", "to a request for comment", "did not respond", False),
        ("The airline declined to pay.", "to pay", "declined", True),
        ('The council passed a "bill of shame".', 'a "bill of shame"', "passed", True),
        ("The council released that it was shut.", "that it was shut", "released", True),
    ],
)
def test_acts_and_silence_are_no_statements(text: str, content: str, cue: str, kept: bool) -> None:
    assert bool(read(text, said(text, content, cue, text.split(cue)[0].strip()))) is kept


@given(st.lists(st.sampled_from([*DIALOGUE.split(" "), "\n\n", "said:", "— Ada Blunt,", "1.", "The"]), max_size=30))
@settings(deadline=None)
def test_the_passes_take_any_text_and_change_nothing_the_second_time(words: list[str]) -> None:
    text = " ".join(words)
    found = reconcile(text, [])
    assert reconcile(text, found) == found
    for item in found:
        for span in (*item.content, *item.cue, *item.source):
            assert 0 <= span.start < span.end <= len(text)


@pytest.mark.linear
@pytest.mark.parametrize(
    "piece", ['"No," said X. ', 'She left. "No." ', '"No." — Ada Blunt\n', "Ann Lee said:\n\n", "“"]
)
def test_long_texts_take_little_time(piece: str) -> None:
    started = process_time()
    reconcile(piece * (50_000 // len(piece)), [])
    assert process_time() - started < 5
