"""The page about an actor, and judgements and pairs as tables, from names that texts break over lines."""

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

from rich.console import Console

from attrib.data import ActorKind, ActorSummary
from attrib.data.actors import ActorProfile, HeldRole, Judgement, Part, Suggestion
from attrib.data.judgements import JudgementKind
from attrib.writers.actors.judgements import write_judgements
from attrib.writers.actors.profile import write_profile
from attrib.writers.actors.suggestions import write_pair, write_suggestions

LEE = ActorSummary(
    "0" * 16, "Ann\nLee", ActorKind.PERSON, None, (), (("the\nMint", "chief"),), 1, 1, None, None, (), ()
)
LOW = ActorSummary("1" * 16, "Bo\x1b Low", ActorKind.PERSON, None, (), (), 1, 1, None, None, (), ())
WORD = Judgement(
    "a", "b", JudgementKind.RENAME, LEE.id, "Ann\nLee", None, None, "A Lee", None, None, None, None, "see\nthe page",
    "eva", datetime(2026, 1, 2, tzinfo=UTC), None, None,
)  # fmt: skip


def console() -> Console:
    return Console(file=StringIO(), width=140)


def printed(shown: Console) -> str:
    assert isinstance(shown.file, StringIO)
    return shown.file.getvalue()


def test_a_page_and_tables_show_line_breaks_as_spaces_and_nothing_else_hidden() -> None:
    shown = console()
    post = HeldRole("the\nMint", "chief\neconomist", "2007-06-27", "2007-06-27", 1, "f" * 16)
    parts = (Part("2" * 16, "Anna\nLee", ActorKind.PERSON, 1),)
    write_profile(ActorProfile(LEE, (post,), parts, (), (WORD,)), shown)
    write_judgements([WORD], shown)
    pair = Suggestion(90, "initial", LEE, LOW)
    write_suggestions([pair], shown)
    write_pair(pair, ["said", ""], shown)
    text = printed(shown)
    assert "\\x0a" not in text
    for words in ("Ann Lee is shown as A Lee", "the Mint (chief economist), 2007-06-27, 1 statement", "see the page",
                  "Anna Lee (person, 1 statement, 2", "Bo\\x1b Low"):  # fmt: skip
        assert words in text


def test_no_other_name_is_told_twice() -> None:
    aliases = ("DOJ", "Justice Department", "Rep. Lee, D-Ohio,", "The Justice Department", "the DOJ")
    found = replace(LEE, name="Justice Department", aliases=aliases)
    assert found.other_names == ("DOJ", "Rep. Lee, D-Ohio")
    assert not replace(LEE, name="Mint", aliases=("the Mint", "MINT,")).other_names


def test_the_page_tells_sides_and_no_neutral_targets_and_counts_those_it_cuts() -> None:
    shown = console()
    sides = tuple((f"Target {number}", "oppose", 9) for number in range(14))
    write_profile(ActorProfile(LEE, (), (), (("Harbour", "neutral", 30), ("Tax", "support", 2), *sides), ()), shown)
    text = " ".join(printed(shown).split())
    assert "Harbour" not in text
    assert "Tax (support 2), Target 0 (oppose 9)" in text
    assert "and 3 more" in text
