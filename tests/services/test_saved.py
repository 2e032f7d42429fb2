"""Saved searches and their digests: every new statement told once, whatever run, version or copy has it."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from attrib import Desk, StatementQuery
from attrib.data import Extraction, Run, StanceLabel, StatementRecord
from attrib.data.saved import DigestSection, SearchDigest
from attrib.data.vectors import SentenceVectors
from attrib.errors import AmbiguousNameError, NotFoundError, SettingsError, StoreError, WriteError
from attrib.services import models
from attrib.services.digests import make_digest, settle, told_once
from attrib.store.actors.merge import merge
from attrib.store.database.check import check
from attrib.store.database.session import Database, open_database
from attrib.store.documents.mending import delete_documents, undo_edit
from attrib.store.reviews.corrections import Correction
from attrib.store.reviews.record import review
from attrib.store.save import save
from attrib.store.saved.telling import note_digest, telling
from attrib.store.schema.saved import SavedSearchRow
from attrib.store.search.query import search
from tests.copies.wire import BRIEF, STORY, UPDATE
from tests.services.dying_digest import POINTS
from tests.store.backends import BACKENDS, Templates
from tests.store.harbour import ANN, BO, statement
from tests.store.harbour import articles as harbour
from tests.store.meaning import WordEncoder
from tests.store.newsdesk import NEXT_RUN, article, person, said
from tests.store.speaking import says

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = "“Number 1,”", "“Number 2,”"


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[str]:
    with templates.url(request.param, tmp_path) as found:
        yield found


@pytest.fixture
def desk(url: str) -> Iterator[Desk]:
    """A desk on a database without articles."""
    with open_database(url) as database:
        yield Desk(database, "eva")


def fill(desk: Desk, *extractions: Extraction) -> None:
    for extraction in extractions:
        save(desk._opened(), extraction)


def told(desk: Desk, *names: str, **options: Any) -> list[str]:
    """Tell a digest; the words of its new statements, those of copies not counted."""
    return words(desk.saved.digest(StringIO(), *names, **options))


def words(digest: SearchDigest) -> list[str]:
    return [each.record.quote for section in digest.sections for each in section.new]


def only(digest: SearchDigest) -> DigestSection:
    (section,) = digest.sections
    return section


def outlets(records: tuple[StatementRecord, ...]) -> list[str | None]:
    return [record.outlet for record in records]


def test_what_is_there_is_known_and_what_comes_is_told_once(desk: Desk) -> None:
    fill(desk, says("Ann Lee", 1), says("Bo Ray", 3))
    assert desk.saved.add("ann", actor="Ann Lee").known == 1
    assert told(desk) == []
    fill(desk, says("Ann Lee", 2), says("Bo Ray", 4))
    assert words(desk.saved.news()) == [NEW]
    assert told(desk) == [NEW]
    assert told(desk) == []
    assert sorted(record.quote for record in desk.saved.run("ann")) == [OLD, NEW]
    found = desk.saved.show("ANN ")
    assert (found.known, found.told, found.digest) == (1, 1, 1)


def test_an_old_article_that_comes_late_is_new(desk: Desk) -> None:
    fill(desk, says("Ann Lee", 1, day="2025-05-01"))
    desk.saved.add("ann", actor="Ann Lee")
    fill(desk, says("Ann Lee", 2, day="1999-01-01"), says("Ann Lee", 3))
    assert told(desk) == [NEW, "“Number 3,”"]


def test_all_may_be_told_from_the_start(desk: Desk) -> None:
    fill(desk, *(says("Ann Lee", number) for number in range(5)))
    desk.saved.add("ann", actor="Ann Lee", tell_all=True)
    first = desk.saved.digest(StringIO(), limit=3)
    assert (len(words(first)), only(first).later) == (3, 2)
    assert len(told(desk, limit=None)) == 2
    assert told(desk) == []


def test_another_run_of_the_same_is_not_new(desk: Desk) -> None:
    text = "“Ships pay too much in the harbour,” said Ann Lee. Bo Ray said taxes are fair."
    first = said(text, "“Ships pay too much in the harbour,”", "Ann Lee", by=ANN)
    desk.saved.add("all")
    fill(desk, article(text, first))
    assert len(told(desk)) == 1
    drawn = said(text, "Ships pay too much in the harbour", "Ann Lee", by=ANN)
    added = said(text, "taxes are fair", "Bo Ray", by=BO)
    fill(desk, article(text, first, run=NEXT_RUN))
    assert told(desk) == []
    fill(desk, article(text, drawn, added, run=Run("attribution", "d3" * 32, "0.3.0")))
    assert told(desk) == ["taxes are fair"]
    assert told(desk) == []


def test_what_lies_within_what_was_told_is_new(desk: Desk) -> None:
    """A statement within a statement covers most of it and is another one."""
    text = "Ann Lee said that, said Bo Ray, the harbour tax will surely ruin each and every ship in our town."
    outer = said(
        text, "said Bo Ray, the harbour tax will surely ruin each and every ship in our town", "Ann Lee", by=ANN
    )
    inner = said(text, "the harbour tax will surely ruin each and every ship in our town", "Bo Ray", by=BO)
    desk.saved.add("all")
    fill(desk, article(text, outer))
    assert len(told(desk)) == 1
    fill(desk, article(text, outer, inner, run=NEXT_RUN))
    assert len(told(desk)) == 1


def test_a_newer_text_tells_only_what_it_adds(desk: Desk) -> None:
    text = "“Ships pay too much,” said Ann Lee. The council meets on Monday to talk about it."
    newer = f"Updated at noon. {text} “They pay too little,” said Bo Ray."
    ships = said(text, "“Ships pay too much,”", "Ann Lee", by=ANN)
    desk.saved.add("all")
    fill(desk, article(text, ships, location="tax.txt"))
    assert len(told(desk)) == 1
    again = said(newer, "“Ships pay too much,”", "Ann Lee", by=ANN)
    little = said(newer, "“They pay too little,”", "Bo Ray", by=BO)
    fill(desk, article(newer, again, little, location="tax.txt"))
    assert told(desk) == ["“They pay too little,”"]
    fill(desk, article(text, ships, location="tax.txt"))  # the old text comes back
    assert told(desk) == []


def test_what_is_given_to_another_speaker_is_new_to_the_search_for_them(desk: Desk) -> None:
    fill(desk, says("Bo Ray", 1))
    desk.saved.add("ann", actor="Ann Lee")
    desk.saved.add("bo", actor="Bo Ray")
    database = desk._opened()
    (record,) = search(database, StatementQuery())
    review(database, record.statement_id, Correction(speaker="Ann Lee"), "eva")
    assert told(desk, "ann") == [OLD]
    assert told(desk, "bo") == []


def test_speakers_that_are_joined_since_are_told(desk: Desk) -> None:
    fill(desk, says("Ann Lee", 1), says("A. B. Leeman", 2))
    desk.saved.add("ann", actor="Ann Lee")
    merge(desk._opened(), ["Ann Lee", "A. B. Leeman"], "eva")
    assert told(desk) == [NEW]


def test_a_search_by_the_id_of_an_actor_follows_a_merge(desk: Desk) -> None:
    fill(desk, says("Ann Lee", 1), says("Bo Ray", 3))
    by_name = {record.speaker: record.actor_id for record in desk.search()}
    desk.saved.add("bo", actor=by_name["Bo Ray"])
    merge(desk._opened(), ["Ann Lee", "Bo Ray"], "eva")
    assert told(desk) == [OLD]


def test_a_speaker_may_be_named_before_they_speak(desk: Desk) -> None:
    fill(desk, says("Bo Ray", 1))
    desk.saved.add("ann", actor="Ann Lee")
    digest = desk.saved.news()
    assert (only(digest).problem, digest.silent) == ("", True)
    assert "no actor has the name 'Ann Lee'" in only(digest).notices[0]
    fill(desk, says("Ann Lee", 2))
    assert told(desk) == [NEW]


def test_deleted_and_brought_back_is_not_new(desk: Desk) -> None:
    desk.saved.add("all")
    fill(desk, says("Ann Lee", 1))
    assert told(desk) == [OLD]
    batch = delete_documents(desk._opened(), ["1.txt"], "eva")[0]
    assert told(desk) == []
    undo_edit(desk._opened(), batch, "eva")
    assert told(desk) == []


QUOTE = "“We will not go back to work until every contract has been signed by both sides and published,”"


def wire(text: str, outlet: str, day: str) -> Extraction:
    okoye = person("Amina Okoye")
    return article(text, said(text, QUOTE, "Amina", by=okoye), location=f"{outlet}.txt", outlet=outlet, day=day)


def test_copies_are_told_together(desk: Desk) -> None:
    desk.saved.add("all")
    fill(desk, wire(BRIEF, "Gull", "2025-03-04"), wire(STORY, "Wire", "2025-03-03"))
    section = only(desk.saved.digest(StringIO()))
    (new,) = section.new
    assert (new.record.outlet, outlets(new.copies)) == ("Wire", ["Gull"])
    assert (section.articles, section.outlets) == (1, 1)
    fill(desk, wire(UPDATE, "Times", "2025-03-05"))
    later = only(desk.saved.digest(StringIO()))
    assert (later.new, outlets(later.copied)) == ((), ["Times"])
    assert told(desk) == []


def test_the_first_article_of_copies_may_come_last(desk: Desk) -> None:
    desk.saved.add("all")
    fill(desk, wire(BRIEF, "Gull", "2025-03-04"))
    assert len(told(desk)) == 1
    fill(desk, wire(STORY, "Wire", "2025-03-03"))
    section = only(desk.saved.digest(StringIO()))
    assert (section.new, outlets(section.copied)) == ((), ["Wire"])


def test_statements_within_each_other_are_no_copies(desk: Desk) -> None:
    """A copied article has the same two statements as the first: one that holds words of another speaker, and these."""
    desk.saved.add("all")
    inner = "go back to work until every contract has been signed by both sides and published"
    for text, outlet, day in ((STORY, "Wire", "2025-03-03"), (BRIEF, "Gull", "2025-03-04")):
        okoye, diaz = person("Amina Okoye"), person("Bo Diaz")
        outer = said(text, QUOTE, "Amina", by=okoye)
        within = said(text, inner, "Amina", by=diaz)
        fill(desk, article(text, outer, within, location=f"{outlet}.txt", outlet=outlet, day=day))
    section = only(desk.saved.digest(StringIO()))
    assert sorted((each.record.quote, *outlets(each.copies)) for each in section.new) == [
        (inner, "Gull"),
        (QUOTE, "Gull"),
    ]
    assert section.copied == ()


def test_a_copy_that_quotes_less_is_told_with_the_first(desk: Desk) -> None:
    desk.saved.add("all")
    okoye = person("Amina Okoye")
    short = said(BRIEF, "go back to work until every contract has been signed", "Amina", by=okoye)
    fill(
        desk,
        wire(STORY, "Wire", "2025-03-03"),
        article(BRIEF, short, location="b.txt", outlet="Gull", day="2025-03-04"),
    )
    (new,) = only(desk.saved.digest(StringIO())).new
    assert (new.record.quote, outlets(new.copies)) == (QUOTE, ["Gull"])


def test_filters_are_kept_as_they_were_given(desk: Desk) -> None:
    fill(desk, *harbour())
    asked: dict[str, Any] = {
        "target": "harbour tax",
        "stance": "support",
        "since": "2025",
        "until": "2025-04",
        "outlet": ("Gull",),
    }
    desk.saved.add("for", "fair", sort="date", **asked)
    kept = desk.saved.list()[0].filters
    assert (kept["until"], kept["outlet"], kept["stance"]) == ("2025-05-01T00:00:00+00:00", ["Gull"], "support")
    expected = [record.quote for record in desk.search("fair", sort="date", **asked)]
    assert [record.quote for record in desk.saved.run("for")] == expected == ["“The harbour tax is fair,”"]


@pytest.mark.parametrize(
    ("filters", "said_of_it"),
    [
        ({"colour": "red"}, "no filter 'colour'"),
        ({"stance": "admire"}, "admire"),
        ({"since": "the day before"}, "is no date"),
        ({"sort": "beauty", "within": ["margin"]}, "margin"),
        (["actor"], "no list of filters and values"),
    ],
)
def test_a_filter_that_can_no_longer_be_read_stops_no_other_search(
    desk: Desk, filters: object, said_of_it: str
) -> None:
    desk.saved.add("broken", text="tax")
    desk.saved.add("whole")
    with desk._opened().begin() as connection:
        broken = update(SavedSearchRow).where(SavedSearchRow.name == "broken")
        connection.execute(broken.values(filters=filters))
    fill(desk, says("Ann Lee", 1))
    digest = desk.saved.digest(StringIO())
    problem, whole = digest.sections
    assert said_of_it in problem.problem
    assert "remove it and save it anew" in problem.problem
    assert (len(whole.new), digest.problems) == (1, (problem,))
    with pytest.raises(SettingsError, match="the saved search 'broken' cannot be read"):
        desk.saved.run("broken")


def test_a_name_that_fits_several_by_now_stops_no_other_search(desk: Desk) -> None:
    fill(desk, says("Ann Lee", 1))
    desk.saved.add("lee", actor="Lee")
    desk.saved.add("whole")
    fill(desk, says("Bo Lee", 2))
    ambiguous, whole = desk.saved.digest(StringIO()).sections
    assert "'Lee' fits 2 actors" in ambiguous.problem
    assert len(whole.new) == 1
    merge(desk._opened(), ["Ann Lee", "Bo Lee"], "eva")
    assert told(desk, "lee") == [NEW]


def test_names_are_held_once(desk: Desk) -> None:
    desk.saved.add("The Harbour", text="tax")
    with pytest.raises(StoreError, match=r"eva has saved a search 'The Harbour' on .*attrib saved remove"):
        desk.saved.add("the  harbour", text="levy")
    with pytest.raises(StoreError, match="a name of 1 to 200 letters or digits, not '!!'"):
        desk.saved.add("!!")
    with pytest.raises(StoreError, match="whose it is"):
        desk.saved.add("b", by=" ")
    with pytest.raises(NotFoundError, match=r"under the name 'the harbor'; did you mean 'The Harbour'\?"):
        desk.saved.show("the harbor")
    with pytest.raises(NotFoundError, match="see `attrib saved list`"):
        desk.saved.news("The Harbour", "quays")


def test_nothing_is_saved_of_a_search_that_cannot_be_asked(desk: Desk) -> None:
    fill(desk, says("Ann Lee", 1), says("Bo Lee", 2))
    with pytest.raises(AmbiguousNameError):
        desk.saved.add("lee", actor="Lee")
    with pytest.raises(NotFoundError):
        desk.saved.add("path", document="nowhere.txt")
    with pytest.raises(SettingsError):
        desk.saved.add("sort", sort="beauty")
    assert desk.saved.list() == []


def test_a_removed_search_comes_back_with_what_it_has_told(desk: Desk) -> None:
    desk.saved.add("all")
    fill(desk, says("Ann Lee", 1))
    assert told(desk) == [OLD]
    assert desk.saved.remove("all", by="bo").removed_by == "bo"
    assert (desk.saved.list(), [each.name for each in desk.saved.list(removed=True)]) == ([], ["all"])
    with pytest.raises(NotFoundError):
        desk.saved.remove("all")
    fill(desk, says("Ann Lee", 2))
    desk.saved.restore("all")
    assert told(desk) == [NEW]
    desk.saved.remove("all")
    desk.saved.add("all", tell_all=True)
    with pytest.raises(StoreError, match="another saved search is called 'all' now"):
        desk.saved.restore("all")
    assert sorted(told(desk)) == [OLD, NEW]


def test_a_topic_tells_what_is_nearest(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Judge:
        def said(self, _speaker: str | None, cue: str, quote: str) -> str:
            return f"{cue} {quote}"

        def towards(self, _topic: str, texts: list[str]) -> list[tuple[StanceLabel, float]]:
            return [(StanceLabel.OPPOSE, 0.9)] * len(texts)

    encoder = WordEncoder()
    monkeypatch.setattr(models, "open_encoder", lambda _settings: encoder)
    monkeypatch.setattr(models, "open_judge", lambda _settings: Judge())

    def fill_with_vectors(number: int, quote: str) -> None:
        text = f"“{quote},” said Ann Lee on day {number}."
        own = replace(said(text, quote, "Ann Lee", by=ANN), id=f"{number:020x}")
        vectors = SentenceVectors(encoder.id, {own.id: encoder.encode([quote])[0]})
        save(desk._opened(), article(text, own), vectors)

    fill_with_vectors(1, "the harbour tax is fair")
    assert desk.saved.add("tax", about="harbour tax", limit=2).known == 1
    for number, quote in enumerate(
        ("harbour tax", "a harbour tax again", "the new harbour tax hurts", "cats sleep"), 2
    ):
        fill_with_vectors(number, quote)
    section = only(desk.saved.digest(StringIO()))
    assert section.new[0].record.quote == "harbour tax"
    assert section.new[0].record.about is not None
    assert section.new[0].record.about.stance is StanceLabel.OPPOSE
    assert (len(section.new), section.distant) == (2, 1)
    assert told(desk) == []


def test_a_file_that_cannot_be_written_leaves_all_new(desk: Desk, tmp_path: Path) -> None:
    desk.saved.add("all")
    fill(desk, says("Ann Lee", 1))
    (tmp_path / "there.txt").write_text("mine")
    with pytest.raises(WriteError, match="exists"):
        desk.saved.digest(tmp_path / "there.txt")
    with pytest.raises(WriteError, match="there is no folder"):
        desk.saved.digest(tmp_path / "no" / "folder.txt")
    assert (tmp_path / "there.txt").read_text() == "mine"
    digest = desk.saved.digest(tmp_path / "there.txt", overwrite=True)
    assert (words(digest), digest.again) == ([OLD], False)
    assert told(desk) == []


def test_two_digests_at_once_tell_nothing_twice(desk: Desk) -> None:
    desk.saved.add("all")
    fill(desk, says("Ann Lee", 1))
    database = desk._opened()
    mine, theirs = make_digest(database), make_digest(database)
    with told_once(database, theirs, "theirs"):
        pass
    with pytest.raises(StoreError, match="another digest was made at the same time"), told_once(database, mine, "mine"):
        pytest.fail("written")
    assert told(desk) == []


def test_a_digest_that_is_settled_by_another_process_is_not_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.saved.add("all")
    fill(desk, says("Ann Lee", 1))
    database = desk._opened()
    digest = make_digest(database)

    def late(opened: Database, number: int) -> Any:
        assert settle(opened)
        return telling(opened, number)

    monkeypatch.setattr("attrib.services.digests.telling", late)
    with pytest.raises(StoreError, match="another digest"), told_once(database, digest, "text"):
        pytest.fail("written")
    monkeypatch.undo()
    assert told(desk) == [OLD]


def killed(url: str, file: str, point: str) -> str:
    """Tell a digest in a process that is killed at a point; what it printed."""
    command = [sys.executable, "-m", "tests.services.dying_digest", url, file, point]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    return done.stdout


@pytest.mark.parametrize("point", POINTS)
def test_a_file_tells_everything_once_over_kills(desk: Desk, url: str, tmp_path: Path, point: str) -> None:
    desk.saved.add("all")
    fill(desk, says("Ann Lee", 1))
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    killed(url, str(first), point)
    fill(desk, says("Ann Lee", 2))
    assert len(words(desk.saved.news())) in (1, 2)
    desk.saved.digest(second)
    read = "".join(file.read_text() for file in (first, second) if file.is_file())
    assert (read.count(OLD), read.count(NEW)) == (1, 1)
    assert first.is_file() == (point in ("written", "told"))
    assert ("told again" in read) == (point in ("noted", "writing"))
    assert told(desk) == []
    assert check(desk._opened()) == []


def test_standard_output_tells_at_least_once_and_says_so(desk: Desk, url: str) -> None:
    desk.saved.add("all")
    fill(desk, says("Ann Lee", 1))
    stream = StringIO()
    printed = killed(url, "-", "written")
    desk.saved.digest(stream)
    assert (printed + stream.getvalue()).count(OLD) == 2
    assert "told again" not in printed
    assert "told again" in stream.getvalue()
    assert told(desk) == []


@pytest.mark.parametrize("there", ["nothing", "another text"])
def test_a_file_that_is_not_there_as_it_was_written_is_told_again(desk: Desk, tmp_path: Path, there: str) -> None:
    desk.saved.add("all")
    fill(desk, says("Ann Lee", 1))
    database, file = desk._opened(), tmp_path / "first.txt"
    section = only(desk.saved.news())
    if there != "nothing":
        file.write_text(there)
    note_digest(database, 1, {section.search.number: section.places}, {}, output=str(file), sha256="0" * 64)
    digest = desk.saved.digest(tmp_path / "second.txt")
    assert (words(digest), digest.again) == ([OLD], True)


def test_sides_are_told_with_a_statement(desk: Desk) -> None:
    text = "“The harbour tax is fair,” said Bo Ray."
    stream = StringIO()
    desk.saved.add("all")
    sided = statement(text, "“The harbour tax is fair,”", BO, "said", ("harbour tax", StanceLabel.SUPPORT))
    fill(desk, article(text, sided, outlet="Gull"))
    desk.saved.digest(stream)
    assert "for harbour tax (suggested, 0.80)" in stream.getvalue()
