"""Tables on terminals of any width, with article text that tries to misbehave."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from attrib.data import About, Assertion, Document, Stance, StanceLabel
from attrib.writers.actors.table import write_actors
from attrib.writers.statements.table import print_extractions, write_statements
from attrib.writers.tables import listed, short_ids
from tests.writers.records import ACTOR, EXTRACTION, RECORD


def console(width: int = 100, *, terminal: bool = False) -> tuple[Console, io.StringIO]:
    stream = io.StringIO()
    return Console(
        file=stream, width=width, force_terminal=terminal, color_system="auto", _environ={"TERM": "xterm"}
    ), stream


def words(shown: str) -> set[str]:
    return set(shown.split())


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_statements_fit_and_wrap_on_words(width: int) -> None:
    out, stream = console(width)
    quote = "The harbour authority would publish every contract before Christmas this year"
    write_statements([replace(RECORD, quote=quote)], out)
    assert all(len(line) <= width for line in stream.getvalue().splitlines())
    assert words(quote) <= words(stream.getvalue())
    if width >= 70:
        assert {"01234567", "Amina", "Okoye", "2025-10-31", "Gull", "oppose"} <= words(stream.getvalue())


def test_markup_in_an_article_is_text() -> None:
    out, stream = console(160)
    write_statements([replace(RECORD, quote="[bold]not[/bold] [link=x]y[/] :smile:", speaker="[red]A")], out)
    shown = " ".join(stream.getvalue().split())
    assert "[bold]not[/bold] [link=x]y[/] :smile:" in shown
    assert "[red]A" in shown


def test_controls_never_reach_the_terminal_and_colour_only_a_terminal() -> None:
    wicked = "a\x1b[2Jb\u202ec\x07"
    record = replace(RECORD, quote=wicked, speaker=wicked, role=wicked, outlet=wicked, affiliation=wicked)
    out, stream = console(200)
    write_statements([record], out)
    write_actors([replace(ACTOR, name=wicked, aliases=(wicked,), affiliations=((wicked, wicked),))], out)
    document = replace(EXTRACTION.document, title=wicked)
    print_extractions([replace(EXTRACTION, document=document)], out)
    assert not set("\x1b\u202e\x07") & set(stream.getvalue())
    assert r"a\x1b[2Jb\u202ec\x07" in stream.getvalue()
    out, stream = console(200, terminal=True)
    write_statements([RECORD], out)
    assert "\x1b[" in stream.getvalue()


def test_an_unknown_speaker_is_said_to_be_unknown() -> None:
    out, stream = console()
    write_statements([replace(RECORD, speaker=None, role=None, affiliation=None, stances=(), published_at=None)], out)
    assert "unknown" in stream.getvalue()
    assert "stance" not in stream.getvalue()


@pytest.mark.parametrize(
    ("assertion", "shown"),
    [
        (Assertion.DENIED, "denied: the quote"),
        (Assertion.NOT_SAID, "not said: the quote"),
        (Assertion.ASSERTED, "the quote"),
        (None, "the quote"),
    ],
)
def test_what_is_not_asserted_is_marked(assertion: Assertion | None, shown: str) -> None:
    out, stream = console(200)
    record = replace(RECORD, quote="the quote", assertion=assertion, speaker="Ann", role=None, affiliation=None)
    write_statements([record], out)
    row = next(line for line in stream.getvalue().splitlines() if "the quote" in line)
    assert row.split("Ann")[1].strip().startswith(shown)


def test_extractions_mark_it_too() -> None:
    out, stream = console(200)
    print_extractions([EXTRACTION], out)
    assert 'denied: "We will go," […]' in stream.getvalue()
    assert stream.getvalue().count(": ") == 1


def test_a_role_that_is_the_name_is_not_told_twice() -> None:
    out, stream = console()
    write_statements([replace(RECORD, speaker="analysts", role="analysts", affiliation=None)], out)
    assert stream.getvalue().count("analysts") == 1


@pytest.mark.parametrize("width", [80, 100, 160])
def test_no_column_is_for_a_file_name(width: int) -> None:
    out, stream = console(width)
    write_statements([replace(RECORD, outlet=None, title=None, url=None, location="archive/story.txt")], out)
    assert "story" not in stream.getvalue()
    assert "outlet" not in stream.getvalue()
    out, stream = console(width)
    write_statements([replace(RECORD, outlet=None, url="https://www.gull.example/port")], out)
    assert "gull.example" in words(stream.getvalue())


MUJAHID = replace(
    RECORD,
    speaker="Zabihullah Mujahid",
    role="spokesperson",
    affiliation="Islamic Emirate of Afghanistan",
    quote="The harbour authority would publish every contract before Christmas this year " * 3,
    cue="told reporters in Kabul on Friday that",
    outlet="Afghanistan International",
    stances=(
        Stance("Tehrik-e Taliban Pakistan", "actor", StanceLabel.OPPOSE, 0.8),
        Stance("Pakistan", "actor", StanceLabel.OPPOSE, 0.42),
    ),
)


@pytest.mark.parametrize("width", [80, 100, 160])
def test_no_name_is_cut_within_a_word(width: int) -> None:
    out, stream = console(width)
    write_statements([RECORD, MUJAHID], out)
    assert {"Zabihullah", "Mujahid", "spokesperson,", "Afghanistan", "International", "Tehrik-e", "Pakistan"} <= words(
        stream.getvalue()
    )
    assert {"2025-10-31", "01234567", "reporters"} <= words(stream.getvalue())
    if width >= 100:
        assert "Zabihullah Mujahid" in stream.getvalue()


ABOUT = replace(
    MUJAHID,
    speaker="the primary electorate",
    quote="Gun control",
    cue="regularly ranks as a top concern",
    outlet="RealClearPolitics",
    about=About("gun control", 0.99, StanceLabel.NEUTRAL, 0.39),
)


@pytest.mark.parametrize(
    ("width", "whole"),
    [
        (80, {"RealClearPolitics", "electorate", "regularly"}),
        (100, {"RealClearPolitics", "electorate", "regularly"}),
        (160, {"RealClearPolitics", "the primary electorate", "neutral 0.39", "near 0.99"}),
    ],
)
def test_running_text_gives_way_before_a_name_is_cut(width: int, whole: set[str]) -> None:
    out, stream = console(width)
    write_statements([ABOUT], out, sort="about")
    assert not {name for name in whole if name not in stream.getvalue()}
    assert all(len(line) <= width for line in stream.getvalue().splitlines())


def test_a_short_quote_leaves_its_room_to_names() -> None:
    out, stream = console(160)
    record = replace(MUJAHID, quote="the president", outlet="Fox News", speaker="some Republicans of the House")
    write_statements([record], out, sort="score")
    assert "some Republicans of the House" in stream.getvalue()
    assert "Fox News" in stream.getvalue()
    header, _, *rows = (line for line in stream.getvalue().splitlines() if line.strip())
    assert rows[0].index("told reporters") - rows[0].index("the president") < 20
    assert header.index("cue") == rows[0].index("told reporters")


def test_the_wide_table_has_what_a_quick_look_needs() -> None:
    out, stream = console(160)
    write_statements([MUJAHID], out)
    title = next(line for line in stream.getvalue().splitlines() if line.strip())
    assert title.split() == ["speaker", "quote", "cue", "side", "outlet", "date", "id"]


@pytest.mark.parametrize(("sort", "number"), [("score", "0.80"), ("confidence", "0.97"), ("-date", None)])
def test_a_number_is_shown_where_it_sorts(sort: str, number: str | None) -> None:
    out, stream = console(160)
    write_statements([MUJAHID], out, sort=sort)
    assert {"0.80", "0.97"} & words(stream.getvalue()) == ({number} if number else set())


def test_many_targets_are_cut_with_a_count() -> None:
    targets = tuple(Stance(f"Land{number}", "actor", StanceLabel.OPPOSE, 0.5) for number in range(6))
    out, stream = console(160)
    write_statements([replace(RECORD, stances=targets)], out)
    assert "and 4 more" in stream.getvalue()
    assert "Land5" not in stream.getvalue()


def test_a_list_ends_with_a_count_only_where_that_is_shorter() -> None:
    assert listed(["A", "B", "C", "D"]) == "A, B, C, D"
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"
    assert listed([]) == ""


def test_extractions_have_a_table_each() -> None:
    out, stream = console()
    empty = replace(EXTRACTION, document=Document("Nothing.", location="calm.txt"), statements=())
    print_extractions([EXTRACTION, empty], out)
    shown = stream.getvalue()
    assert {"12", "direct", "indirect", "unknown", "Port"} <= words(shown)
    assert "calm.txt\nno statements found" in shown


@pytest.mark.parametrize("width", [50, 80, 140])
def test_actors_fit(width: int) -> None:
    out, stream = console(width)
    write_actors([ACTOR, replace(ACTOR, id="a2", first_at=None)], out)
    assert all(len(line) <= width for line in stream.getvalue().splitlines())
    assert {"12", "3"} <= words(stream.getvalue())


def test_short_ids_stay_different() -> None:
    assert short_ids([]) == []
    assert short_ids(["0123456789", "0123456789"]) == ["01234567", "01234567"]
    assert short_ids(["0123456789", "0123456799", "5555555555"]) == ["012345678", "012345679", "555555555"]
    assert short_ids(["a1", "b"]) == ["a1", "b"]
